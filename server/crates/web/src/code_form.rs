//! The form into which a person types a code, on whatever page it stands.

use http::StatusCode;
use serde::Deserialize;

use crate::locales::Words;

/// The form, see `code_form.html`.
pub(crate) struct CodeForm {
    /// Asks for the code.
    pub(crate) label: String,
    /// Whether a code on paper is taken, which has letters.
    pub(crate) from_paper: bool,
    /// Whether typing is what the page is for.
    pub(crate) is_focused: bool,
    /// Says that the code before was wrong.
    pub(crate) wrong: Option<String>,
}

impl CodeForm {
    /// …after a wrong code, with what that left.
    pub(crate) fn after(self, words: &Words, attempts_left: Option<u32>) -> Self {
        Self {
            is_focused: self.is_focused || attempts_left.is_some(),
            wrong: attempts_left.map(|left| words.counted("code-wrong", "left", left)),
            ..self
        }
    }
}

/// The status of a page that shows the form.
pub(crate) const fn status(attempts_left: Option<u32>) -> StatusCode {
    match attempts_left {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    }
}

/// What was typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    pub(crate) code: String,
}
