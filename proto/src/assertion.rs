//! What the server asserts to a client about an approved login.

use serde::{Deserialize, Serialize};

use crate::ids::LoginId;

/// The claims of an assertion. Times are seconds since the Unix epoch (RFC 7519).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertionClaims {
    /// The server's public URL.
    pub iss: String,
    /// The client that started the login.
    pub aud: String,
    /// The user name.
    pub sub: String,
    /// The same for every copy of one assertion.
    pub jti: String,
    /// Which login.
    pub login: LoginId,
    /// The same under the name by which logout tokens have it ([`crate::logout`]).
    pub sid: LoginId,
    /// What was verified, as one word.
    pub acr: String,
    /// What was verified, method by method (RFC 8176).
    pub amr: Vec<String>,
    /// Who vouches for a first factor.
    pub first_factor: FirstFactorClaim,
    /// When the user approved.
    pub auth_time: i64,
    /// What the client gave to recognise its login by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// When it was issued.
    pub iat: i64,
    /// From when on it is worthless.
    pub exp: i64,
}

/// Who vouches for a first factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FirstFactorClaim {
    /// Nobody.
    None,
    /// The client.
    Asserted,
    /// This server, in this login.
    Verified,
}
