//! What clients want people to see: bounded, and refused rather than cut (R15).

use countersign_core::model::{Authenticator, DisplayText};
use countersign_service::problem::Problem;

use crate::problems;

/// Longest message of a client on a phone, in user-perceived characters.
const MESSAGE_GRAPHEMES: usize = 120;

/// What an authenticator will be called, if the client says it.
pub(super) fn label(text: Option<&str>) -> Result<Option<DisplayText>, Problem> {
    shown("label", text, Authenticator::LABEL_GRAPHEMES)
}

/// What the phone shows after the service's name, if the client says it.
pub(super) fn message(text: Option<&str>) -> Result<Option<DisplayText>, Problem> {
    shown("message", text, MESSAGE_GRAPHEMES)
}

fn shown(member: &str, text: Option<&str>, graphemes: usize) -> Result<Option<DisplayText>, Problem> {
    text.map(|text| DisplayText::parse(text, graphemes))
        .transpose()
        .map_err(|error| Problem::from(problems::INVALID_REQUEST).because(format!("{member} {error}")))
}
