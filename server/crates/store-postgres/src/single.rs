//! What is read now and then, one question at a time.

use countersign_core::{
    audit_log::{AuditTile, KeptHead},
    model::{
        Acceptance, Allowance, AuditEntry, AuditRecord, Certificate, CertificateAuthority,
        CertificateRequest, Challenge, Client, Delegation, Device, DeviceRefresh, Enrollment, Login,
        MailedLink, NameClaim, Operator, Policy, Remembered, Session, Standing, Timestamp, User,
    },
    port::{DataKey, Holding, LeasedJob, ListedCertificate, OpenQuestion, StoreError},
};
use countersign_postgres::in_time;
use countersign_proto::ids::{DeviceId, JobId};
use sqlx::{PgPool, postgres::PgArguments, query::Query};
use uuid::Uuid;

use crate::{
    read::{JOB_SELECT, OPEN_SELECT, Questions, decode_question},
    table::{
        Columns, Decoded, allowance, audit, audit_head, audit_tile, authenticator, certificate,
        certificate_authority, certificate_request, challenge, client, data_key, delegation, device,
        device_refresh, enrollment, job, login, mailed_link, name_claim, operator, policy, remembered,
        session, standing, terms_acceptance, user,
    },
};

/// A question and how its rows are read.
#[derive(Clone, Copy)]
pub(crate) struct Select<T> {
    sql: &'static str,
    decode: fn(Columns<'_>) -> Decoded<T>,
}

macro_rules! select {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $columns:expr, $rest:literal, $decode:expr;)+) => {$(
        $(#[$doc])*
        pub(crate) const $name: Select<$type> = Select {
            sql: const_format::concatcp!("SELECT ", $columns, " FROM ", $rest),
            decode: $decode,
        };
    )+

        /// Every question of this file, for a look at how the database would answer it.
        #[cfg(test)]
        pub(crate) const ALL: &[&str] = &[$($name.sql),+];
    };
}

/// An authenticator and its device.
const HOLDING_COLUMNS: &str = const_format::concatcp!(authenticator::COLUMNS, ", ", device::COLUMNS);

/// A certificate with the states of its authenticator and its account.
const LISTED_COLUMNS: &str =
    const_format::concatcp!(certificate::COLUMNS, ", authenticator.state, owner.state");

fn decode_holding(columns: Columns<'_>) -> Decoded<Holding> {
    authenticator::decode_holding(columns, columns.skip(authenticator::WIDTH))
}

