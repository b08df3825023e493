//! What is kept. Reads are methods; writes are data, see [`UnitOfWork`].

use std::time::Duration;

use async_trait::async_trait;
use countersign_proto::ids::{
    AuthenticatorId, CertificateAuthorityId, ChallengeId, DelegationId, DeviceId, EnrollmentId, JobId,
    LoginId, UserId,
};

use super::{Commit, UnitOfWork};
use crate::{
    audit_log::{AuditTile, Hash, KeptHead, TileId},
    model::{
        Acceptance, AccountNumber, Allowance, AuditEntry, AuditRecord, Authenticator, AuthenticatorState,
        Certificate, CertificateAuthority, CertificateRequest, Challenge, Client, ClientId, ClientState,
        Delegation, Device, DeviceRefresh, Enrollment, Job, Login, MailAddress, MailedLink, NameClaim,
        Operator, Policy, Remembered, Resource, Session, Slot, Standing, StandingKey, Timestamp, TokenHash,
        User, UserName, UserState, Version,
    },
    secrets::Sealed,
};

/// How long an ended login, enrolment or mailed link can still be read before a store sweeps it: longer than its idempotency key is
/// remembered.
pub const KEEP_ENDED: Duration = Duration::from_secs(25 * 3600);

/// A store. Every read sees every unit whose commit was answered before the read began.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Applies a unit whole or not at all. Once this answers [`Commit::Committed`] the unit survives a power cut
    /// (R3).
    async fn commit(&self, unit: UnitOfWork) -> Result<Commit, StoreError>;

    /// The client with this id.
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError>;

    /// All clients by id.
    async fn clients(&self) -> Result<Vec<Client>, StoreError>;

    /// The user with this id.
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// The user with this name.
    async fn user_by_name(&self, name: &UserName) -> Result<Option<User>, StoreError>;

    /// Up to `limit` users whose address is this one, by name, whatever the case of its letters.
    async fn users_by_email(&self, email: &MailAddress, limit: u32) -> Result<Vec<User>, StoreError>;

    /// Whose name looks like this, see [`UserName::skeleton`].
    async fn name_claim(&self, skeleton: &str) -> Result<Option<NameClaim>, StoreError>;

    /// The user with this account number.
    async fn user_by_number(&self, number: AccountNumber) -> Result<Option<User>, StoreError>;

    /// What this user may do for others, also if that was taken back.
    async fn operator(&self, user: UserId) -> Result<Option<Operator>, StoreError>;

    /// Everybody who may do something for others, or could once.
    async fn operators(&self) -> Result<Vec<Operator>, StoreError>;

    /// Up to `limit` users by name, beginning after `after`.
    async fn users(&self, after: Option<&UserName>, limit: u32) -> Result<Vec<User>, StoreError>;

    /// All that starting a login needs to know, in one read.
    async fn party(&self, query: PartyQuery) -> Result<Option<Party>, StoreError>;

    /// What a resource demands, also if that was taken back.
    async fn policy(&self, resource: &Resource) -> Result<Option<Policy>, StoreError>;

    /// What all resources demand, by name, also where that was taken back.
    async fn policies(&self) -> Result<Vec<Policy>, StoreError>;

    /// A user's authenticators with their devices, oldest first, deleted ones left out.
    async fn holdings(&self, user: UserId) -> Result<Vec<Holding>, StoreError>;

    /// The authenticator with this id and its device, also if it is deleted.
    async fn holding(&self, authenticator: AuthenticatorId) -> Result<Option<Holding>, StoreError>;

    /// The device with this id.
    async fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError>;

    /// The device whose key has this name.
    async fn device_by_key_name(&self, key_name: &str) -> Result<Option<Device>, StoreError>;

    /// The accepted refresh that this request was.
    async fn refresh(&self, request: &TokenHash) -> Result<Option<DeviceRefresh>, StoreError>;

    /// Whether nobody has used the statement `jti` of this device before. From now on it is used, until `until` at least. A
    /// crash may forget it.
    async fn use_statement(&self, device: DeviceId, jti: &str, until: Timestamp) -> Result<bool, StoreError>;

    /// The login with this id, and whether its user and client are in good standing.
    async fn login(&self, id: LoginId) -> Result<Option<LoginRead>, StoreError>;

    /// The pending logins of a user.
    async fn pending_logins(&self, user: UserId) -> Result<Vec<Login>, StoreError>;

    /// Up to `limit` logins of a user at clients that are told of logouts, the latest first, that were started after `after` and
    /// approved, and from which nobody has logged out.
    async fn approved_logins(
        &self,
        user: UserId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<Login>, StoreError>;

    /// The pending logins of a client.
    async fn pending_logins_of_client(&self, client: &ClientId) -> Result<Vec<Login>, StoreError>;

    /// Up to `limit` pending logins whose time was up at `now`.
    async fn overdue_logins(&self, now: Timestamp, limit: u32) -> Result<Vec<Login>, StoreError>;

    /// All that judging an answer needs to know, in one read.
    async fn question(&self, challenge: ChallengeId) -> Result<Option<Question>, StoreError>;

    /// The questions to a device that nobody has answered in logins that are pending, oldest first.
    async fn open_questions(&self, device: DeviceId) -> Result<Vec<OpenQuestion>, StoreError>;

    /// The challenges of a login.
    async fn challenges(&self, login: LoginId) -> Result<Vec<Challenge>, StoreError>;

    /// The enrolment with this id.
    async fn enrollment(&self, id: EnrollmentId) -> Result<Option<Enrollment>, StoreError>;

    /// Whether an enrolment was opened on the strength of this login.
    async fn approval_used(&self, login: LoginId) -> Result<bool, StoreError>;

    /// The enrolment with this one-time link.
    async fn enrollment_by_link(&self, link: &TokenHash) -> Result<Option<Enrollment>, StoreError>;

    /// Up to `limit` pending enrolments whose time was up at `now`.
    async fn overdue_enrollments(&self, now: Timestamp, limit: u32) -> Result<Vec<Enrollment>, StoreError>;

    /// The counters of a (user, initiator) pair.
    async fn standing(&self, user: UserId, key: StandingKey) -> Result<Option<Standing>, StoreError>;

    /// The session with this cookie.
    async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError>;

    /// The sessions of a user.
    async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError>;

    /// The link that was mailed with this token.
    async fn mailed_link(&self, token: &TokenHash) -> Result<Option<MailedLink>, StoreError>;

    /// The counter with this key.
    async fn allowance(&self, key: [u8; 16]) -> Result<Option<Allowance>, StoreError>;

    /// The acceptance of the terms with this key, see [`Acceptance::key`].
    async fn acceptance(&self, key: [u8; 16]) -> Result<Option<Acceptance>, StoreError>;

    /// All that a user has accepted, oldest first.
    async fn acceptances(&self, user: UserId) -> Result<Vec<Acceptance>, StoreError>;

    /// What came of a request that carried this idempotency key.
    async fn remembered(&self, key: [u8; 16]) -> Result<Option<Remembered>, StoreError>;

    /// Takes up to `limit` due jobs that nobody else has taken, until `until`. A job whose lease runs out can be
    /// taken again.
    async fn lease_jobs(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<LeasedJob>, StoreError>;

    /// Leaves a taken job alone until `until`; then it is due again. A crash may forget this: it is due at once then.
    async fn postpone_job(&self, job: JobId, until: Timestamp) -> Result<(), StoreError>;

    /// Up to `limit` audit records after the given place, by place, whose places are final: every record before the last one
    /// is among those that are there for good. They are numbered from 1 without gaps, so a store that gives out places which
    /// become visible out of order, or which may stay empty, leaves out whatever follows the first one that is still open.
    /// A row that makes no sense is an entry that says so, not an error: somebody may have changed it.
    async fn audit(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// The last `limit` audit records, oldest first.
    async fn audit_tail(&self, limit: u32) -> Result<Vec<AuditRecord>, StoreError>;

    /// Forgets the personal details of these audit records; what stands in for them is kept ([`Personal::Erased`]).
    ///
    /// [`Personal::Erased`]: crate::model::Personal::Erased
    async fn erase_personal(&self, erased: Vec<(i64, Hash)>) -> Result<(), StoreError>;

    /// The heads of the audit log, the latest one first.
    async fn audit_heads(&self) -> Result<Vec<KeptHead>, StoreError>;

    /// Up to `limit` tiles of one level of the audit log's tree, from this one on, in their order.
    async fn audit_tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError>;

    /// The latest request of a user for a certificate.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn latest_certificate_request(
        &self,
        user: UserId,
    ) -> Result<Option<CertificateRequest>, StoreError>;

    /// Up to `limit` requests that are open as they are kept, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn open_certificate_requests(&self, limit: u32) -> Result<Vec<CertificateRequest>, StoreError>;

    /// Up to `limit` open requests about which time alone has something to say by `now`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn due_certificate_requests(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<CertificateRequest>, StoreError>;

    /// The place of the certificate with this fingerprint.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn certificate(&self, fingerprint: &TokenHash) -> Result<Option<Certificate>, StoreError>;

    /// Up to `limit` active certificates about which time alone has something to say by `now`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn due_certificates(&self, now: Timestamp, limit: u32) -> Result<Vec<Certificate>, StoreError>;

    /// The certificates of an authority that have not expired at `now`, and that nobody can use: they are revoked, or their
    /// authenticator or account is not active.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn unusable_certificates(
        &self,
        authority: CertificateAuthorityId,
        now: Timestamp,
    ) -> Result<Vec<ListedCertificate>, StoreError>;

    /// All authorities, the newest last.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn certificate_authorities(&self) -> Result<Vec<CertificateAuthority>, StoreError>;

    /// The delegation with this id.
    async fn delegation(&self, id: DelegationId) -> Result<Option<Delegation>, StoreError>;

    /// Up to `limit` delegations that a user has given, those that are open as they are kept first, each sort the latest first.
    async fn delegations_of(&self, owner: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError>;

    /// Up to `limit` delegations that a user has accepted, as they are kept, the latest first.
    async fn delegations_held(&self, delegate: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError>;

    /// Up to `limit` delegations that a user is invited to and has not answered, as they are kept, the latest first.
    async fn delegations_offered(&self, delegate: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError>;

    /// The accepted delegations of an owner to a delegate, as they are kept.
    async fn delegations_between(
        &self,
        owner: UserId,
        delegate: UserId,
    ) -> Result<Vec<Delegation>, StoreError>;

    /// Up to `limit` delegations that are open as they are kept, about which time alone has something to say by `now`.
    async fn due_delegations(&self, now: Timestamp, limit: u32) -> Result<Vec<Delegation>, StoreError>;

    /// All data keys, wrapped.
    async fn data_keys(&self) -> Result<Vec<DataKey>, StoreError>;

    /// Removes what has served its time by `now`.
    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError>;

    /// Whether the store can write now.
    async fn check(&self) -> Result<(), StoreError>;

    /// Returns when the store has failed in a way that only a new start mends.
    async fn broken(&self);

    /// Carries out what was queued, then lets go of the database. Whoever comes later is refused.
    async fn close(&self);
}

/// Why a store could not serve. Callers refuse (R18); they never go on without it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached, is full, or is shutting down.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// It holds something that this program did not write.
    #[error("the store holds an unreadable value: {0}")]
    Corrupt(String),
}

/// Who wants to log in, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyQuery {
    /// The name that was typed.
    pub name: UserName,
    /// Whose counters bind.
    pub standing: StandingKey,
    /// Which pending login would be superseded.
    pub slot: Option<Slot>,
}

/// A user with what a login of theirs depends on.
#[derive(Debug, Clone)]
pub struct Party {
    /// The user.
    pub user: User,
    /// Their authenticators, deleted ones left out.
    pub holdings: Vec<Holding>,
    /// The initiator's counters, if it has any.
    pub standing: Option<Standing>,
    /// The pending login in the slot.
    pub in_slot: Option<Login>,
}

/// An authenticator with the installation that holds it.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The authenticator.
    pub authenticator: Authenticator,
    /// Its device, if it has one.
    pub device: Option<Device>,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// About where that login came from, if it is known: see [`crate::model::network_of`].
    pub last_used_from: Option<String>,
}

