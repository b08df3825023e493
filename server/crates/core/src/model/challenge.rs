//! The signed question that one device gets for one login.

use countersign_proto::{
    forgerock::message_id::{MessageId, MessageKind},
    ids::{AuthenticatorId, ChallengeId, DeviceId, LoginId},
    keys::ChallengeNonce,
};

use super::{Timestamp, TokenHash, Version};

/// The question to one device. It lives as long as its login is pending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Random; the phone returns it inside the message id.
    pub id: ChallengeId,
    /// Which login it would decide.
    pub login_id: LoginId,
    /// Which device may answer it.
    pub device_id: DeviceId,
    /// Which authenticator on that device would have approved.
    pub authenticator_id: AuthenticatorId,
    /// What the device proves its key over.
    pub nonce: ChallengeNonce,
    /// Whether it was answered.
    pub state: ChallengeState,
    /// When it was made.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Challenge {
    /// The message id under which phones know it.
    pub fn message_id(&self) -> MessageId {
        MessageId {
            kind: MessageKind::Authenticate,
            id: self.id.as_uuid(),
            created_at_ms: self.created_at.as_millis(),
        }
    }

    /// The challenge once `request` was accepted as its answer.
    #[must_use]
    pub fn answered(self, request: TokenHash) -> Self {
        Self {
            state: ChallengeState::Answered(request),
            version: self.version.next(),
            ..self
        }
    }
}

/// Whether a challenge was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengeState {
    /// Not yet.
    Open,
    /// By the request with this hash, of which a repeat is accepted again (R6).
    Answered(TokenHash),
}
