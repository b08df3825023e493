//! All that a group writes: one set per table and kind of change, sent in one go.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use countersign_core::port::{Row, RowKey, Table, UnitOfWork};
use countersign_proto::ids::UserId;
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    set::{Element, Set, row},
    table::{
        Writes, allowance, audit, audit_head, audit_tile, authenticator, certificate, certificate_authority,
        certificate_request, challenge, client, data_key, delegation, device, device_refresh, enrollment,
        job, login, mailed_link, name_claim, operator, policy, remembered, session, standing,
        terms_acceptance, user,
    },
};

/// What a group writes, part by part.
#[derive(Default)]
pub(super) struct Written {
    sets: BTreeMap<Part, Set>,
    /// Where in which set each row stands.
    places: HashMap<RowKey, (Part, usize)>,
}

/// A part of the statement, about one set. They are written in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Update(Table),
    Insert(Table),
    Job,
    FinishedJob,
    Audit,
    AuditTile,
    Used,
    ForgivenUser,
    LoginOfRemovedUser,
    RemovedUser,
    RemovedClient,
}

/// From here on a part may touch a row of one before it, which PostgreSQL refuses within one statement.
const AFTERWARDS: Part = Part::Used;

impl Written {
    /// Adds what an accepted unit writes. A later state of a row takes the place of an earlier one.
    pub(super) fn add(&mut self, unit: &UnitOfWork) {
        for row in &unit.rows {
            let element = match &**row {
                Row::User(row) => user::encode(row),
                Row::Client(row) => client::encode(row),
                Row::Device(row) => device::encode(row),
                Row::Authenticator(row) => authenticator::encode(row),
                Row::Enrollment(row) => enrollment::encode(row),
                Row::Login(row) => login::encode(row),
                Row::Challenge(row) => challenge::encode(row),
                Row::Standing(row) => standing::encode(row),
                Row::Session(row) => session::encode(row),
                Row::Remembered(row) => remembered::encode(row),
                Row::DeviceRefresh(row) => device_refresh::encode(row),
                Row::DataKey(row) => data_key::encode(row),
                Row::AuditHead(row) => audit_head::encode(row),
                Row::MailedLink(row) => mailed_link::encode(row),
                Row::Allowance(row) => allowance::encode(row),
                Row::NameClaim(row) => name_claim::encode(row),
                Row::TermsAcceptance(row) => terms_acceptance::encode(row),
                Row::CertificateRequest(row) => certificate_request::encode(row),
                Row::Certificate(row) => certificate::encode(row),
                Row::CertificateAuthority(row) => certificate_authority::encode(row),
                Row::Policy(row) => policy::encode(row),
                Row::Operator(row) => operator::encode(row),
                Row::Delegation(row) => delegation::encode(row),
            };
            let key = row.key();
            let part = match row.version().before() {
                0 => Part::Insert(key.table),
                _ => Part::Update(key.table),
            };
            self.put(key, part, element);
        }
        let ids = |users: &[UserId]| users.iter().map(|id| row![id.as_uuid()]).collect::<Vec<_>>();
        self.extend(Part::LoginOfRemovedUser, ids(&unit.removed_users));
        self.extend(Part::RemovedUser, ids(&unit.removed_users));
        self.extend(Part::ForgivenUser, ids(&unit.removed_users));
        self.extend(Part::ForgivenUser, ids(&unit.forgiven_users));
        self.extend(
            Part::RemovedClient,
            unit.removed_clients.iter().map(|id| row![id.as_str()]),
        );
        self.extend(
            Part::Used,
            unit.used
                .iter()
                .map(|one| row![one.authenticator.as_uuid(), one.at.as_millis(), one.network]),
        );
        self.extend(Part::Job, unit.jobs.iter().map(job::encode));
        self.extend(
            Part::FinishedJob,
            unit.finished_jobs.iter().map(|id| row![id.as_uuid()]),
        );
        self.extend(Part::Audit, unit.audit.iter().map(audit::encode));
        self.extend(Part::AuditTile, unit.audit_tiles.iter().map(audit_tile::encode));
    }

    fn extend(&mut self, part: Part, elements: impl IntoIterator<Item = Element>) {
        let mut elements = elements.into_iter().peekable();
        if elements.peek().is_some() {
            self.sets.entry(part).or_default().extend(elements);
        }
    }

