//! What happened to a known subject, for those who must answer for it later.

use std::fmt;

use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId, LoginId, UserId};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, Serializer};

use super::{ClientId, Timestamp};
use crate::{
    audit_log::{Hash, personal_hash},
    port::Entropy,
};

/// One thing that happened. Personal details stand apart so that they can be erased on their own. All that is stored is in the
/// record's leaf, so a stored record with more members than these is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// By which operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_id: Option<UserId>,
    /// Why, as a word of the model, or in an operator's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who it was, as far as that is personal.
    #[serde(skip)]
    pub personal: Personal,
}

/// The personal details of a record. Its leaf has their salted hash, so it is the same once they are erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Personal {
    /// There never were any.
    #[default]
    None,
    /// They are there.
    Kept(PersonalDetails),
    /// They were erased; this is their [`personal_hash`].
    Erased(Hash),
}

/// What a record says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalDetails {
    /// Random, kept beside the details and erased with them: without it their hash says nothing.
    pub salt: Salt,
    /// Network address of whoever asked.
    pub address: String,
}

/// What keeps erased details from being guessed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Salt {
    /// Draws a salt.
    pub fn draw(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// The one that a store holds.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[salt]")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&self.0))
    }
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
            operator_id: None,
            reason: None,
            personal: Personal::None,
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

    /// …by this operator.
    #[must_use]
    pub fn by(self, operator: UserId) -> Self {
        Self {
            operator_id: Some(operator),
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
    pub fn from(self, address: Option<&str>, entropy: &dyn Entropy) -> Self {
        let details = address.map(|address| PersonalDetails {
            salt: Salt::draw(entropy),
            address: address.to_owned(),
        });
        Self {
            personal: details.map_or(Personal::None, Personal::Kept),
            ..self
        }
    }

    /// …without what is personal. Its leaf stays the same.
    #[must_use]
    pub fn erase_personal(self) -> Self {
        let personal = match self.personal {
            Personal::Kept(details) => Personal::Erased(personal_hash(&details)),
            other => other,
        };
        Self { personal, ..self }
    }

    /// The address that it was asked for from, unless that is unknown or erased.
    pub fn address(&self) -> Option<&str> {
        match &self.personal {
            Personal::Kept(details) => Some(&details.address),
            Personal::None | Personal::Erased(_) => None,
        }
    }
}

/// A record with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Place in the log: the first record has 1, each other one more than the one before it.
    pub seq: i64,
    /// What happened.
    pub audit: Audit,
}

/// A row of the log, whatever is in it: somebody may have changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Place in the log.
    pub seq: i64,
    /// What happened, or why the row is none that this program wrote.
    pub audit: Result<Audit, String>,
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
    LanguageSet,
    PasswordSet,
    PasswordRefused,
    PasswordResetAsked,
    UsernameReminded,
    EmailChangeAsked,
    EmailChanged,
    ProfileChanged,
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
    /// A login under way asked the phones, because its person chose them.
    LoginAsked,
    /// An operator set, announced or exempted from a policy.
    PolicySet,
    /// An operator took a policy back.
    PolicyRemoved,
    OperatorAppointed,
    OperatorDismissed,
    CodeRefused,
    LoginApproved,
    LoginDenied,
    LoginFailed,
    LoginExpired,
    LoginCancelled,
    SessionOpened,
    SessionEnded,
    Restored,
    CertificateRequested,
    CertificateWithdrawn,
    /// The first of two operators approved a request for a certificate.
    CertificateFirstApproved,
    /// That counts no more: the operator may not approve any more.
    CertificateApprovalLapsed,
    CertificateApproved,
    CertificateRejected,
    CertificateLapsed,
    CertificateRevoked,
    CertificateExpired,
    CertificateRefused,
    CertificateAuthorityReplaced,
    PasskeyRefused,
    TermsAccepted,
    TermsDeclined,
    CodeSent,
    TemporaryCodeIssued,
    RecoveryAsked,
    RecoveryBegun,
    RecoveryStopped,
    AuthenticatorLost,
    ChangeRepudiated,
    SecondEmailChanged,
    /// A push that asks for nothing was sent, because its phone's owner wanted to see whether it arrives.
    TestPushSent,
    TestPushEnded,
    /// Somebody logged out of what a login had opened at a client.
    LoggedOut,
    /// A client could not be told of that in time.
    LogoutUndelivered,
    ClientLogoutUriSet,
    /// A phone answered with the key of an authenticator that was removed: the app still has the account.
    OrphanResponse,
    /// A login was approved from where its person cannot have got since the login before; the reason says how far that is.
    ImpossibleTravel,
    DelegationInvited,
    DelegationAccepted,
    /// Whoever was invited would not; its owner is not told.
    DelegationDeclined,
    DelegationConfirmed,
    DelegationEnded,
}

