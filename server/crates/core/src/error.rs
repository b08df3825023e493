//! The few ways in which a flow can end without success, as callers must tell them apart.

use std::time::Duration;

use crate::{
    model::{MailAddressError, NotPending, Refusal, UserNameError},
    passwords::PasswordError,
    port::{PkiError, StoreError},
    secrets::Unsealable,
};

/// Why a flow did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// A value is out of range; the text says which and why, for whoever sent it.
    #[error("{0}")]
    Invalid(String),
    /// There is no such thing, or it is not the caller's: the two are not told apart (R10, R17).
    #[error("there is no such thing")]
    NotFound,
    /// The user is unknown, suspended, locked, or has nothing that could answer: not told apart (R7).
    #[error("the user has no usable authenticator")]
    NoUsableAuthenticator,
    /// Too early or too often.
    #[error("too many requests")]
    TooMany {
        /// Time until it may work.
        retry_after: Duration,
    },
    /// Name and password are not those of an open account.
    #[error("the password is wrong")]
    WrongPassword,
    /// The code is none that is right now.
    #[error("the code is wrong")]
    WrongCode {
        /// How many more wrong ones are borne; at 0 it was the last.
        attempts_left: u32,
    },
    /// The login or enrolment has already ended.
    #[error("it is no longer pending")]
    NotPending,
    /// The user has an authenticator already, and no fresh approval of theirs was named (R11).
    #[error("a fresh approval by the user is required")]
    FreshApprovalRequired,
    /// The user has as many authenticators of the kind as may be.
    #[error("there are as many of this kind as may be")]
    TooManyAuthenticators,
    /// Without it, its owner has nothing left to log in with.
    #[error("it is the last authenticator")]
    LastAuthenticator,
    /// The session is not one that was opened just now.
    #[error("a fresh login is required")]
    FreshLoginRequired,
    /// The operator's role does not include this.
    #[error("the operator's role does not include this")]
    NotAllowed,
    /// The role would include it, but a program asks for what is left to people.
    #[error("this is left to people")]
    ForPeople,
    /// The thing exists already.
    #[error("it exists already")]
    AlreadyExists,
    /// The same idempotency key came with another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// Others kept changing the same rows; nothing was done.
    #[error("the request met too many concurrent changes")]
    Contended,
    /// The server cannot keep or read what it must (R18).
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored secret does not open (R18).
    #[error(transparent)]
    Secrets(#[from] Unsealable),
    /// The user has not accepted the terms of use in force.
    #[error("the terms of use are not accepted")]
    TermsNotAccepted,
    /// A certificate cannot be signed (R18).
    #[error(transparent)]
    Pki(PkiError),
    /// A password cannot be set.
    #[error(transparent)]
    Password(PasswordError),
    /// Without it, its owner has recovery codes alone, and has not said that they know.
    #[error("nothing but recovery codes would be left")]
    CodesAloneLeft,
}

impl From<PasswordError> for FlowError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy(refusal) => refusal.into(),
            error => Self::Password(error),
        }
    }
}

impl From<Refusal> for FlowError {
    fn from(refusal: Refusal) -> Self {
        Self::TooMany {
            retry_after: refusal.retry_after,
        }
    }
}

impl From<NotPending> for FlowError {
    fn from(_: NotPending) -> Self {
        Self::NotPending
    }
}

impl From<MailAddressError> for FlowError {
    fn from(error: MailAddressError) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl From<UserNameError> for FlowError {
    fn from(error: UserNameError) -> Self {
        Self::Invalid(format!("username: {error}"))
    }
}

/// Why a phone's request was not accepted. Outside, every refusal looks the same.
#[derive(Debug, thiserror::Error)]
pub enum DeviceRefusal {
    /// Unknown, expired, forged, replayed, or no longer allowed. The word is for metrics only.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// It is rightly made, but comes too late: what it answers was answered, or has ended. The word is for metrics only.
    #[error("not open: {0}")]
    NotOpen(&'static str),
    /// The device was removed from its account for good. The text is our signed word, which says so to nobody else.
    #[error("the device was removed")]
    Removed(String),
    /// The server could not decide; the phone may try again.
    #[error(transparent)]
    Unavailable(#[from] StoreError),
}

impl DeviceRefusal {
    /// The word for it in metrics.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Refused(word) | Self::NotOpen(word) => word,
            Self::Removed(_) => "removed",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

impl From<Unsealable> for DeviceRefusal {
    fn from(error: Unsealable) -> Self {
        Self::Unavailable(StoreError::Corrupt(error.to_string()))
    }
}