/// A login with what may have befallen its user and client since it was started.
#[derive(Debug, Clone)]
pub struct LoginRead {
    /// The login.
    pub login: Login,
    /// The user's state now.
    pub user_state: UserState,
    /// The client's state now; absent for the server's own pages and for removed clients.
    pub client_state: Option<ClientState>,
    /// Whether what approved it may still be used, its device too; true while nothing has.
    pub approver_active: bool,
}

/// A challenge with all that its answer depends on.
#[derive(Debug, Clone)]
pub struct Question {
    /// The challenge.
    pub challenge: Challenge,
    /// Its login, its user's and its client's state.
    pub read: LoginRead,
    /// The device that was asked.
    pub device: Device,
    /// The authenticator on that device.
    pub authenticator: Authenticator,
    /// The counters of the login's initiator.
    pub standing: Option<Standing>,
}

/// A question that waits for an answer.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    /// The question.
    pub question: Question,
    /// The language of the user.
    pub language: String,
}

/// A job that this process has taken, with what carrying it out needs.
#[derive(Debug, Clone)]
pub struct LeasedJob {
    /// The job.
    pub job: Job,
    /// The challenge to deliver, if it is to deliver one. A job whose challenge is gone is gone with it.
    pub open: Option<OpenQuestion>,
}