impl AuditEvent {
    /// The word for it, in SQL, JSON and leaves.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserAdded => "user_added",
            Self::UserSuspended => "user_suspended",
            Self::UserResumed => "user_resumed",
            Self::UserUnlocked => "user_unlocked",
            Self::UserDeleted => "user_deleted",
            Self::LanguageSet => "language_set",
            Self::PasswordSet => "password_set",
            Self::PasswordRefused => "password_refused",
            Self::PasswordResetAsked => "password_reset_asked",
            Self::UsernameReminded => "username_reminded",
            Self::EmailChangeAsked => "email_change_asked",
            Self::EmailChanged => "email_changed",
            Self::ProfileChanged => "profile_changed",
            Self::ClientAdded => "client_added",
            Self::ClientRotated => "client_rotated",
            Self::ClientSuspended => "client_suspended",
            Self::ClientDeleted => "client_deleted",
            Self::EnrollmentStarted => "enrollment_started",
            Self::EnrollmentOpened => "enrollment_opened",
            Self::EnrollmentExpired => "enrollment_expired",
            Self::EnrollmentCancelled => "enrollment_cancelled",
            Self::AuthenticatorEnrolled => "authenticator_enrolled",
            Self::AuthenticatorChanged => "authenticator_changed",
            Self::AuthenticatorConfirmed => "authenticator_confirmed",
            Self::AuthenticatorLocked => "authenticator_locked",
            Self::AuthenticatorDeleted => "authenticator_deleted",
            Self::DeviceSuspended => "device_suspended",
            Self::DeviceRefreshed => "device_refreshed",
            Self::LoginStarted => "login_started",
            Self::LoginResent => "login_resent",
            Self::LoginAsked => "login_asked",
            Self::PolicySet => "policy_set",
            Self::PolicyRemoved => "policy_removed",
            Self::OperatorAppointed => "operator_appointed",
            Self::OperatorDismissed => "operator_dismissed",
            Self::CodeRefused => "code_refused",
            Self::LoginApproved => "login_approved",
            Self::LoginDenied => "login_denied",
            Self::LoginFailed => "login_failed",
            Self::LoginExpired => "login_expired",
            Self::LoginCancelled => "login_cancelled",
            Self::SessionOpened => "session_opened",
            Self::SessionEnded => "session_ended",
            Self::Restored => "restored",
            Self::CertificateRequested => "certificate_requested",
            Self::CertificateWithdrawn => "certificate_withdrawn",
            Self::CertificateFirstApproved => "certificate_first_approved",
            Self::CertificateApprovalLapsed => "certificate_approval_lapsed",
            Self::CertificateApproved => "certificate_approved",
            Self::CertificateRejected => "certificate_rejected",
            Self::CertificateLapsed => "certificate_lapsed",
            Self::CertificateRevoked => "certificate_revoked",
            Self::CertificateExpired => "certificate_expired",
            Self::CertificateRefused => "certificate_refused",
            Self::CertificateAuthorityReplaced => "certificate_authority_replaced",
            Self::PasskeyRefused => "passkey_refused",
            Self::TermsAccepted => "terms_accepted",
            Self::TermsDeclined => "terms_declined",
            Self::CodeSent => "code_sent",
            Self::TemporaryCodeIssued => "temporary_code_issued",
            Self::RecoveryAsked => "recovery_asked",
            Self::RecoveryBegun => "recovery_begun",
            Self::RecoveryStopped => "recovery_stopped",
            Self::AuthenticatorLost => "authenticator_lost",
            Self::ChangeRepudiated => "change_repudiated",
            Self::SecondEmailChanged => "second_email_changed",
            Self::TestPushSent => "test_push_sent",
            Self::TestPushEnded => "test_push_ended",
            Self::LoggedOut => "logged_out",
            Self::LogoutUndelivered => "logout_undelivered",
            Self::ClientLogoutUriSet => "client_logout_uri_set",
            Self::OrphanResponse => "orphan_response",
            Self::ImpossibleTravel => "impossible_travel",
            Self::DelegationInvited => "delegation_invited",
            Self::DelegationAccepted => "delegation_accepted",
            Self::DelegationDeclined => "delegation_declined",
            Self::DelegationConfirmed => "delegation_confirmed",
            Self::DelegationEnded => "delegation_ended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_one_word() {
        for event in [
            AuditEvent::UserAdded,
            AuditEvent::CodeRefused,
            AuditEvent::SessionEnded,
        ] {
            assert_eq!(serde_json::json!(event), event.as_str());
        }
    }
}
