//! A browser that has logged in at the server's own pages.

use countersign_proto::ids::{LoginId, UserId};

use super::{Timestamp, TokenHash, Version};

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