select! {
    CLIENTS: Client = client::COLUMNS, "client ORDER BY id", client::decode;
    USER: User = user::COLUMNS, "\"user\" WHERE id = $1", user::decode;
    USER_BY_NAME: User = user::COLUMNS, "\"user\" WHERE name = $1", user::decode;
    USERS_BY_EMAIL: User = user::COLUMNS, "\"user\" WHERE lower(email COLLATE \"C\") = $1 ORDER BY name LIMIT $2", user::decode;
    USER_BY_NUMBER: User = user::COLUMNS, "\"user\" WHERE number = $1", user::decode;
    OPERATOR: Operator = operator::COLUMNS, "operator WHERE user_id = $1", operator::decode;
    OPERATORS: Operator = operator::COLUMNS, "operator ORDER BY user_id", operator::decode;
    POLICY: Policy = policy::COLUMNS, "policy WHERE resource = $1", policy::decode;
    POLICIES: Policy = policy::COLUMNS, "policy ORDER BY resource", policy::decode;
    NAME_CLAIM: NameClaim = name_claim::COLUMNS, "name_claim WHERE skeleton = $1", name_claim::decode;
    USERS: User = user::COLUMNS, "\"user\" WHERE name > $1 ORDER BY name LIMIT $2", user::decode;
    HOLDINGS: Holding = HOLDING_COLUMNS,
        "authenticator LEFT JOIN device ON device.id = authenticator.device_id \
         WHERE authenticator.user_id = $1 AND authenticator.state <> 'deleted' \
         ORDER BY authenticator.created_at, authenticator.id", decode_holding;
    HOLDING: Holding = HOLDING_COLUMNS,
        "authenticator LEFT JOIN device ON device.id = authenticator.device_id WHERE authenticator.id = $1",
        decode_holding;
    DEVICE: Device = device::COLUMNS, "device WHERE id = $1", device::decode;
    DEVICE_BY_KEY_NAME: Device = device::COLUMNS, "device WHERE key_name = $1", device::decode;
    PENDING_LOGINS: Login = login::COLUMNS, "login WHERE user_id = $1 AND state = 'pending'", login::decode;
    PENDING_LOGINS_OF_CLIENT: Login = login::COLUMNS, "login WHERE state = 'pending' AND client_id = $1", login::decode;
    APPROVED_LOGINS: Login = login::COLUMNS,
        "login WHERE user_id = $1 AND state = 'approved' AND request->>'told' = 'true' AND created_at > $2 \
         AND facts->>'logged_out_at' IS NULL \
         ORDER BY created_at DESC, id LIMIT $3", login::decode;
    OVERDUE_LOGINS: Login = login::COLUMNS,
        "login WHERE state = 'pending' AND expires_at <= $1 ORDER BY expires_at LIMIT $2", login::decode;
    CHALLENGES: Challenge = challenge::COLUMNS, "challenge WHERE login_id = $1 ORDER BY id", challenge::decode;
    ENROLLMENT: Enrollment = enrollment::COLUMNS, "enrollment WHERE id = $1", enrollment::decode;
    ENROLLMENT_BY_APPROVAL: Enrollment = enrollment::COLUMNS, "enrollment WHERE approved_login = $1", enrollment::decode;
    ENROLLMENT_BY_LINK: Enrollment = enrollment::COLUMNS, "enrollment WHERE link = $1", enrollment::decode;
    OVERDUE_ENROLLMENTS: Enrollment = enrollment::COLUMNS,
        "enrollment WHERE state IN ('pending', 'proving') AND expires_at <= $1 ORDER BY expires_at LIMIT $2", enrollment::decode;
    STANDING: Standing = standing::COLUMNS, "standing WHERE key = $1", standing::decode;
    SESSION: Session = session::COLUMNS, "session WHERE token = $1", session::decode;
    SESSIONS: Session = session::COLUMNS, "session WHERE user_id = $1 ORDER BY created_at", session::decode;
    DEVICE_REFRESH: DeviceRefresh = device_refresh::COLUMNS, "device_refresh WHERE request = $1", device_refresh::decode;
    MAILED_LINK: MailedLink = mailed_link::COLUMNS, "mailed_link WHERE token = $1", mailed_link::decode;
    ALLOWANCE: Allowance = allowance::COLUMNS, "allowance WHERE key = $1", allowance::decode;
    TERMS_ACCEPTANCE: Acceptance = terms_acceptance::COLUMNS, "terms_acceptance WHERE key = $1", terms_acceptance::decode;
    TERMS_ACCEPTANCES: Acceptance = terms_acceptance::COLUMNS,
        "terms_acceptance WHERE user_id = $1 ORDER BY at, terms", terms_acceptance::decode;
    REMEMBERED: Remembered = remembered::COLUMNS, "remembered WHERE key = $1", remembered::decode;
    AUDIT: AuditEntry = audit::COLUMNS, "audit WHERE seq > $1 ORDER BY seq LIMIT $2", audit::decode_entry;
    AUDIT_TAIL: AuditRecord = audit::COLUMNS, "audit ORDER BY seq DESC LIMIT $1", audit::decode;
    AUDIT_HEADS: KeptHead = audit_head::COLUMNS, "audit_head ORDER BY day", audit_head::decode;
    AUDIT_TILES: AuditTile = audit_tile::COLUMNS,
        "audit_tile WHERE number BETWEEN $1 AND $2 ORDER BY number LIMIT $3", audit_tile::decode;
    LATEST_CERTIFICATE_REQUEST: CertificateRequest = certificate_request::COLUMNS,
        "certificate_request WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1", certificate_request::decode;
    OPEN_CERTIFICATE_REQUESTS: CertificateRequest = certificate_request::COLUMNS,
        "certificate_request WHERE state = 'open' ORDER BY created_at LIMIT $1", certificate_request::decode;
    DUE_CERTIFICATE_REQUESTS: CertificateRequest = certificate_request::COLUMNS,
        "certificate_request WHERE state = 'open' AND due_at <= $1 ORDER BY due_at LIMIT $2", certificate_request::decode;
    CERTIFICATE: Certificate = certificate::COLUMNS, "certificate WHERE fingerprint = $1", certificate::decode;
    DUE_CERTIFICATES: Certificate = certificate::COLUMNS,
        "certificate WHERE state = 'active' AND due_at <= $1 ORDER BY due_at LIMIT $2", certificate::decode;
    UNUSABLE_CERTIFICATES: ListedCertificate = LISTED_COLUMNS,
        "certificate LEFT JOIN authenticator ON authenticator.id = certificate.authenticator_id \
         LEFT JOIN \"user\" AS owner ON owner.id = certificate.user_id \
         WHERE certificate.authority = $1 AND certificate.not_after > $2 \
         AND (certificate.state <> 'active' OR authenticator.id IS NULL OR authenticator.state <> 'active' \
              OR owner.id IS NULL OR owner.state <> 'active') \
         ORDER BY certificate.not_after", certificate::decode_listed;
    CERTIFICATE_AUTHORITIES: CertificateAuthority = certificate_authority::COLUMNS,
        "certificate_authority ORDER BY created_at, id", certificate_authority::decode;
    DELEGATION: Delegation = delegation::COLUMNS, "delegation WHERE id = $1", delegation::decode;
    DELEGATIONS_OF: Delegation = delegation::COLUMNS,
        "delegation WHERE owner_id = $1 ORDER BY state = 'ended', created_at DESC, id DESC LIMIT $2", delegation::decode;
    DELEGATIONS_HELD: Delegation = delegation::COLUMNS,
        "delegation WHERE delegate_id = $1 AND state = 'accepted' ORDER BY created_at DESC, id DESC LIMIT $2", delegation::decode;
    DELEGATIONS_OFFERED: Delegation = delegation::COLUMNS,
        "delegation WHERE delegate_id = $1 AND state = 'invited' ORDER BY created_at DESC, id DESC LIMIT $2", delegation::decode;
    DELEGATIONS_BETWEEN: Delegation = delegation::COLUMNS,
        "delegation WHERE owner_id = $1 AND delegate_id = $2 AND state = 'accepted' ORDER BY created_at", delegation::decode;
    DUE_DELEGATIONS: Delegation = delegation::COLUMNS,
        "delegation WHERE state <> 'ended' AND due_at <= $1 ORDER BY due_at LIMIT $2", delegation::decode;
    DATA_KEYS: DataKey = data_key::COLUMNS, "data_key ORDER BY id", data_key::decode;
}

