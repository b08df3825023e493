//! A logout, as a service is told of it.

use std::fmt;

use countersign_proto::ids::{LoginId, UserId};
use serde::{Deserialize, Serialize};

use super::{ClientId, words::words};

/// What a service is to be told. It is sealed while it waits: it names a person and a service that they use.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logout {
    /// Which service.
    pub client_id: ClientId,
    /// Who has logged out.
    pub user_id: UserId,
    /// Under which name the service knows them.
    pub username: String,
    /// From which login; absent: from all of theirs.
    pub login_id: Option<LoginId>,
}

impl fmt::Debug for Logout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logout({})", self.client_id)
    }
}

words! {
    /// What made services end their sessions.
    LogoutCause {
        /// The person logged out on our own pages.
        User = "user",
        /// The person logged out at a service.
        Service = "service",
        /// What they logged in with, or their account, was set aside or changed.
        Protection = "protection",
    }
}
