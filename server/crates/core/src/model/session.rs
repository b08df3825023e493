//! A browser that has logged in at the server's own pages.

use std::time::Duration;

use countersign_proto::ids::{LoginId, UserId};

use super::{Timestamp, TokenHash, Version};
use crate::assurance;

/// A logged-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the cookie.
    pub token: TokenHash,
    /// Whose session.
    pub user_id: UserId,
    /// The login that opened it; one login opens one session (R6).
    pub login_id: LoginId,
    /// What was verified in that login.
    pub acr: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Session {
    /// How long after its login a session may change what later logins rely on.
    pub const FRESH: Duration = Duration::from_secs(5 * 60);

    /// How long after its login a session may begin anew what it began while it was fresh, and what ran out meanwhile.
    pub const RENEWS: Duration = Duration::from_secs(2 * Self::FRESH.as_secs());

    /// Whether it may still begin something anew, see [`Self::RENEWS`].
    pub fn renews(&self, now: Timestamp) -> bool {
        now < self.created_at + Self::RENEWS
    }

    /// Whether its person has just logged in.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now < self.created_at + Self::FRESH
    }

    /// Whether it has not ended.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }

    /// Whether it was opened by a recovery, which is worth less than what it stands in for (R12).
    pub fn is_by_recovery(&self) -> bool {
        assurance::is_recovery(&self.acr)
    }

    /// The session once it was ended.
    #[must_use]
    pub fn ended(self, at: Timestamp) -> Self {
        Self {
            expires_at: at,
            version: self.version.next(),
            ..self
        }
    }
}