    fn put(&mut self, key: RowKey, part: Part, element: Element) {
        match self.places.entry(key) {
            Entry::Occupied(place) => {
                let (part, at) = *place.get();
                self.sets.entry(part).or_default().replace(at, element);
            }
            Entry::Vacant(place) => {
                place.insert((part, self.sets.entry(part).or_default().push(element)));
            }
        }
    }

    /// Sends everything, if there is anything: nearly always as one statement.
    pub(super) async fn write(mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let mut afterwards = self.sets.split_off(&AFTERWARDS);
        let changes_authenticators = [Part::Update, Part::Insert]
            .iter()
            .any(|part| self.sets.contains_key(&part(Table::Authenticator)));
        if !changes_authenticators && let Some(used) = afterwards.remove(&Part::Used) {
            self.sets.insert(Part::Used, used);
        }
        send(connection, self.sets).await?;
        for (part, set) in afterwards {
            send(connection, BTreeMap::from([(part, set)])).await?;
        }
        Ok(())
    }
}

async fn send(connection: &mut PgConnection, sets: BTreeMap<Part, Set>) -> Result<(), sqlx::Error> {
    if sets.is_empty() {
        return Ok(());
    }
    let place = |part| sets.keys().position(|other| *other == part);
    let parts = sets.keys().enumerate().map(|(at, part)| {
        let set = format!("${}::jsonb", at + 1);
        let mut sql = part.statement().replace("$SET", &set);
        if let Part::Insert(table @ (Table::Login | Table::Certificate)) = *part
            && let Some(updated) = place(Part::Update(table))
        {
            // A slot is free before its next holder takes it: counting what was updated waits for it.
            sql.push_str(&format!(
                " CROSS JOIN (SELECT count(*) FROM written{updated}) AS ended"
            ));
        }
        let written = format!("written{at} AS ({sql} RETURNING 1)");
        if *part == Part::Audit {
            let numbers = audit::NUMBER.replace("$SET", &set);
            format!("numbered AS ({numbers}), {written}")
        } else {
            written
        }
    });
    let sql = format!("WITH {} SELECT 1", parts.collect::<Vec<_>>().join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for set in sets.into_values() {
        query = query.bind(set.into_json());
    }
    query.execute(connection).await.map(|_| ())
}

impl Part {
    /// Its SQL, with `$SET` where its set is bound.
    const fn statement(self) -> &'static str {
        match self {
            Self::Update(table) => writes(table).update,
            Self::Insert(table) => writes(table).insert,
            Self::Job => job::INSERT,
            Self::FinishedJob => job::DELETE,
            Self::Audit => audit::INSERT,
            Self::AuditTile => audit_tile::UPSERT,
            Self::Used => authenticator::USED,
            Self::ForgivenUser => standing::FORGIVE,
            Self::LoginOfRemovedUser => login::REMOVE_PENDING,
            Self::RemovedUser => {
                "DELETE FROM \"user\" WHERE id IN (SELECT (r->>0)::uuid FROM jsonb_array_elements($SET) AS r)"
            }
            Self::RemovedClient => {
                "DELETE FROM client WHERE id IN (SELECT r->>0 FROM jsonb_array_elements($SET) AS r)"
            }
        }
    }
}

/// How a table with versions is written.
const fn writes(table: Table) -> Writes {
    match table {
        Table::User => user::WRITES,
        Table::Client => client::WRITES,
        Table::Authenticator => authenticator::WRITES,
        Table::Device => device::WRITES,
        Table::Enrollment => enrollment::WRITES,
        Table::Login => login::WRITES,
        Table::Challenge => challenge::WRITES,
        Table::Standing => standing::WRITES,
        Table::Session => session::WRITES,
        Table::Remembered => remembered::WRITES,
        Table::DeviceRefresh => device_refresh::WRITES,
        Table::DataKey => data_key::WRITES,
        Table::AuditHead => audit_head::WRITES,
        Table::MailedLink => mailed_link::WRITES,
        Table::Allowance => allowance::WRITES,
        Table::NameClaim => name_claim::WRITES,
        Table::TermsAcceptance => terms_acceptance::WRITES,
        Table::CertificateRequest => certificate_request::WRITES,
        Table::Certificate => certificate::WRITES,
        Table::CertificateAuthority => certificate_authority::WRITES,
        Table::Policy => policy::WRITES,
        Table::Operator => operator::WRITES,
        Table::Delegation => delegation::WRITES,
    }
}
