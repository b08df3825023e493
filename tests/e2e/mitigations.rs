//! The weaknesses of the compatible protocol (protocol page, section 10), each by its number. The ninth is in `refresh`; the
//! nineteenth and the twenty-fifth belong to a door that does not exist yet.

mod answers;
mod door;
mod enrolment;
mod passwords;
mod pushes;
