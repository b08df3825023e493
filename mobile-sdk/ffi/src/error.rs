//! What can go wrong, named by what an app does about it.

use countersign_mobile_sdk::{
    AnswerError, EnrollError, PushError, RefreshError, TransportError, Unmet, ambient::NoRandomness,
    native::NativeError,
};

/// Why a phone could not do what it was asked. The message can be logged: it holds no key, code or address.
#[derive(Debug, thiserror::Error, uniffi::Error)]
#[uniffi(flat_error)]
pub enum PhoneError {
    /// The text is none that this phone follows, or its server does not take it (any more).
    #[error("this code cannot be followed: {0}")]
    BadCode(String),
    /// Of a code for pushes and one-time passwords only the latter work; that account is kept.
    #[error("one-time passwords work, but pushes do not: {0}")]
    OnlyCodes(String),
    /// Accounts of this kind are reached by pushes alone, and no address was given.
    #[error("a push address is needed")]
    NoAddress,
    /// The server was not reached; the same can be tried again.
    #[error("{0}")]
    Unreachable(String),
    /// The server does not take this phone's word now: it was set aside, or the server does not know it. Whatever stands between may have
    /// said so, too, so the account stays until its person has it forgotten.
    #[error("the server does not take this phone's word")]
    SetAside,
    /// The server has removed this phone from the account, for good, and has signed that. The account is forgotten by now.
    #[error("the server has removed this phone from the account")]
    Removed,
    /// The phone is not as the account demands, for which see `Phone.tell_condition`: no code is shown and no question answered until it
    /// is.
    #[error("{0}")]
    PolicyUnmet(String),
    /// What was answered is over, or was answered otherwise.
    #[error("the question is over")]
    Over,
    /// The server refused for another reason.
    #[error("the server refused with status {0}")]
    Refused(u16),
    /// The server's answer cannot be read.
    #[error("the server's answer cannot be read")]
    Unreadable,
    /// The phone's clock is wrong, and the server's changed while it was asked.
    #[error("the phone's clock is wrong: it is {0} at the server")]
    WrongClock(i64),
    /// The push is to be dropped without a word to its person: nobody whom this phone trusts has sent it, or it is too late.
    #[error("the push is dropped: {0}")]
    DroppedPush(String),
    /// What was picked or typed is no number, or the scanned text belongs to another login.
    #[error("what was entered does not fit the question")]
    NotFitting,
    /// There is no account of this id.
    #[error("there is no such account")]
    NoAccount,
    /// Accounts of this kind do not do this.
    #[error("an account of this kind does not do this")]
    WrongKind,
    /// The app's key store failed, or what it returned is not what was saved.
    #[error("the accounts cannot be kept: {0}")]
    NotKept(String),
    /// There is nothing by which servers could be trusted.
    #[error("no server can be trusted: {0}")]
    NoTrust(String),
    /// The system gives no randomness, so no key can be made.
    #[error("{0}")]
    NoRandomness(String),
}

impl From<NativeError> for PhoneError {
    fn from(error: NativeError) -> Self {
        match error {
            NativeError::Transport(error) => error.into(),
            NativeError::Clock(server_secs) => Self::WrongClock(server_secs),
            NativeError::Removed(_) => Self::Removed,
            // A removal without its proof may be anybody's word too.
            NativeError::Refused(401 | 410) => Self::SetAside,
            NativeError::Refused(409) => Self::Over,
            NativeError::Refused(status) => Self::Refused(status),
            NativeError::Unreadable => Self::Unreadable,
        }
    }
}

impl From<EnrollError> for PhoneError {
    fn from(error: EnrollError) -> Self {
        match error {
            EnrollError::Transport(error) => error.into(),
            EnrollError::Half { reason, .. } => Self::OnlyCodes(reason.to_string()),
            EnrollError::Unmet(unmet) => unmet.into(),
            EnrollError::Code(_)
            | EnrollError::Link(_)
            | EnrollError::Generation(_)
            | EnrollError::Refused(_) => Self::BadCode(error.to_string()),
        }
    }
}

impl From<AnswerError> for PhoneError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Transport(error) => error.into(),
            AnswerError::Unmet(unmet) => unmet.into(),
            // The one refusal of the compatible protocol.
            AnswerError::Refused(400) => Self::Over,
            AnswerError::Refused(status) => Self::Refused(status),
        }
    }
}

impl From<RefreshError> for PhoneError {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Transport(error) => error.into(),
            RefreshError::Refused(status) => Self::Refused(status),
        }
    }
}

impl From<TransportError> for PhoneError {
    fn from(error: TransportError) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<Unmet> for PhoneError {
    fn from(unmet: Unmet) -> Self {
        Self::PolicyUnmet(unmet.to_string())
    }
}

impl From<PushError> for PhoneError {
    fn from(error: PushError) -> Self {
        Self::DroppedPush(error.to_string())
    }
}

impl From<NoRandomness> for PhoneError {
    fn from(error: NoRandomness) -> Self {
        Self::NoRandomness(error.to_string())
    }
}
