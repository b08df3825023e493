//! The port, on SQLite.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use countersign_batch::{Fetch, GroupError, Loader, Writer};
use countersign_core::{
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
use countersign_proto::ids::{
    AuthenticatorId, CertificateAuthorityId, ChallengeId, DelegationId, DeviceId, EnrollmentId, JobId,
    LoginId, UserId,
};
use countersign_sqlite_batch::{Database, Options, SqliteWriter};

use crate::{
    agenda::Agenda,
    group::{Done, Group, Work},
    known::Known,
    read::{Clients, Logins, Parties, Questions},
    single::{self, Bind, Single},
    statements::Statements,
    sweep::Step,
};

/// Questions of one kind that are with the database at once. One makes the largest groups, which measured fastest.
const PARALLEL: usize = 1;
/// Rows that are kept in memory before older ones are forgotten: those of some thousand logins under way.
const YOUNG: usize = 32_768;

/// The embedded store.
pub struct SqliteStore {
    database: Database,
    writer: Writer<SqliteWriter<Group>>,
    known: Arc<Known>,
    clients: Loader<Clients>,
    logins: Loader<Logins>,
    parties: Loader<Parties>,
    questions: Loader<Questions>,
    agenda: Arc<Agenda>,
    statements: Statements,
}

impl SqliteStore {
    /// Opens the database at `path`, makes it if it is missing, and brings its tables up to date. Only one process
    /// may have it open for writing: whoever opens it holds the lock of its directory.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] with what SQLite says.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_knowing(path, YOUNG).await
    }

    async fn open_knowing(path: &Path, young: usize) -> Result<Self, StoreError> {
        let migrations = sqlx::migrate!();
        let database = Database::open(path, &migrations, Options::default())
            .await
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let known = Arc::new(Known::new(young));
        let jobs = Single(database.readers()).all(single::JOBS, &[]).await?;
        let agenda = Arc::new(Agenda::new(jobs));
        let readers = || database.readers().clone();
        let durability = database.durability();
        #[expect(clippy::cast_precision_loss, reason = "it is 0 to 3")]
        metrics::gauge!("countersign_store_synchronous").set(durability.synchronous as f64);
        Ok(Self {
            writer: database
                .writer(Group::new(Arc::clone(&known), Arc::clone(&agenda)))
                .await,
            known,
            clients: database.loader(Clients(readers()), PARALLEL),
            logins: database.loader(Logins(readers()), PARALLEL),
            parties: database.loader(Parties(readers()), PARALLEL),
            questions: database.loader(Questions(readers()), PARALLEL),
            agenda,
            statements: Statements::default(),
            database,
        })
    }

    fn single(&self) -> Single<'_> {
        Single(self.database.readers())
    }

    /// Reads jobs that deliver challenges, and drops those that are gone with them.
    async fn jobs_from_database(&self, ids: &[JobId]) -> Result<Vec<LeasedJob>, StoreError> {
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

fn group_error(error: GroupError<sqlx::Error>) -> StoreError {
    match error {
        GroupError::Closed => StoreError::Unavailable(error.to_string()),
        GroupError::Database(error) => single::store_error(&error),
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, unit: UnitOfWork) -> Result<Commit, StoreError> {
        match self.submit(Work::Unit(Box::new(unit))).await? {
            Done::Unit(commit) => Ok(commit),
            other => Err(StoreError::Corrupt(format!("a unit was answered by {other:?}"))),
        }
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        match self.known.client(id) {
            Some(client) => Ok(Some(client)),
            None => load(&self.clients, id.clone()).await,
        }
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

    async fn use_statement(&self, device: DeviceId, jti: &str, _: Timestamp) -> Result<bool, StoreError> {
        Ok(self.statements.is_new(device, jti))
    }

    async fn login(&self, id: LoginId) -> Result<Option<LoginRead>, StoreError> {
        match self.known.login(id) {
            Some(read) => Ok(Some(read)),
            None => load(&self.logins, id).await,
        }
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
        match self.known.question(challenge) {
            Some(question) => Ok(Some(question)),
            None => load(&self.questions, challenge).await,
        }
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
        let taken = self.agenda.take(now, until, limit);
        let (mut leased, mut unknown) = (Vec::with_capacity(taken.len()), Vec::new());
        for job in &taken {
            match self.known.leased(job) {
                Some(known) => leased.push(known),
                None => unknown.push(job.id),
            }
        }
        if unknown.is_empty() {
            return Ok(leased);
        }
        match self.jobs_from_database(&unknown).await {
            Ok(read) => {
                leased.extend(read);
                Ok(leased)
            }
            Err(error) => {
                self.agenda.give_back(&taken);
                Err(error)
            }
        }
    }

    async fn postpone_job(&self, job: JobId, until: Timestamp) -> Result<(), StoreError> {
        self.agenda.postpone(job, until);
        Ok(())
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
        self.submit(Work::Erase(erased)).await.map(|_| ())
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
        Ok(total)
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.submit(Work::Beat).await.map(|_| ())
    }

    async fn broken(&self) {
        self.database.broken().await;
    }

    async fn close(&self) {
        self.database.close().await;
    }
}

#[cfg(test)]
mod tests;
