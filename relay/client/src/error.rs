//! What a relay answers instead of success, sorted by what to do next.

use std::time::Duration;

/// A request that was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The relay does not take requests with this key, or of this sender: an operator must mend something.
    #[error("the relay does not know us: {0}")]
    Unauthorized(String),
    /// The relay refuses this request, and would do so again.
    #[error("the relay refuses: {0}")]
    Refused(String),
    /// There is no such notification.
    #[error("the relay knows no such notification")]
    NotFound,
    /// The relay cannot take it now.
    #[error("the relay is busy: {reason}")]
    Busy {
        /// How long it asks to wait.
        after: Duration,
        /// Its word for it.
        reason: String,
    },
    /// The relay was not reached, or its answer did not reach us.
    #[error("the relay was not reached: {0}")]
    Unreachable(String),
}

/// A notification that the relay has not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// It cannot be taken now.
    #[error("the relay takes it later: {reason}")]
    Later {
        /// How long to wait before it is handed in again.
        after: Duration,
        /// What stands in the way.
        reason: String,
    },
    /// It would be refused each time.
    #[error("the relay refuses it: {reason}")]
    Rejected {
        /// The relay's word for it.
        reason: String,
    },
    /// Nothing is taken until an operator has mended something.
    #[error("the relay takes nothing from us: {reason}")]
    Misconfigured {
        /// The relay's word for it.
        reason: String,
    },
    /// Its deadline has passed.
    #[error("its deadline has passed: {reason}")]
    TooLate {
        /// What stood in the way.
        reason: String,
    },
}