/// A value inside a question.
#[derive(Clone, Copy)]
pub(crate) enum Bind<'a> {
    /// An id.
    Id(Uuid),
    /// A hash or key.
    Bytes(&'a [u8]),
    /// A name.
    Text(&'a str),
    /// A bound.
    Number(i64),
    /// A time.
    Time(Timestamp),
}

/// Asks single questions.
pub(crate) struct Single<'p>(pub(crate) &'p PgPool);

impl Single<'_> {
    /// The row that is found, if any.
    pub(crate) async fn one<T>(
        &self,
        select: Select<T>,
        binds: &[Bind<'_>],
    ) -> Result<Option<T>, StoreError> {
        let asked = bind(select.sql, binds);
        let row = in_time(asked.fetch_optional(self.0))
            .await
            .map_err(|error| store_error(&error))?;
        row.map(|row| (select.decode)(Columns::new(&row, 0))).transpose()
    }

    /// All rows that are found.
    pub(crate) async fn all<T>(&self, select: Select<T>, binds: &[Bind<'_>]) -> Result<Vec<T>, StoreError> {
        let asked = bind(select.sql, binds);
        let rows = in_time(asked.fetch_all(self.0))
            .await
            .map_err(|error| store_error(&error))?;
        rows.iter()
            .map(|row| (select.decode)(Columns::new(row, 0)))
            .collect()
    }

    /// The open questions to a device.
    pub(crate) async fn open_questions(&self, device: DeviceId) -> Result<Vec<OpenQuestion>, StoreError> {
        let asked = sqlx::query(OPEN_SELECT).bind(device.as_uuid());
        let rows = in_time(asked.fetch_all(self.0))
            .await
            .map_err(|error| store_error(&error))?;
        let open = rows.iter().map(|row| {
            Ok(OpenQuestion {
                question: decode_question(row)?,
                language: Columns::new(row, Questions::OPEN_LANGUAGE).get(0)?,
            })
        });
        open.collect()
    }

    /// These jobs with the challenges that they deliver.
    pub(crate) async fn jobs(&self, ids: &[JobId]) -> Result<Vec<LeasedJob>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(JobId::as_uuid).collect();
        let asked = sqlx::query(JOB_SELECT).bind(ids);
        let rows = in_time(asked.fetch_all(self.0))
            .await
            .map_err(|error| store_error(&error))?;
        let jobs = rows.iter().map(|row| {
            Ok(LeasedJob {
                job: job::decode(Columns::new(row, Questions::JOB))?,
                open: Some(OpenQuestion {
                    question: decode_question(row)?,
                    language: Columns::new(row, Questions::LANGUAGE).get(0)?,
                }),
            })
        });
        jobs.collect()
    }
}

fn bind<'q>(sql: &'static str, binds: &[Bind<'q>]) -> Query<'q, sqlx::Postgres, PgArguments> {
    binds.iter().fold(sqlx::query(sql), |query, bind| match *bind {
        Bind::Id(id) => query.bind(id),
        Bind::Bytes(bytes) => query.bind(bytes.to_vec()),
        Bind::Text(text) => query.bind(text.to_owned()),
        Bind::Number(number) => query.bind(number),
        Bind::Time(time) => query.bind(time.as_millis()),
    })
}

/// What went wrong, as callers of the port see it.
pub(crate) fn store_error(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Decode(inner) => StoreError::Corrupt(inner.to_string()),
        other => StoreError::Unavailable(other.to_string()),
    }
}
