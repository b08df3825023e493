//! Requests that a client may send again without doing them again (`Idempotency-Key`).

use countersign_proto::ids::{EnrollmentId, LoginId};
use serde::{Deserialize, Serialize};

use super::{ClientId, Timestamp, TokenHash, Version, initiator::digest};
use crate::secrets::Sealed;

/// The key of one request of one client, together with what the request asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Client, route and key; other clients' keys never meet it (R17).
    pub key: [u8; 16],
    /// Hash of the request body.
    pub request: TokenHash,
}

impl IdempotencyKey {
    /// The key `text` that `client` sent to `route` with `body`.
    pub fn new(client: &ClientId, route: &str, text: &str, body: &[u8]) -> Self {
        let key = digest(&[client.as_str().as_bytes(), text.as_bytes()]).to_be_bytes();
        Self {
            key,
            request: TokenHash::of(&[route.as_bytes(), b"\0", body].concat()),
        }
    }
}

/// A request that was carried out, kept for 24 hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Which request.
    pub key: IdempotencyKey,
    /// What came of it.
    pub outcome: IdempotentOutcome,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

/// What came of a request: enough to answer it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdempotentOutcome {
    /// A login was started; its wait token is sealed.
    Started(LoginId, Sealed),
    /// A login was pushed again or cancelled, or a right code was typed.
    Touched(LoginId),
    /// A wrong code was typed; so many attempts were left.
    WrongCode(u32),
    /// A right code was typed for an enrolment.
    Proven(EnrollmentId),
    /// An enrolment was opened; its link token is sealed.
    Enrolling(EnrollmentId, Sealed),
}
