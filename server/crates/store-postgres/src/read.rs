//! What is read often, many keys per question: while one question is with the database, the next one collects.

mod client;
mod login;
mod party;
mod question;

pub(crate) use client::Clients;
use countersign_core::port::StoreError;
pub(crate) use login::Logins;
pub(crate) use party::Parties;
pub(crate) use question::{JOB_SELECT, OPEN_SELECT, Questions, decode_question};

/// Every grouped question, for a look at how the database would answer it.
#[cfg(test)]
pub(crate) const ALL: [&str; 4] = [client::SQL, login::SQL, party::SQL, question::SQL];

/// A decoding failure inside a question, in the one error that travels through it.
fn corrupt(error: StoreError) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
