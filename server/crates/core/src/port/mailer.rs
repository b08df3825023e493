//! The way to mailboxes.

use std::fmt;

use async_trait::async_trait;
use countersign_proto::ids::JobId;

use crate::model::{MailAddress, Timestamp};

/// Hands letters to a mail server.
#[async_trait]
pub trait Mailer: Send + Sync + 'static {
    /// Tries once, for a bounded time.
    async fn send(&self, letter: &Letter) -> Posted;
}

/// A mail in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Names it: the same letter that is sent twice bears one name.
    pub id: JobId,
    /// To whom.
    pub to: MailAddress,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Its date.
    pub at: Timestamp,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({})", self.id)
    }
}

/// What became of a letter, sorted by what to do next. Reasons are words and codes; what a mail server says about a letter may
/// name its mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The mail server took it. That is no proof that anybody read it.
    Accepted,
    /// The mail server refuses it; sending it again would not help.
    Rejected {
        /// Why.
        reason: String,
    },
    /// The mail server cannot be reached or cannot take it now, or an operator has to mend something.
    Later {
        /// Why.
        reason: String,
    },
}
