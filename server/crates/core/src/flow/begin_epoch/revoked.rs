//! What was revoked after a backup was taken, as the audit log of that time tells.
//!
//! Rights are only taken: a suspension that was lifted later does not count, but nothing that was suspended in the backup
//! comes back because it came back later.

use std::collections::{HashMap, HashSet};

use countersign_proto::ids::{AuthenticatorId, DeviceId, UserId};
use serde::Serialize;

use crate::{
    audit_log::{Hash, record_leaf},
    model::{Audit, AuditEntry, AuditEvent, ClientId, Resource, SuspendReason, Timestamp},
};

/// What can be revoked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A person.
    User(UserId),
    /// The address of a person's mail.
    Mailbox(UserId),
    /// The one that notices go to as well.
    SecondMailbox(UserId),
    /// A person's password.
    Password(UserId),
    /// What a person may do for others.
    Role(UserId),
    /// A client.
    Client(ClientId),
    /// A client's secret.
    Secret(ClientId),
    /// An authenticator.
    Authenticator(AuthenticatorId),
    /// A phone.
    Device(DeviceId),
    /// What is demanded for a resource.
    Policy(Resource),
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// It is gone.
    Deleted,
    /// It was set aside.
    Suspended,
    /// Its owner has said that it is lost, or not theirs: no service brings it back.
    Lost,
    /// It was locked after too many failures.
    Locked,
    /// Another one took its place, which the backup does not know: there is none now.
    Replaced,
}

/// A revocation that was recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loss {
    pub(super) kind: LossKind,
    pub(super) seq: i64,
    pub(super) at: Timestamp,
    pub(super) user: Option<UserId>,
    /// Why a device was set aside.
    reason: SuspendReason,
}

impl Loss {
    /// Why a device is set aside, and the word for it in the log.
    pub(super) const fn device_reason(&self) -> (SuspendReason, &'static str) {
        let word = match self.reason {
            SuspendReason::Gone => "gone",
            SuspendReason::Withdrawn => "withdrawn",
            SuspendReason::Revoked => "revoked",
        };
        (self.reason, word)
    }
}

/// What a record does to rights.
enum Effect {
    Takes(Subject, LossKind),
    /// Ends a suspension.
    Returns(Subject),
    /// Ends the locks of a person's authenticators.
    Unlocks(UserId),
}

/// All that was revoked since a backup.
#[derive(Debug, Default)]
pub struct Revoked {
    losses: HashMap<Subject, Loss>,
    /// Whom they are about.
    people: HashSet<UserId>,
    /// The place of the backup's last record, and its leaf as these records have it.
    joint: Option<(i64, Hash)>,
    /// The last record that was read.
    last: Option<(i64, Timestamp)>,
}

/// The records do not tell what was revoked since.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RevokedError {
    /// They begin too late.
    #[error(
        "it begins with record {first}, and the backup ends with record {last}: export the log from there on, with that record"
    )]
    Late {
        /// The first of them.
        first: i64,
        /// The last one of the backup.
        last: i64,
    },
    /// They end before the backup does.
    #[error("it ends before record {0}, which the backup has")]
    Short(i64),
    /// One is missing or out of order.
    #[error("record {0} is not where it belongs")]
    Gap(i64),
    /// One is none that this program wrote, or does not say whom it is about.
    #[error("record {0} is unreadable")]
    Unreadable(i64),
}

impl Revoked {
    /// Reads the next of the records, which go on from the backup's `last` one: the first that is read is that one, or one
    /// before it.
    ///
    /// # Errors
    /// [`RevokedError`].
    pub fn read(&mut self, entry: AuditEntry, last: i64) -> Result<(), RevokedError> {
        let AuditEntry { seq, audit } = entry;
        match self.last {
            None if seq > last.max(1) => return Err(RevokedError::Late { first: seq, last }),
            Some((before, _)) if seq != before + 1 => return Err(RevokedError::Gap(seq)),
            _ => {}
        }
        let audit = audit.map_err(|_| RevokedError::Unreadable(seq))?;
        self.last = Some((seq, audit.at));
        if seq == last {
            self.joint = Some((seq, record_leaf(seq, &audit)));
        }
        if seq > last {
            for effect in effects(&audit).ok_or(RevokedError::Unreadable(seq))? {
                self.apply(effect, seq, &audit);
            }
        }
        Ok(())
    }

