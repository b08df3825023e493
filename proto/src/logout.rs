//! What the server tells a service when somebody has logged out (OpenID Connect Back-Channel Logout 1.0, section 2.4).

use serde::{Deserialize, Serialize};

use crate::ids::LoginId;

/// The claims of a logout token. Times are seconds since the Unix epoch (RFC 7519). There is never a `nonce`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutClaims {
    /// The server's public URL.
    pub iss: String,
    /// The client that is told.
    pub aud: String,
    /// The user name.
    pub sub: String,
    /// Another one for every token.
    pub jti: String,
    /// When it was issued.
    pub iat: i64,
    /// From when on it is worthless.
    pub exp: i64,
    /// What makes it a logout token.
    pub events: LogoutEvents,
    /// Which login's session ends, as the assertion of that login has it; without one, all sessions of the user at this client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<LoginId>,
}

/// The events of a logout token: one, with nothing to say about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoutEvents {
    #[serde(rename = "http://schemas.openid.net/event/backchannel-logout")]
    logout: Nothing,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Nothing {}
