//! The server's own login page and the page on which a person waits for the phone.

mod form;
mod wait;

pub(crate) use form::{form, known_browser, refused, submit, to_wait_page};
pub(crate) use wait::{cancel, events, resend, state, wait};
