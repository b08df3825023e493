//! The port, on PostgreSQL.

use std::sync::Arc;

use async_trait::async_trait;
use countersign_batch::{Fetch, GroupError, Loader, Tasks, Writer};
use countersign_core::{
    audit_log::{AuditTile, Hash, KeptHead, TileId},
    model::{
        Acceptance, AccountNumber, Allowance, AuditEntry, AuditRecord, Certificate, CertificateAuthority,
        CertificateRequest, Challenge, Client, ClientId, Delegation, Device, DeviceRefresh, Enrollment, Job,
        JobKind, Login, MailAddress, MailedLink, NameClaim, Operator, Policy, Remembered, Resource, Session,
        Standing, StandingKey, Timestamp, TokenHash, User, UserName,
    },
    port::{
        Commit, DataKey, Holding, LeasedJob, ListedCertificate, LoginRead, OpenQuestion, Party, PartyQuery,
        Question, Store, StoreError, Swept, UnitOfWork,
    },
};
use countersign_postgres::{Pools, Unreachable, in_time};
use countersign_proto::ids::{
    AuthenticatorId, CertificateAuthorityId, ChallengeId, DelegationId, DeviceId, EnrollmentId, JobId,
    LoginId, UserId,
};
use uuid::Uuid;

use crate::{
    group::{Done, Group, Work},
    read::{Clients, Logins, Parties, Questions},
    set::Set,
    signals::PostgresSignals,
    single::{self, Bind, Single},
    sweep::Step,
    table::{Columns, audit, job, statement},
};

/// Units in one group at most, and loads in one question; also how many may queue.
const GROUP: usize = 512;
/// Questions of one kind that are with the database at once.
const PARALLEL: usize = 2;

/// What the sessions of a node are called; a copy's are called otherwise.
pub(crate) const NODE: &str = "countersign";

/// The store of several nodes.
pub struct PostgresStore {
    pools: Pools,
    tasks: Tasks,
    writer: Writer<Group>,
    clients: Loader<Clients>,
    logins: Loader<Logins>,
    parties: Loader<Parties>,
    questions: Loader<Questions>,
}

impl PostgresStore {
    /// Connects to the database at `url`, waiting a minute for one that is still starting, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] with what is missing.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let pools = Pools::open(url, NODE, &sqlx::migrate!())
            .await
            .map_err(unreachable)?;
        // The same promise as the embedded store's FULL; opening refuses a database that does not give it.
        metrics::gauge!("countersign_store_synchronous").set(2.0);
        let tasks = Tasks::default();
        let pool = || pools.reading.clone();
        Ok(Self {
            writer: Writer::start(Group(pools.writing.clone()), GROUP, &tasks),
            clients: Loader::start(Clients(pool()), PARALLEL, GROUP, &tasks),
            logins: Loader::start(Logins(pool()), PARALLEL, GROUP, &tasks),
            parties: Loader::start(Parties(pool()), PARALLEL, GROUP, &tasks),
            questions: Loader::start(Questions(pool()), PARALLEL, GROUP, &tasks),
            tasks,
            pools,
        })
    }

    /// Hints to and from the other nodes. `node` names this one; nobody else may have it.
    pub fn signals(&self, node: Uuid) -> Arc<PostgresSignals> {
        PostgresSignals::start(node, &self.pools.reading, &self.tasks)
    }

    fn single(&self) -> Single<'_> {
        Single(&self.pools.reading)
    }

    /// Reads taken jobs that deliver challenges, and drops those that are gone with them.
    async fn deliveries(&self, ids: &[JobId]) -> Result<Vec<LeasedJob>, StoreError> {
        let read = self.single().jobs(ids).await?;
        let gone = ids
            .iter()
            .filter(|id| read.iter().all(|leased| leased.job.id != **id));
        let gone: Vec<JobId> = gone.copied().collect();
        if !gone.is_empty() {
            let drop_them = UnitOfWork::new("drop_jobs").finish(gone);
            self.submit(Work::Unit(Box::new(drop_them))).await?;
        }
        Ok(read)
    }

    async fn submit(&self, work: Work) -> Result<Done, StoreError> {
        self.writer.submit(work).await.map_err(group_error)
    }
}

