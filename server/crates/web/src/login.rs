//! The server's own login page, and the pages on which a person waits for the phone or types a code.

mod code;
mod form;
mod wait;

pub(crate) use code::{code, enter};
pub(crate) use form::{form, known_browser, refused, submit, to_wait_page};
pub(crate) use wait::{cancel, events, resend, state, wait};
