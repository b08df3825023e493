//! The time between a code on a page and a working device.

use countersign_proto::{
    forgerock::message_id::{MessageId, MessageKind},
    ids::{AuthenticatorId, DeviceId, EnrollmentId, LoginId, UserId},
    keys::ChallengeNonce,
};
use serde::{Deserialize, Serialize};

use super::{AuthenticatorKind, ClientId, Confirmation, NotPending, Timestamp, TokenHash, Version};
use crate::secrets::Sealed;

/// An enrolment from its link to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrollment {
    /// Random; the phone returns it inside the message id.
    pub id: EnrollmentId,
    /// For whom.
    pub user_id: UserId,
    /// Who asked.
    pub client_id: ClientId,
    /// What will be enrolled.
    pub kind: AuthenticatorKind,
    /// Who will vouch for it.
    pub confirmation: Confirmation,
    /// What its owner will call it; the device's name if absent.
    pub label: Option<String>,
    /// The relay's app that the device is expected to run.
    pub app: String,
    /// The login that allowed it, where the user already had an authenticator; allows one enrolment only (R11).
    pub approved_login: Option<LoginId>,
    /// Hash of the one-time link's token.
    pub link: TokenHash,
    /// When it was started.
    pub created_at: Timestamp,
    /// From when on no device can complete it.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: EnrollmentState,
    /// See [`Version`].
    pub version: Version,
}

/// Where an enrolment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum EnrollmentState {
    /// Waiting for a device.
    Pending(PendingEnrollment),
    /// A device holds the key.
    Completed(CompletedEnrollment),
    /// No device came in time.
    Expired {
        /// The end of its time.
        at: Timestamp,
    },
    /// Ended by whoever started it.
    Cancelled {
        /// When.
        at: Timestamp,
    },
}

/// What a device needs to complete an enrolment. Gone with this state: it never leaves the server again (R11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingEnrollment {
    /// The key that the device will share with us, sealed.
    pub secret: Sealed,
    /// What the device proves the key over, sealed: it travels beside the key.
    pub nonce: Sealed,
    /// Hash of the cookie of the browser that opened the one-time link; no other browser sees the code.
    pub browser: Option<TokenHash>,
}

/// What came of an enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletedEnrollment {
    /// When.
    pub at: Timestamp,
    /// The new authenticator.
    pub authenticator_id: AuthenticatorId,
    /// The new device.
    pub device_id: DeviceId,
    /// Hash of the request that completed it, of which a repeat is accepted again (R6).
    pub request: TokenHash,
    /// The browser that may still see the page.
    pub browser: Option<TokenHash>,
}

impl Enrollment {
    /// The message id under which phones know it.
    pub fn message_id(&self) -> MessageId {
        MessageId {
            kind: MessageKind::Register,
            id: self.id.as_uuid(),
            created_at_ms: self.created_at.as_millis(),
        }
    }

    /// The enrolment as it stands at `now`; see [`super::Login::as_of`].
    #[must_use]
    pub fn as_of(self, now: Timestamp) -> Self {
        if matches!(self.state, EnrollmentState::Pending(_)) && now >= self.expires_at {
            let at = self.expires_at;
            return self.moved(EnrollmentState::Expired { at });
        }
        self
    }

    /// What a device needs, while it can still complete the enrolment.
    ///
    /// # Errors
    /// [`NotPending`] once it is completed, expired or cancelled.
    pub fn pending(&self, now: Timestamp) -> Result<&PendingEnrollment, NotPending> {
        match &self.state {
            EnrollmentState::Pending(pending) if now < self.expires_at => Ok(pending),
            _ => Err(NotPending),
        }
    }

    /// Opened in the browser with this cookie.
    ///
    /// # Errors
    /// [`NotPending`] if it has ended or another browser came first.
    pub fn open(self, browser: TokenHash, now: Timestamp) -> Result<Self, NotPending> {
        let pending = self.pending(now)?.clone();
        match pending.browser {
            Some(_) => Err(NotPending),
            None => Ok(self.moved(EnrollmentState::Pending(PendingEnrollment {
                browser: Some(browser),
                ..pending
            }))),
        }
    }

    /// Whether the browser with this cookie opened the link.
    pub fn belongs_to(&self, browser: &TokenHash) -> bool {
        let opened_by = match &self.state {
            EnrollmentState::Pending(pending) => pending.browser,
            EnrollmentState::Completed(completed) => completed.browser,
            EnrollmentState::Expired { .. } | EnrollmentState::Cancelled { .. } => None,
        };
        opened_by.as_ref() == Some(browser)
    }

    /// A device holds the key.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn complete(self, completed: CompletedEnrollment) -> Result<Self, NotPending> {
        self.pending(completed.at)?;
        Ok(self.moved(EnrollmentState::Completed(completed)))
    }

    /// Ended by whoever started it.
    ///
    /// # Errors
    /// [`NotPending`] once it has ended.
    pub fn cancel(self, at: Timestamp) -> Result<Self, NotPending> {
        self.pending(at)?;
        Ok(self.moved(EnrollmentState::Cancelled { at }))
    }

    fn moved(self, state: EnrollmentState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

impl EnrollmentState {
    /// The word used in SQL, JSON, metrics and logs.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending(_) => "pending",
            Self::Completed(_) => "completed",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}

impl PendingEnrollment {
    /// The nonce's place among sealed values; the secret's is that of the device it will become.
    pub const NONCE_COLUMN: &'static str = "enrollment.nonce";

    /// Rebuilds the public challenge from its opened bytes, if it has the right length.
    pub fn nonce_from(bytes: &[u8]) -> Option<ChallengeNonce> {
        bytes.try_into().ok().map(ChallengeNonce::from_bytes)
    }
}
