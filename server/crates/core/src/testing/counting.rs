//! A store that notes what it is asked, for tests of equal work, and lets others be quicker, for tests of conflicts.

use std::{
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use countersign_proto::ids::{
    AuthenticatorId, CertificateAuthorityId, ChallengeId, DelegationId, DeviceId, EnrollmentId, JobId,
    LoginId, UserId,
};

use crate::{
    audit_log::{AuditTile, Hash, KeptHead, TileId},
    model::{
        Acceptance, AccountNumber, Allowance, AuditEntry, AuditRecord, Certificate, CertificateAuthority,
        CertificateRequest, Challenge, Client, ClientId, Delegation, Device, DeviceRefresh, Enrollment,
        Login, MailAddress, MailedLink, NameClaim, Operator, Policy, Remembered, Resource, Session, Standing,
        StandingKey, Timestamp, TokenHash, User, UserName,
    },
    port::{
        Commit, DataKey, Holding, LeasedJob, ListedCertificate, LoginRead, OpenQuestion, Party, PartyQuery,
        Question, Store, StoreError, Swept, UnitOfWork,
    },
};

/// Hands everything on.
pub struct CountingStore {
    store: Arc<dyn Store>,
    calls: Mutex<Vec<&'static str>>,
    meanwhile: Mutex<Option<UnitOfWork>>,
}

impl CountingStore {
    /// In front of `store`.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            calls: Mutex::default(),
            meanwhile: Mutex::default(),
        }
    }

    /// The names of the calls since the last look, in alphabetical order.
    pub fn take(&self) -> Vec<&'static str> {
        let mut calls = mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner));
        calls.sort_unstable();
        calls
    }

    /// Has `unit` written just before the next one, whose flow has read what it relies on by then.
    pub fn meanwhile(&self, unit: UnitOfWork) {
        *self.meanwhile.lock().unwrap_or_else(PoisonError::into_inner) = Some(unit);
    }

    fn quicker(&self) -> Option<UnitOfWork> {
        self.meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    fn note(&self, call: &'static str) {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }
}

macro_rules! hand_on {
    ($($name:ident($($arg:ident: $type:ty),*) -> $found:ty;)+) => {
        #[async_trait]
        impl Store for CountingStore {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$found, StoreError> {
                self.note(stringify!($name));
                self.store.$name($($arg),*).await
            })+

            async fn commit(&self, unit: UnitOfWork) -> Result<Commit, StoreError> {
                self.note("commit");
                if let Some(quicker) = self.quicker() {
                    let was_quicker = self.store.commit(quicker).await?;
                    assert_eq!(was_quicker, Commit::Committed, "what comes meanwhile is written");
                }
                self.store.commit(unit).await
            }

            async fn broken(&self) {
                self.store.broken().await;
            }

            async fn close(&self) {
                self.store.close().await;
            }
        }
    };
}

hand_on! {
    client(id: &ClientId) -> Option<Client>;
    clients() -> Vec<Client>;
    user(id: UserId) -> Option<User>;
    user_by_name(name: &UserName) -> Option<User>;
    users_by_email(email: &MailAddress, limit: u32) -> Vec<User>;
    name_claim(skeleton: &str) -> Option<NameClaim>;
    policy(resource: &Resource) -> Option<Policy>;
    policies() -> Vec<Policy>;
    user_by_number(number: AccountNumber) -> Option<User>;
    operator(user: UserId) -> Option<Operator>;
    operators() -> Vec<Operator>;
    users(after: Option<&UserName>, limit: u32) -> Vec<User>;
    party(query: PartyQuery) -> Option<Party>;
    holdings(user: UserId) -> Vec<Holding>;
    holding(authenticator: AuthenticatorId) -> Option<Holding>;
    device(id: DeviceId) -> Option<Device>;
    device_by_key_name(key_name: &str) -> Option<Device>;
    refresh(request: &TokenHash) -> Option<DeviceRefresh>;
    use_statement(device: DeviceId, jti: &str, until: Timestamp) -> bool;
    login(id: LoginId) -> Option<LoginRead>;
    pending_logins(user: UserId) -> Vec<Login>;
    approved_logins(user: UserId, after: Timestamp, limit: u32) -> Vec<Login>;
    pending_logins_of_client(client: &ClientId) -> Vec<Login>;
    overdue_logins(now: Timestamp, limit: u32) -> Vec<Login>;
    question(challenge: ChallengeId) -> Option<Question>;
    open_questions(device: DeviceId) -> Vec<OpenQuestion>;
    challenges(login: LoginId) -> Vec<Challenge>;
    enrollment(id: EnrollmentId) -> Option<Enrollment>;
    approval_used(login: LoginId) -> bool;
    enrollment_by_link(link: &TokenHash) -> Option<Enrollment>;
    overdue_enrollments(now: Timestamp, limit: u32) -> Vec<Enrollment>;
    standing(user: UserId, key: StandingKey) -> Option<Standing>;
    session(token: &TokenHash) -> Option<Session>;
    sessions(user: UserId) -> Vec<Session>;
    mailed_link(token: &TokenHash) -> Option<MailedLink>;
    allowance(key: [u8; 16]) -> Option<Allowance>;
    acceptance(key: [u8; 16]) -> Option<Acceptance>;
    acceptances(user: UserId) -> Vec<Acceptance>;
    remembered(key: [u8; 16]) -> Option<Remembered>;
    lease_jobs(now: Timestamp, until: Timestamp, limit: usize) -> Vec<LeasedJob>;
    postpone_job(job: JobId, until: Timestamp) -> ();
    audit(after: i64, limit: u32) -> Vec<AuditEntry>;
    audit_tail(limit: u32) -> Vec<AuditRecord>;
    erase_personal(erased: Vec<(i64, Hash)>) -> ();
    audit_heads() -> Vec<KeptHead>;
    audit_tiles(from: TileId, limit: u32) -> Vec<AuditTile>;
    data_keys() -> Vec<DataKey>;
    sweep(now: Timestamp) -> Swept;
    latest_certificate_request(user: UserId) -> Option<CertificateRequest>;
    open_certificate_requests(limit: u32) -> Vec<CertificateRequest>;
    due_certificate_requests(now: Timestamp, limit: u32) -> Vec<CertificateRequest>;
    certificate(fingerprint: &TokenHash) -> Option<Certificate>;
    due_certificates(now: Timestamp, limit: u32) -> Vec<Certificate>;
    unusable_certificates(authority: CertificateAuthorityId, now: Timestamp) -> Vec<ListedCertificate>;
    certificate_authorities() -> Vec<CertificateAuthority>;
    delegation(id: DelegationId) -> Option<Delegation>;
    delegations_of(owner: UserId, limit: u32) -> Vec<Delegation>;
    delegations_held(delegate: UserId, limit: u32) -> Vec<Delegation>;
    delegations_offered(delegate: UserId, limit: u32) -> Vec<Delegation>;
    delegations_between(owner: UserId, delegate: UserId) -> Vec<Delegation>;
    due_delegations(now: Timestamp, limit: u32) -> Vec<Delegation>;
    check() -> ();
}
