//! What becomes of each row.

use countersign_proto::ids::{AuthenticatorId, DeviceId, EnrollmentId, LoginId, UserId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Epoch, EpochError, LossKind, Revocation, Subject, revoked::Loss};
use crate::{
    audit_log::{Hash, personal, record_leaf},
    copy::{Cell, CellError, Cells},
    method::oath,
    model::{
        Audit, AuditEvent, AuthenticatorState, CancelReason, ClientId, ClientState, EnrollmentState,
        LoginState, Method, Oath, PolicyTerms, RecoveryCodes, Resource, Role, TemporaryCode, TokenHash,
        UserState,
    },
};

/// Why whatever a restore ends has ended.
const RESTORED: &str = CancelReason::Restored.as_str();

impl Epoch<'_> {
    pub(super) fn row(&mut self, row: Cells) -> Result<Option<Cells>, EpochError> {
        match row.table().name {
            "data_key" | "audit_head" | "audit_tile" | "certificate_authority" => Ok(Some(row)),
            "audit" => self.audit(row),
            "client" => self.client(row),
            "user" => self.user(row),
            "device" => self.device(row),
            "authenticator" => self.authenticator(row),
            "enrollment" => self.enrollment(row),
            "login" => self.login(row),
            "standing" => self.standing(row),
            "device_refresh" => {
                let device = row.id("device_id")?;
                Ok((!self.dropped.contains(&device)).then_some(row))
            }
            "session" => {
                self.ended.sessions += u64::from(row.integer("expires_at")? > self.now.as_millis());
                Ok(None)
            }
            "name_claim" => {
                let user = UserId::new(row.id("user_id")?);
                Ok((!self.is_deleted(user)).then_some(row))
            }
            "terms_acceptance" => {
                let user = UserId::new(row.id("user_id")?);
                Ok((!self.is_deleted(user)).then_some(row))
            }
            // How many mails somebody has caused stays counted.
            "allowance" => Ok(Some(row)),
            // Its place stays taken, and what its authenticator has become decides about it.
            "certificate" => self.certificate(row),
            // An answer that was given since is lost; its person asks again.
            "challenge" | "remembered" | "job" | "mailed_link" | "certificate_request" => Ok(None),
            // Who may act for whom its owner answers for: what they have ended since does not come back by itself.
            "delegation" => Ok(None),
            "operator" => self.operator(row),
            "policy" => self.policy(row),
            other => Err(EpochError::Unruled(other)),
        }
    }

    /// The records of a later time must follow those of the backup.
    fn audit(&self, row: Cells) -> Result<Option<Cells>, EpochError> {
        let seq = row.integer("seq")?;
        if let Some(leaf) = self.revoked.leaf_at(seq)
            && record_leaf(seq, &stored_audit(&row)?) != leaf
        {
            return Err(EpochError::OtherLog(seq));
        }
        Ok(Some(row))
    }

    fn client(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let id = ClientId::new(row.text("id")?);
        let audit = |event| Audit::new(event, self.now).client(&id).because(RESTORED);
        let mut revocations = Vec::new();
        if let Some(loss) = self.revoked.of(&Subject::Secret(id.clone())) {
            // Nobody has it, so nobody knocks with it.
            let mut random = [0; 32];
            self.entropy.fill(&mut random);
            row.set("secret", word(&TokenHash::of(&random)))?;
            changed(&mut row)?;
            revocations.push((*loss, "client_secret", audit(AuditEvent::ClientRotated)));
        }
        let loss = self.revoked.of(&Subject::Client(id.clone()));
        let deleted = loss.is_some_and(|loss| loss.kind == LossKind::Deleted);
        if let Some(loss) = loss {
            let event = if deleted {
                AuditEvent::ClientDeleted
            } else {
                AuditEvent::ClientSuspended
            };
            row.set("state", word(&ClientState::Suspended))?;
            changed(&mut row)?;
            revocations.push((*loss, "client", audit(event)));
        }
        let name = row.text("name")?.to_owned();
        for (loss, subject, audit) in revocations {
            self.revoke(loss, subject, id.as_str().to_owned(), name.clone(), audit);
        }
        Ok((!deleted).then_some(row))
    }

    fn user(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let id = UserId::new(row.id("id")?);
        let name = row.text("name")?.to_owned();
        let audit = |event| Audit::new(event, self.now).user(id).because(RESTORED);
        if self.revoked.is_about(id) {
            self.names.insert(id, name.clone());
        }
        let mut revocations = Vec::new();
        if let Some(loss) = self.revoked.of(&Subject::Password(id)) {
            row.set("password_hash", Cell::Null)?;
            changed(&mut row)?;
            revocations.push((*loss, "password", audit(AuditEvent::PasswordSet)));
        }
        // Nobody knows the new one, and whoever has the old one is perhaps not the owner. The other one is as good as it was.
        for (mailbox, column, event) in [
            (Subject::Mailbox(id), "email", AuditEvent::EmailChanged),
            (
                Subject::SecondMailbox(id),
                "second_email",
                AuditEvent::SecondEmailChanged,
            ),
        ] {
            if let Some(loss) = self.revoked.of(&mailbox) {
                row.set(column, Cell::Null)?;
                changed(&mut row)?;
                revocations.push((*loss, column, audit(event)));
            }
        }
        let loss = self.revoked.of(&Subject::User(id));
        let deleted = loss.is_some_and(|loss| loss.kind == LossKind::Deleted);
        if let Some(loss) = loss {
            let event = if deleted {
                AuditEvent::UserDeleted
            } else {
                AuditEvent::UserSuspended
            };
            row.set("state", word(&UserState::Suspended))?;
            changed(&mut row)?;
            revocations.push((*loss, "user", audit(event)));
        }
        for (loss, subject, audit) in revocations {
            self.revoke(loss, subject, id.to_string(), name.clone(), audit);
        }
        Ok((!deleted).then_some(row))
    }

    fn operator(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let user = UserId::new(row.id("user_id")?);
        if self.is_deleted(user) {
            return Ok(None);
        }
        if let Some(loss) = self.revoked.of(&Subject::Role(user)).copied() {
            row.set("role", word(&Role::Former))?;
            changed(&mut row)?;
            let name = self.names.get(&user).cloned().unwrap_or_default();
            let audit = Audit::new(AuditEvent::OperatorDismissed, self.now)
                .user(user)
                .because(RESTORED);
            self.revoke(loss, "operator", user.to_string(), name, audit);
        }
        Ok(Some(row))
    }

    /// What was changed since is taken back: its resource is refused until somebody says again what it demands.
    fn policy(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let resource = String::from_utf8(row.bytes("resource")?.to_vec());
        let resource = resource.map_err(|_| row.error("resource", "is no text"))?;
        let subject = Subject::Policy(Resource::from_stored(resource.clone()));
        if let Some(loss) = self.revoked.of(&subject).copied() {
            let terms: PolicyTerms = row.facts("terms")?;
            row.set(
                "terms",
                Cell::facts(&PolicyTerms {
                    removed: true,
                    ..terms
                }),
            )?;
            changed(&mut row)?;
            // The reason names the policy, so that a later restore of the same backup reads it as what it is.
            let audit = Audit::new(AuditEvent::PolicyRemoved, self.now).because(&resource);
            self.revoke(loss, "policy", resource.clone(), resource, audit);
        }
        Ok(Some(row))
    }

    fn device(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let (id, user) = (row.id("id")?, UserId::new(row.id("user_id")?));
        if self.is_deleted(user) {
            self.dropped.insert(id);
            return Ok(None);
        }
        let id = DeviceId::new(id);
        let Some(loss) = self.revoked.of(&Subject::Device(id)).copied() else {
            return Ok(Some(row));
        };
        if row.text("state")? == "deleted" {
            return Ok(Some(row));
        }
        let audit = Audit::new(AuditEvent::DeviceSuspended, self.now)
            .user(user)
            .device(id);
        let (state, reason, why) = match loss.kind {
            LossKind::Deleted => ("deleted", Cell::Null, RESTORED),
            LossKind::Suspended | LossKind::Lost | LossKind::Locked | LossKind::Replaced => {
                let (reason, why) = loss.device_reason();
                ("suspended", word(&reason), why)
            }
        };
        let audit = audit.because(why);
        row.set("state", Cell::Text(state.to_owned()))?;
        row.set("reason", reason)?;
        changed(&mut row)?;
        let name = row.text("name")?.to_owned();
        self.revoke(loss, "device", id.to_string(), name, audit);
        Ok(Some(row))
    }

    fn authenticator(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let (id, user) = (
            AuthenticatorId::new(row.id("id")?),
            UserId::new(row.id("user_id")?),
        );
        if self.is_deleted(user) {
            return Ok(None);
        }
        let was: AuthenticatorState = read_word(&row, "state")?;
        if was == AuthenticatorState::Deleted {
            return Ok(Some(row));
        }
        let before = row.clone();
        let now = self.now;
        let audit = |event| Audit::new(event, now).user(user).authenticator(id);
        let spent = audit(AuditEvent::AuthenticatorChanged).because(RESTORED);
        let state = if self.spend(&mut row, spent)? {
            was
        } else {
            // Even if it was locked: failures stay counted, and lifting the lock alone must not bring it back.
            AuthenticatorState::Suspended
        };
        let lost = self.revoked.of(&Subject::Authenticator(id)).copied();
        let (state, event) = match lost.map(|loss| loss.kind) {
            None => (state, AuditEvent::AuthenticatorChanged),
            Some(LossKind::Deleted) => (AuthenticatorState::Deleted, AuditEvent::AuthenticatorDeleted),
            Some(LossKind::Lost) => (AuthenticatorState::Lost, AuditEvent::AuthenticatorLost),
            Some(LossKind::Locked) if state == AuthenticatorState::Active => {
                (AuthenticatorState::Locked, AuditEvent::AuthenticatorLocked)
            }
            Some(LossKind::Suspended | LossKind::Replaced) if state == AuthenticatorState::Active => {
                (AuthenticatorState::Suspended, AuditEvent::AuthenticatorChanged)
            }
            // It is out of use already.
            Some(LossKind::Locked | LossKind::Suspended | LossKind::Replaced) => {
                (state, AuditEvent::AuthenticatorChanged)
            }
        };
        if let Some(loss) = lost {
            let audit = Audit {
                device_id: row.id("device_id").ok().map(DeviceId::new),
                // So that a later restore of the same backup reads it as what it is.
                ..audit(event).because("suspended")
            };
            let name = row.text("label")?.to_owned();
            self.revoke(loss, "authenticator", id.to_string(), name, audit);
        }
        row.set("state", word(&state))?;
        if row != before {
            changed(&mut row)?;
        }
        Ok(Some(row))
    }

    /// Takes away what may have been used since; false if nobody can tell what has not.
    fn spend(&mut self, row: &mut Cells, audit: Audit) -> Result<bool, EpochError> {
        match read_word(row, "kind")? {
            // Certificates and passkeys prove their keys anew each time; a code that was sent belongs to a login, which is over.
            Method::Push | Method::Certificate | Method::Passkey | Method::Sms | Method::Voice => {}
            Method::Totp => {
                let oath: Oath = row.facts("credential")?;
                let oath = oath::unused_since(oath, self.used_until);
                row.set("credential", Cell::facts(&oath))?;
            }
            Method::Hotp => {
                self.ended.counting_apps += 1;
                self.records.push(audit);
                return Ok(false);
            }
            Method::RecoveryCode => {
                let codes: RecoveryCodes = row.facts("credential")?;
                if !codes.unused.is_empty() {
                    self.ended.recovery_codes += 1;
                    self.records.push(audit);
                }
                let unused = Vec::new();
                row.set("credential", Cell::facts(&RecoveryCodes { unused, ..codes }))?;
            }
            Method::TemporaryCode => {
                let code: TemporaryCode = row.facts("credential")?;
                let used = TemporaryCode { unused: None, ..code };
                row.set("credential", Cell::facts(&used))?;
            }
        }
        Ok(true)
    }

    fn enrollment(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let user = UserId::new(row.id("user_id")?);
        if self.is_deleted(user) {
            return Ok(None);
        }
        if let EnrollmentState::Open(_) = row.facts("facts")? {
            let ended = EnrollmentState::Cancelled { at: self.now };
            row.set("state", Cell::Text(ended.as_str().to_owned()))?;
            row.set("facts", Cell::facts(&ended))?;
            changed(&mut row)?;
            self.ended.enrollments += 1;
            let audit = Audit::new(AuditEvent::EnrollmentCancelled, self.now)
                .user(user)
                .client(&ClientId::new(row.text("client_id")?))
                .enrollment(EnrollmentId::new(row.id("id")?));
            self.records.push(audit.because(RESTORED));
        }
        Ok(Some(row))
    }

    fn login(&mut self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let user = UserId::new(row.id("user_id")?);
        let LoginState::Pending(_) = row.facts("facts")? else {
            return Ok(None);
        };
        if self.is_deleted(user) {
            return Ok(None);
        }
        let ended = LoginState::Cancelled {
            at: self.now,
            reason: Some(CancelReason::Restored),
        };
        row.set("state", Cell::Text(ended.tag().as_str().to_owned()))?;
        row.set("facts", Cell::facts(&ended))?;
        changed(&mut row)?;
        self.ended.logins += 1;
        let audit = Audit::new(AuditEvent::LoginCancelled, self.now)
            .user(user)
            .client(&ClientId::new(row.text("client_id")?))
            .login(LoginId::new(row.id("id")?));
        self.records.push(audit.because(RESTORED));
        Ok(Some(row))
    }

    /// The certificate of a user who is gone is nobody's, and stays revoked.
    fn certificate(&self, mut row: Cells) -> Result<Option<Cells>, EpochError> {
        let owner = row.id("user_id").ok().map(UserId::new);
        if owner.is_some_and(|user| self.is_deleted(user)) {
            row.set("user_id", Cell::Null)?;
        }
        Ok(Some(row))
    }

    /// The key begins with the user's id.
    fn standing(&self, row: Cells) -> Result<Option<Cells>, EpochError> {
        let key = row.bytes("key")?;
        let user = key
            .first_chunk::<16>()
            .map(|id| UserId::new(Uuid::from_bytes(*id)));
        let user = user.ok_or_else(|| row.error("key", "is too short"))?;
        Ok((!self.is_deleted(user)).then_some(row))
    }

    fn is_deleted(&self, user: UserId) -> bool {
        let loss = self.revoked.of(&Subject::User(user));
        loss.is_some_and(|loss| loss.kind == LossKind::Deleted)
    }

    fn revoke(&mut self, loss: Loss, subject: &'static str, id: String, name: String, audit: Audit) {
        let user = loss.user.and_then(|user| self.names.get(&user).cloned());
        self.ended.revoked.push(Revocation {
            seq: loss.seq,
            at: loss.at,
            subject,
            id,
            name,
            user,
            became: loss.kind,
        });
        self.records.push(audit);
    }
}

