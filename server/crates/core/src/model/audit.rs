//! What happened to a known subject, for those who must answer for it later.

use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId, LoginId, UserId};
use serde::{Deserialize, Serialize};

use super::{ClientId, Timestamp};

/// One thing that happened. Personal details stand apart so that they can be erased on their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: AuditEvent,
    /// To whom.
    pub user_id: Option<UserId>,
    /// Through which client.
    pub client_id: Option<ClientId>,
    /// In which login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login_id: Option<LoginId>,
    /// On which device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    /// To which authenticator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticator_id: Option<AuthenticatorId>,
    /// In which enrolment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrollment_id: Option<EnrollmentId>,
    /// Why, as a word of the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Network address of whoever asked: personal, erasable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Audit {
    /// A record of `event` with nothing else said yet.
    pub fn new(event: AuditEvent, at: Timestamp) -> Self {
        Self {
            at,
            event,
            user_id: None,
            client_id: None,
            login_id: None,
            device_id: None,
            authenticator_id: None,
            enrollment_id: None,
            reason: None,
            address: None,
        }
    }

    /// …about this user.
    #[must_use]
    pub fn user(self, id: UserId) -> Self {
        Self {
            user_id: Some(id),
            ..self
        }
    }

    /// …through this client.
    #[must_use]
    pub fn client(self, id: &ClientId) -> Self {
        Self {
            client_id: Some(id.clone()),
            ..self
        }
    }

    /// …in this login.
    #[must_use]
    pub fn login(self, id: LoginId) -> Self {
        Self {
            login_id: Some(id),
            ..self
        }
    }

    /// …on this device.
    #[must_use]
    pub fn device(self, id: DeviceId) -> Self {
        Self {
            device_id: Some(id),
            ..self
        }
    }

    /// …to this authenticator.
    #[must_use]
    pub fn authenticator(self, id: AuthenticatorId) -> Self {
        Self {
            authenticator_id: Some(id),
            ..self
        }
    }

    /// …in this enrolment.
    #[must_use]
    pub fn enrollment(self, id: EnrollmentId) -> Self {
        Self {
            enrollment_id: Some(id),
            ..self
        }
    }

    /// …for this reason.
    #[must_use]
    pub fn because(self, reason: impl Into<String>) -> Self {
        Self {
            reason: Some(reason.into()),
            ..self
        }
    }

    /// …asked for from this address.
    #[must_use]
    pub fn from(self, address: Option<&str>) -> Self {
        Self {
            address: address.map(str::to_owned),
            ..self
        }
    }
}

/// A record with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// Place in the log, ascending without gaps per store.
    pub seq: i64,
    /// What happened.
    #[serde(flatten)]
    pub audit: Audit,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name says it all")]
pub enum AuditEvent {
    UserAdded,
    UserSuspended,
    UserResumed,
    UserUnlocked,
    UserDeleted,
    PasswordSet,
    PasswordRefused,
    ClientAdded,
    ClientRotated,
    ClientSuspended,
    ClientDeleted,
    EnrollmentStarted,
    EnrollmentOpened,
    EnrollmentExpired,
    EnrollmentCancelled,
    AuthenticatorEnrolled,
    AuthenticatorChanged,
    AuthenticatorConfirmed,
    AuthenticatorLocked,
    AuthenticatorDeleted,
    DeviceSuspended,
    DeviceRefreshed,
    LoginStarted,
    LoginResent,
    CodeRefused,
    LoginApproved,
    LoginDenied,
    LoginFailed,
    LoginExpired,
    LoginCancelled,
    SessionOpened,
    SessionEnded,
}
