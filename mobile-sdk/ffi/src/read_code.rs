//! Tells what was scanned, before anything is done with it.

use countersign_mobile_sdk::native::{Action, Link};
use countersign_proto::forgerock::uri;

/// What a scanned text is for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum ReadCode {
    /// For enrolling: see `Phone.enroll`.
    Enroll {
        /// The server that it names, to be shown before it is followed; absent for one-time passwords, for which none is asked.
        server: Option<String>,
    },
    /// Scanned from a login page: it stands in place of the number of the question with this `login_id`.
    Login {
        /// Which login.
        login_id: String,
    },
    /// For something else.
    Other,
}

/// Tells what a scanned text, or a link that the system has handed to the app, is for.
#[uniffi::export]
pub fn read_code(text: &str) -> ReadCode {
    match text.parse::<Link>() {
        Ok(link) => match link.action {
            Action::Enroll { .. } => ReadCode::Enroll {
                server: Some(link.server),
            },
            Action::Scan { login, .. } => ReadCode::Login {
                login_id: login.to_string(),
            },
            // For browsers.
            Action::Here { .. } => ReadCode::Other,
        },
        Err(_) => match uri::scan(text) {
            Ok(uri::Scanned::Push(push) | uri::Scanned::Combined(push, _)) => ReadCode::Enroll {
                server: Some(push.endpoint),
            },
            Ok(uri::Scanned::Oath(_)) => ReadCode::Enroll { server: None },
            Err(_) => ReadCode::Other,
        },
    }
}
