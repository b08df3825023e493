//! Why an operator's command is not carried out.

use countersign_service::admin_socket::Denied;

use crate::{
    directory::ChangeError,
    queue::{NoName, QueueError},
};

/// Why, sorted by what the operator can do about it; each is a sentence for them.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    /// What it is about is not there.
    #[error("{0}")]
    NotThere(&'static str),
    /// What it asks for is somebody's already.
    #[error("{0}")]
    Taken(String),
    /// It asks for something that is not allowed.
    #[error("{0}")]
    Invalid(String),
    /// Nothing runs here that it could be done to.
    #[error("no relay runs here; the next start reads the credentials anyway")]
    Idle,
    /// The queue cannot be read or written.
    #[error(transparent)]
    Queue(#[from] QueueError),
}

impl From<ChangeError> for Refused {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Unknown => Self::NotThere("there is no sender of this name"),
            ChangeError::Exists | ChangeError::KeyInUse => Self::Taken(error.to_string()),
            ChangeError::Queue(error) => Self::Queue(error),
        }
    }
}

impl From<NoName> for Refused {
    fn from(error: NoName) -> Self {
        Self::Invalid(error.to_string())
    }
}

impl From<Refused> for Denied {
    fn from(refused: Refused) -> Self {
        Self(refused.to_string())
    }
}