/// The record in a row of the log.
pub(super) fn stored_audit(row: &Cells) -> Result<Audit, CellError> {
    let facts: Audit = row.facts("facts")?;
    let bytes = |column| match row.get(column) {
        Cell::Bytes(bytes) => Some(bytes.as_slice()),
        _ => None,
    };
    let address = row.text("personal").ok().map(str::to_owned);
    let salt = bytes("salt").and_then(|salt| salt.try_into().ok());
    let erased = bytes("erased")
        .and_then(|hash| hash.try_into().ok())
        .map(Hash::from_bytes);
    let personal = personal(address, salt, erased).map_err(|why| row.error("personal", &why))?;
    Ok(Audit { personal, ..facts })
}

/// A word of the model, as stores have it.
fn word<T: Serialize>(value: &T) -> Cell {
    match json!(value) {
        Value::String(word) => Cell::Text(word),
        other => unreachable!("a word of the model is a string: {other:?}"),
    }
}

fn read_word<T: DeserializeOwned>(row: &Cells, column: &str) -> Result<T, CellError> {
    let word = row.text(column)?;
    serde_json::from_value(word.into()).map_err(|_| row.error(column, "is no word of the model"))
}

/// Gives a row its next version.
fn changed(row: &mut Cells) -> Result<(), CellError> {
    let version = row.integer("version")?;
    row.set("version", Cell::Integer(version + 1))
}