/// A certificate that nobody can use, and what it depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCertificate {
    /// The certificate.
    pub certificate: Certificate,
    /// How its authenticator is, if it is there.
    pub authenticator_state: Option<AuthenticatorState>,
    /// How its account is, if it is there.
    pub user_state: Option<UserState>,
}

/// A key under which secrets are sealed, itself sealed under the master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKey {
    /// Its number inside sealed values.
    pub id: u32,
    /// The key, sealed under the master key.
    pub wrapped: Sealed,
    /// When it was made.
    pub created_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

/// How many rows of each kind were removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Decided logins with their challenges.
    pub logins: u64,
    /// Ended enrolments.
    pub enrollments: u64,
    /// Ended sessions.
    pub sessions: u64,
    /// Counters with nothing left to say.
    pub standings: u64,
    /// Remembered requests past their time.
    pub remembered: u64,
    /// Mailed links past their time.
    pub mailed_links: u64,
    /// Counters of mails with nothing left to say.
    pub allowances: u64,
    /// Requests for certificates that have long ended, and certificates that have long expired.
    pub certificates: u64,
    /// Delegations that have long ended.
    pub delegations: u64,
    /// Requests that moved push addresses and are good for nothing any more.
    pub refreshes: u64,
}

impl std::ops::Add for Swept {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            logins: self.logins + other.logins,
            enrollments: self.enrollments + other.enrollments,
            sessions: self.sessions + other.sessions,
            standings: self.standings + other.standings,
            remembered: self.remembered + other.remembered,
            mailed_links: self.mailed_links + other.mailed_links,
            allowances: self.allowances + other.allowances,
            certificates: self.certificates + other.certificates,
            delegations: self.delegations + other.delegations,
            refreshes: self.refreshes + other.refreshes,
        }
    }
}
