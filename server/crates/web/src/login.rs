//! The server's own login page, and the pages on which a person waits for the phone or types a code.

mod announcements;
mod by_passkey;
mod cancel;
mod certificate;
mod code;
mod enter;
mod events;
mod form;
mod here;
mod login_for;
mod lost;
pub(crate) mod next;
mod passkey;
mod phone;
mod resend;
mod start;
mod state;
mod wait;
mod ways;

pub(crate) use by_passkey::{answer_first, ask_for};
pub(crate) use cancel::cancel;
pub(crate) use certificate::certificate;
pub(crate) use code::code;
pub(crate) use enter::enter;
pub(crate) use events::events;
pub(crate) use form::{form, refused};
pub(crate) use here::here;
pub(crate) use lost::{is_offered as loses, lost, report as report_lost};
pub(crate) use next::Next;
pub(crate) use passkey::{answer as passkey_answer, passkey};
pub(crate) use phone::{phone, send};
pub(crate) use resend::resend;
pub(crate) use start::{Begun, begin, known_browser, start};
pub(crate) use state::state;
pub(crate) use wait::{log_in, to_wait_page, wait};
pub(crate) use ways::{WAYS, Way, choose, ways};
