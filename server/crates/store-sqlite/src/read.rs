//! What is read often, many keys per question: while one question is with the database, the next one collects.

mod client;
mod login;
mod party;
mod question;

use countersign_core::port::StoreError;
pub(crate) use client::Clients;
pub(crate) use login::Logins;
pub(crate) use party::Parties;
pub(crate) use question::{JOB_SELECT, Questions, decode_question};
use serde_json::Value;

/// A decoding failure inside a question, in the one error that travels through it.
fn corrupt(error: StoreError) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// The bind of a set.
fn set(keys: impl Iterator<Item = Value>) -> String {
    Value::Array(keys.collect()).to_string()
}