async fn load<F: Fetch<Error = sqlx::Error>>(
    loader: &Loader<F>,
    key: F::Key,
) -> Result<Option<F::Value>, StoreError> {
    loader.load(key).await.map_err(group_error)
}

/// Why the database cannot be opened.
pub(crate) fn unreachable(error: Unreachable) -> StoreError {
    StoreError::Unavailable(error.0)
}

fn group_error(error: GroupError<sqlx::Error>) -> StoreError {
    match error {
        GroupError::Closed => StoreError::Unavailable(error.to_string()),
        GroupError::Database(error) => single::store_error(&error),
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn commit(&self, unit: UnitOfWork) -> Result<Commit, StoreError> {
        match self.submit(Work::Unit(Box::new(unit))).await? {
            Done::Unit(commit) => Ok(commit),
            other => Err(StoreError::Corrupt(format!("a unit was answered by {other:?}"))),
        }
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        load(&self.clients, id.clone()).await
    }

    async fn clients(&self) -> Result<Vec<Client>, StoreError> {
        self.single().all(single::CLIENTS, &[]).await
    }

    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.single().one(single::USER, &[Bind::Id(id.as_uuid())]).await
    }

    async fn user_by_name(&self, name: &UserName) -> Result<Option<User>, StoreError> {
        self.single()
            .one(single::USER_BY_NAME, &[Bind::Text(name.as_str())])
            .await
    }

    async fn users_by_email(&self, email: &MailAddress, limit: u32) -> Result<Vec<User>, StoreError> {
        let key = email.key();
        self.single()
            .all(
                single::USERS_BY_EMAIL,
                &[Bind::Text(&key), Bind::Number(limit.into())],
            )
            .await
    }

    async fn name_claim(&self, skeleton: &str) -> Result<Option<NameClaim>, StoreError> {
        self.single()
            .one(single::NAME_CLAIM, &[Bind::Bytes(skeleton.as_bytes())])
            .await
    }

    async fn policy(&self, resource: &Resource) -> Result<Option<Policy>, StoreError> {
        self.single()
            .one(single::POLICY, &[Bind::Bytes(resource.as_str().as_bytes())])
            .await
    }

    async fn policies(&self) -> Result<Vec<Policy>, StoreError> {
        self.single().all(single::POLICIES, &[]).await
    }

    async fn user_by_number(&self, number: AccountNumber) -> Result<Option<User>, StoreError> {
        self.single()
            .one(single::USER_BY_NUMBER, &[Bind::Number(number.0)])
            .await
    }

    async fn operator(&self, user: UserId) -> Result<Option<Operator>, StoreError> {
        self.single()
            .one(single::OPERATOR, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        self.single().all(single::OPERATORS, &[]).await
    }

    async fn users(&self, after: Option<&UserName>, limit: u32) -> Result<Vec<User>, StoreError> {
        let after = after.map_or("", UserName::as_str);
        self.single()
            .all(single::USERS, &[Bind::Text(after), Bind::Number(limit.into())])
            .await
    }

    async fn party(&self, query: PartyQuery) -> Result<Option<Party>, StoreError> {
        load(&self.parties, query).await
    }

    async fn holdings(&self, user: UserId) -> Result<Vec<Holding>, StoreError> {
        self.single()
            .all(single::HOLDINGS, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn holding(&self, authenticator: AuthenticatorId) -> Result<Option<Holding>, StoreError> {
        self.single()
            .one(single::HOLDING, &[Bind::Id(authenticator.as_uuid())])
            .await
    }

    async fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        self.single().one(single::DEVICE, &[Bind::Id(id.as_uuid())]).await
    }

    async fn device_by_key_name(&self, key_name: &str) -> Result<Option<Device>, StoreError> {
        self.single()
            .one(single::DEVICE_BY_KEY_NAME, &[Bind::Text(key_name)])
            .await
    }

    async fn refresh(&self, request: &TokenHash) -> Result<Option<DeviceRefresh>, StoreError> {
        self.single()
            .one(single::DEVICE_REFRESH, &[Bind::Bytes(request.as_bytes())])
            .await
    }

    async fn use_statement(&self, device: DeviceId, jti: &str, until: Timestamp) -> Result<bool, StoreError> {
        let asked = sqlx::query(statement::USE)
            .bind(device.as_uuid())
            .bind(TokenHash::of(jti.as_bytes()).as_bytes().to_vec())
            .bind(until.as_millis());
        let used = in_time(asked.execute(&self.pools.reading))
            .await
            .map_err(|error| single::store_error(&error))?;
        Ok(used.rows_affected() == 1)
    }

    async fn login(&self, id: LoginId) -> Result<Option<LoginRead>, StoreError> {
        load(&self.logins, id).await
    }

    async fn pending_logins(&self, user: UserId) -> Result<Vec<Login>, StoreError> {
        self.single()
            .all(single::PENDING_LOGINS, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn approved_logins(
        &self,
        user: UserId,
        after: Timestamp,
        limit: u32,
    ) -> Result<Vec<Login>, StoreError> {
        let binds = [
            Bind::Id(user.as_uuid()),
            Bind::Time(after),
            Bind::Number(limit.into()),
        ];
        self.single().all(single::APPROVED_LOGINS, &binds).await
    }

    async fn pending_logins_of_client(&self, client: &ClientId) -> Result<Vec<Login>, StoreError> {
        self.single()
            .all(single::PENDING_LOGINS_OF_CLIENT, &[Bind::Text(client.as_str())])
            .await
    }

    async fn overdue_logins(&self, now: Timestamp, limit: u32) -> Result<Vec<Login>, StoreError> {
        self.single()
            .all(
                single::OVERDUE_LOGINS,
                &[Bind::Time(now), Bind::Number(limit.into())],
            )
            .await
    }

    async fn question(&self, challenge: ChallengeId) -> Result<Option<Question>, StoreError> {
        load(&self.questions, challenge).await
    }

    async fn open_questions(&self, device: DeviceId) -> Result<Vec<OpenQuestion>, StoreError> {
        self.single().open_questions(device).await
    }

    async fn challenges(&self, login: LoginId) -> Result<Vec<Challenge>, StoreError> {
        self.single()
            .all(single::CHALLENGES, &[Bind::Id(login.as_uuid())])
            .await
    }

    async fn enrollment(&self, id: EnrollmentId) -> Result<Option<Enrollment>, StoreError> {
        self.single()
            .one(single::ENROLLMENT, &[Bind::Id(id.as_uuid())])
            .await
    }

    async fn approval_used(&self, login: LoginId) -> Result<bool, StoreError> {
        let used: Option<Enrollment> = self
            .single()
            .one(single::ENROLLMENT_BY_APPROVAL, &[Bind::Id(login.as_uuid())])
            .await?;
        Ok(used.is_some())
    }

    async fn enrollment_by_link(&self, link: &TokenHash) -> Result<Option<Enrollment>, StoreError> {
        self.single()
            .one(single::ENROLLMENT_BY_LINK, &[Bind::Bytes(link.as_bytes())])
            .await
    }

    async fn overdue_enrollments(&self, now: Timestamp, limit: u32) -> Result<Vec<Enrollment>, StoreError> {
        self.single()
            .all(
                single::OVERDUE_ENROLLMENTS,
                &[Bind::Time(now), Bind::Number(limit.into())],
            )
            .await
    }

    async fn standing(&self, user: UserId, key: StandingKey) -> Result<Option<Standing>, StoreError> {
        self.single()
            .one(single::STANDING, &[Bind::Bytes(&Standing::place(user, key))])
            .await
    }

    async fn session(&self, token: &TokenHash) -> Result<Option<Session>, StoreError> {
        self.single()
            .one(single::SESSION, &[Bind::Bytes(token.as_bytes())])
            .await
    }

    async fn sessions(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        self.single()
            .all(single::SESSIONS, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn mailed_link(&self, token: &TokenHash) -> Result<Option<MailedLink>, StoreError> {
        self.single()
            .one(single::MAILED_LINK, &[Bind::Bytes(token.as_bytes())])
            .await
    }

    async fn allowance(&self, key: [u8; 16]) -> Result<Option<Allowance>, StoreError> {
        self.single().one(single::ALLOWANCE, &[Bind::Bytes(&key)]).await
    }

    async fn acceptance(&self, key: [u8; 16]) -> Result<Option<Acceptance>, StoreError> {
        self.single()
            .one(single::TERMS_ACCEPTANCE, &[Bind::Bytes(&key)])
            .await
    }

    async fn acceptances(&self, user: UserId) -> Result<Vec<Acceptance>, StoreError> {
        self.single()
            .all(single::TERMS_ACCEPTANCES, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn remembered(&self, key: [u8; 16]) -> Result<Option<Remembered>, StoreError> {
        self.single().one(single::REMEMBERED, &[Bind::Bytes(&key)]).await
    }

    async fn lease_jobs(
        &self,
        now: Timestamp,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<LeasedJob>, StoreError> {
        let asked = sqlx::query(job::TAKE)
            .bind(now.as_millis())
            .bind(until.as_millis())
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let taken = in_time(asked.fetch_all(&self.pools.reading))
            .await
            .map_err(|error| single::store_error(&error))?;
        let taken = taken.iter().map(|row| job::decode(Columns::new(row, 0)));
        let taken: Vec<Job> = taken.collect::<Result<_, _>>()?;
        let (mails, deliveries): (Vec<Job>, Vec<Job>) = taken
            .into_iter()
            .partition(|job| !matches!(job.kind, JobKind::DeliverChallenge(_)));
        let ids: Vec<JobId> = deliveries.iter().map(|job| job.id).collect();
        let mut leased: Vec<LeasedJob> = mails
            .into_iter()
            .map(|job| LeasedJob { job, open: None })
            .collect();
        if !ids.is_empty() {
            leased.extend(self.deliveries(&ids).await?);
        }
        Ok(leased)
    }

    async fn postpone_job(&self, job: JobId, until: Timestamp) -> Result<(), StoreError> {
        let asked = sqlx::query(job::POSTPONE)
            .bind(job.as_uuid())
            .bind(until.as_millis());
        in_time(asked.execute(&self.pools.reading))
            .await
            .map(|_| ())
            .map_err(|error| single::store_error(&error))
    }

    async fn audit(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        self.single()
            .all(single::AUDIT, &[Bind::Number(after), Bind::Number(limit.into())])
            .await
    }

    async fn audit_tail(&self, limit: u32) -> Result<Vec<AuditRecord>, StoreError> {
        let mut records = self
            .single()
            .all(single::AUDIT_TAIL, &[Bind::Number(limit.into())])
            .await?;
        records.reverse();
        Ok(records)
    }

    async fn erase_personal(&self, erased: Vec<(i64, Hash)>) -> Result<(), StoreError> {
        let erased: Set = erased.into_iter().map(audit::encode_erased).collect();
        let asked = sqlx::query(audit::ERASE).bind(erased.into_json());
        in_time(asked.execute(&self.pools.writing))
            .await
            .map(|_| ())
            .map_err(|error| single::store_error(&error))
    }

    async fn audit_heads(&self) -> Result<Vec<KeptHead>, StoreError> {
        self.single().all(single::AUDIT_HEADS, &[]).await
    }

    async fn audit_tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError> {
        let next_level = TileId {
            level: from.level + 1,
            index: 0,
        };
        let (first, last) = (from.number(), next_level.number() - 1);
        self.single()
            .all(
                single::AUDIT_TILES,
                &[
                    Bind::Number(first),
                    Bind::Number(last),
                    Bind::Number(limit.into()),
                ],
            )
            .await
    }

    async fn latest_certificate_request(
        &self,
        user: UserId,
    ) -> Result<Option<CertificateRequest>, StoreError> {
        self.single()
            .one(single::LATEST_CERTIFICATE_REQUEST, &[Bind::Id(user.as_uuid())])
            .await
    }

    async fn open_certificate_requests(&self, limit: u32) -> Result<Vec<CertificateRequest>, StoreError> {
        self.single()
            .all(single::OPEN_CERTIFICATE_REQUESTS, &[Bind::Number(limit.into())])
            .await
    }

    async fn due_certificate_requests(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<CertificateRequest>, StoreError> {
        self.single()
            .all(
                single::DUE_CERTIFICATE_REQUESTS,
                &[Bind::Time(now), Bind::Number(limit.into())],
            )
            .await
    }

    async fn certificate(&self, fingerprint: &TokenHash) -> Result<Option<Certificate>, StoreError> {
        self.single()
            .one(single::CERTIFICATE, &[Bind::Bytes(fingerprint.as_bytes())])
            .await
    }

    async fn due_certificates(&self, now: Timestamp, limit: u32) -> Result<Vec<Certificate>, StoreError> {
        self.single()
            .all(
                single::DUE_CERTIFICATES,
                &[Bind::Time(now), Bind::Number(limit.into())],
            )
            .await
    }

    async fn unusable_certificates(
        &self,
        authority: CertificateAuthorityId,
        now: Timestamp,
    ) -> Result<Vec<ListedCertificate>, StoreError> {
        self.single()
            .all(
                single::UNUSABLE_CERTIFICATES,
                &[Bind::Id(authority.as_uuid()), Bind::Time(now)],
            )
            .await
    }

    async fn certificate_authorities(&self) -> Result<Vec<CertificateAuthority>, StoreError> {
        self.single().all(single::CERTIFICATE_AUTHORITIES, &[]).await
    }

    async fn delegation(&self, id: DelegationId) -> Result<Option<Delegation>, StoreError> {
        self.single()
            .one(single::DELEGATION, &[Bind::Id(id.as_uuid())])
            .await
    }

    async fn delegations_of(&self, owner: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError> {
        let binds = [Bind::Id(owner.as_uuid()), Bind::Number(limit.into())];
        self.single().all(single::DELEGATIONS_OF, &binds).await
    }

    async fn delegations_held(&self, delegate: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError> {
        let binds = [Bind::Id(delegate.as_uuid()), Bind::Number(limit.into())];
        self.single().all(single::DELEGATIONS_HELD, &binds).await
    }

    async fn delegations_offered(&self, delegate: UserId, limit: u32) -> Result<Vec<Delegation>, StoreError> {
        let binds = [Bind::Id(delegate.as_uuid()), Bind::Number(limit.into())];
        self.single().all(single::DELEGATIONS_OFFERED, &binds).await
    }

    async fn delegations_between(
        &self,
        owner: UserId,
        delegate: UserId,
    ) -> Result<Vec<Delegation>, StoreError> {
        let binds = [Bind::Id(owner.as_uuid()), Bind::Id(delegate.as_uuid())];
        self.single().all(single::DELEGATIONS_BETWEEN, &binds).await
    }

    async fn due_delegations(&self, now: Timestamp, limit: u32) -> Result<Vec<Delegation>, StoreError> {
        let binds = [Bind::Time(now), Bind::Number(limit.into())];
        self.single().all(single::DUE_DELEGATIONS, &binds).await
    }

    async fn data_keys(&self) -> Result<Vec<DataKey>, StoreError> {
        self.single().all(single::DATA_KEYS, &[]).await
    }

    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        let mut total = Swept::default();
        let mut left = Some(Step::first(now));
        while let Some(step) = left {
            let Done::Sweep(swept, then) = self.submit(Work::Sweep(step)).await? else {
                return Err(StoreError::Corrupt("a sweep was answered as a unit".to_owned()));
            };
            total = total + swept;
            left = then;
        }
        let asked = sqlx::query(statement::SWEEP).bind(now.as_millis());
        in_time(asked.execute(&self.pools.reading))
            .await
            .map_err(|error| single::store_error(&error))?;
        Ok(total)
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.submit(Work::Beat).await.map(|_| ())
    }

    async fn broken(&self) {
        self.tasks.broken().await;
    }

    async fn close(&self) {
        self.tasks.close().await;
        self.pools.close().await;
    }
}

#[cfg(test)]
mod tests;
