//! What the pages share that lead to a mail, or that a mail leads to.

use axum::response::Response;
use countersign_core::{FlowError, passwords::PasswordError};
use http::StatusCode;

use crate::{locales::Words, page as pages, state::Doors};

/// A mail is on its way, or so it seems: the page is the same whoever is known (R7).
pub(crate) fn page(doors: &Doors, words: &Words, text: &str) -> Response {
    let (title, text) = (words.get("mailed-title"), words.get(text));
    pages::message(doors, words, StatusCode::OK, &title, &text)
}

/// This server does not offer what the page is for.
pub(crate) fn off(doors: &Doors, words: &Words, text: &str) -> Response {
    let (title, text) = (words.get("mail-off-title"), words.get(text));
    pages::message(doors, words, StatusCode::NOT_FOUND, &title, &text)
}

/// The words for a password that cannot be set.
pub(crate) fn password_error(error: &FlowError) -> Option<&'static str> {
    match error {
        FlowError::Password(PasswordError::TooShort) => Some("password-too-short"),
        FlowError::Password(PasswordError::TooLong) => Some("password-too-long"),
        FlowError::Password(PasswordError::Guessable) => Some("password-guessable"),
        _ => None,
    }
}

/// The status of a form that says what is wrong, if anything is.
pub(crate) fn status(error: Option<&str>) -> StatusCode {
    if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}
