//! Digital certificates: asked for, approved, picked up, shown, taken away. The other end is OpenSSL, curl and Chromium.

mod browser;
mod desk;
mod forwarded;
mod lists;
mod logins;
mod organisation;
mod requests;
mod revocations;
mod staff;

pub(crate) use desk::{PAGE, certification_request, with_door};