    /// Ends reading.
    ///
    /// # Errors
    /// [`RevokedError::Short`] if the records do not reach the backup's `last` one.
    pub fn checked(self, last: i64) -> Result<Self, RevokedError> {
        if self.last.map_or(0, |(seq, _)| seq) < last {
            return Err(RevokedError::Short(last));
        }
        Ok(self)
    }

    /// The time of the last record.
    pub fn until(&self) -> Option<Timestamp> {
        self.last.map(|(_, at)| at)
    }

    pub(super) fn of(&self, subject: &Subject) -> Option<&Loss> {
        self.losses.get(subject)
    }

    pub(super) fn is_about(&self, user: UserId) -> bool {
        self.people.contains(&user)
    }

    /// The leaf of the record at this place, if that is where the records join the backup.
    pub(super) fn leaf_at(&self, seq: i64) -> Option<Hash> {
        self.joint.filter(|(at, _)| *at == seq).map(|(_, leaf)| leaf)
    }

    fn apply(&mut self, effect: Effect, seq: i64, audit: &Audit) {
        match effect {
            Effect::Takes(subject, kind) => {
                let loss = Loss {
                    kind,
                    seq,
                    at: audit.at,
                    user: audit.user_id,
                    reason: match audit.reason.as_deref() {
                        Some("gone") => SuspendReason::Gone,
                        Some("withdrawn") => SuspendReason::Withdrawn,
                        _ => SuspendReason::Revoked,
                    },
                };
                self.people.extend(loss.user);
                let held = self.losses.entry(subject).or_insert(loss);
                if held.kind != LossKind::Deleted {
                    *held = loss;
                }
            }
            Effect::Returns(subject) => {
                if self
                    .of(&subject)
                    .is_some_and(|loss| matches!(loss.kind, LossKind::Suspended | LossKind::Lost))
                {
                    self.losses.remove(&subject);
                }
            }
            Effect::Unlocks(user) => {
                self.losses
                    .retain(|_, loss| loss.kind != LossKind::Locked || loss.user != Some(user));
            }
        }
    }
}

/// What a record does to rights; none if it does not say to whose.
fn effects(audit: &Audit) -> Option<Vec<Effect>> {
    use LossKind::{Deleted, Locked, Lost, Replaced, Suspended};
    let user = || audit.user_id;
    let client = || audit.client_id.clone();
    let authenticator = || audit.authenticator_id.map(Subject::Authenticator);
    let device = || audit.device_id.map(Subject::Device);
    let resource = || audit.reason.clone().map(Resource::from_stored);
    let takes = |subject: Option<Subject>, kind| Some(vec![Effect::Takes(subject?, kind)]);
    match audit.event {
        AuditEvent::UserSuspended => takes(user().map(Subject::User), Suspended),
        AuditEvent::UserDeleted => takes(user().map(Subject::User), Deleted),
        // The old one is good no longer, and the new one nobody has kept.
        AuditEvent::EmailChanged => takes(user().map(Subject::Mailbox), Replaced),
        AuditEvent::SecondEmailChanged => takes(user().map(Subject::SecondMailbox), Replaced),
        AuditEvent::PasswordSet => takes(user().map(Subject::Password), Replaced),
        // A role that was changed may have been made smaller.
        AuditEvent::OperatorAppointed | AuditEvent::OperatorDismissed => {
            takes(user().map(Subject::Role), Replaced)
        }
        // The one of the backup may demand less, or let people through who are not any more.
        AuditEvent::PolicySet | AuditEvent::PolicyRemoved => takes(resource().map(Subject::Policy), Replaced),
        AuditEvent::ClientRotated => takes(client().map(Subject::Secret), Replaced),
        AuditEvent::ClientSuspended => takes(client().map(Subject::Client), Suspended),
        AuditEvent::ClientDeleted => takes(client().map(Subject::Client), Deleted),
        AuditEvent::AuthenticatorLocked => takes(authenticator(), Locked),
        AuditEvent::AuthenticatorLost => takes(authenticator(), Lost),
        AuditEvent::RecoveryStopped => takes(authenticator(), Deleted),
        AuditEvent::AuthenticatorDeleted => {
            let device = device().map(|device| Effect::Takes(device, Deleted));
            let taken = Effect::Takes(authenticator()?, Deleted);
            Some([taken].into_iter().chain(device).collect())
        }
        AuditEvent::AuthenticatorChanged => match audit.reason.as_deref() {
            Some("renamed" | "restored") => Some(Vec::new()),
            Some("active") => {
                let device = device().map(Effect::Returns);
                let returned = Effect::Returns(authenticator()?);
                Some([returned].into_iter().chain(device).collect())
            }
            // Older records do not say what was changed: it may have been this.
            _ => takes(authenticator(), Suspended),
        },
        AuditEvent::DeviceSuspended => takes(device(), Suspended),
        AuditEvent::DeviceRefreshed => match audit.reason.as_deref() {
            Some("gone") => Some(Vec::new()),
            // Its vendor had called it gone, and it is there again.
            _ => Some(vec![Effect::Returns(device()?)]),
        },
        AuditEvent::UserResumed => Some(vec![Effect::Returns(Subject::User(user()?))]),
        AuditEvent::UserUnlocked => Some(vec![Effect::Unlocks(user()?)]),
        // What these give, the backup does not have; what they end, a restore ends anyway.
        AuditEvent::UserAdded
        | AuditEvent::TermsAccepted
        | AuditEvent::TermsDeclined
        | AuditEvent::ChangeRepudiated
        | AuditEvent::ProfileChanged
        | AuditEvent::LanguageSet
        | AuditEvent::PasswordResetAsked
        | AuditEvent::UsernameReminded
        | AuditEvent::EmailChangeAsked
        | AuditEvent::PasswordRefused
        | AuditEvent::ClientAdded
        | AuditEvent::EnrollmentStarted
        | AuditEvent::EnrollmentOpened
        | AuditEvent::EnrollmentExpired
        | AuditEvent::EnrollmentCancelled
        | AuditEvent::AuthenticatorEnrolled
        | AuditEvent::AuthenticatorConfirmed
        | AuditEvent::LoginStarted
        | AuditEvent::LoginResent
        | AuditEvent::LoginAsked
        | AuditEvent::CodeRefused
        | AuditEvent::CodeSent
        | AuditEvent::LoginApproved
        | AuditEvent::LoginDenied
        | AuditEvent::LoginFailed
        | AuditEvent::LoginExpired
        | AuditEvent::LoginCancelled
        | AuditEvent::SessionOpened
        | AuditEvent::SessionEnded
        | AuditEvent::PasskeyRefused
        | AuditEvent::TemporaryCodeIssued
        | AuditEvent::RecoveryAsked
        | AuditEvent::RecoveryBegun
        | AuditEvent::TestPushSent
        | AuditEvent::TestPushEnded
        | AuditEvent::LoggedOut
        | AuditEvent::LogoutUndelivered
        | AuditEvent::ClientLogoutUriSet
        | AuditEvent::OrphanResponse
        | AuditEvent::ImpossibleTravel
        // What there was before is not restored at all.
        | AuditEvent::DelegationInvited
        | AuditEvent::DelegationAccepted
        | AuditEvent::DelegationDeclined
        | AuditEvent::DelegationConfirmed
        | AuditEvent::DelegationEnded
        | AuditEvent::Restored => Some(Vec::new()),
        // Whatever takes a certificate away takes its authenticator away too, and says so.
        AuditEvent::CertificateRequested
        | AuditEvent::CertificateWithdrawn
        | AuditEvent::CertificateFirstApproved
        | AuditEvent::CertificateApprovalLapsed
        | AuditEvent::CertificateApproved
        | AuditEvent::CertificateRejected
        | AuditEvent::CertificateLapsed
        | AuditEvent::CertificateRevoked
        | AuditEvent::CertificateExpired
        | AuditEvent::CertificateRefused
        | AuditEvent::CertificateAuthorityReplaced => Some(Vec::new()),
    }
}
