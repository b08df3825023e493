//! All that a group writes: one set per table and kind of change, sent in one go.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use countersign_core::port::{Row, RowKey, UnitOfWork};
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

/// The sets, by their place in [`STATEMENTS`].
#[derive(Default)]
pub(super) struct Written {
    sets: BTreeMap<usize, Set>,
    /// Where in which set each row stands.
    places: HashMap<RowKey, (usize, usize)>,
}

/// The tables with versions, in the order in which they are written.
const TABLES: [Writes; 23] = [
    user::WRITES,
    client::WRITES,
    device::WRITES,
    authenticator::WRITES,
    enrollment::WRITES,
    login::WRITES,
    challenge::WRITES,
    standing::WRITES,
    session::WRITES,
    remembered::WRITES,
    device_refresh::WRITES,
    data_key::WRITES,
    audit_head::WRITES,
    mailed_link::WRITES,
    allowance::WRITES,
    name_claim::WRITES,
    terms_acceptance::WRITES,
    certificate_request::WRITES,
    certificate::WRITES,
    certificate_authority::WRITES,
    policy::WRITES,
    operator::WRITES,
    delegation::WRITES,
];

// Places of sets: updates of the tables above, inserts into them, and the rest.
const INSERT: usize = TABLES.len();
const JOB: usize = 2 * TABLES.len();
const FINISHED_JOB: usize = JOB + 1;
const AUDIT: usize = JOB + 2;
const AUDIT_TILE: usize = JOB + 3;
const USED: usize = JOB + 4;
const FORGIVEN_USER: usize = JOB + 5;
const LOGIN_OF_REMOVED_USER: usize = JOB + 6;
const REMOVED_USER: usize = JOB + 7;
const REMOVED_CLIENT: usize = JOB + 8;

const AUTHENTICATOR: usize = 3;
const LOGIN: usize = 5;
const CERTIFICATE: usize = 18;

/// Where a statement stands that may touch a row of one before it, which PostgreSQL refuses within one statement.
const AFTERWARDS: usize = USED;

impl Written {
    /// Adds what an accepted unit writes. A later state of a row takes the place of an earlier one.
    pub(super) fn add(&mut self, unit: &UnitOfWork) {
        for row in &unit.rows {
            let (table, element) = match &**row {
                Row::User(row) => (0, user::encode(row)),
                Row::Client(row) => (1, client::encode(row)),
                Row::Device(row) => (2, device::encode(row)),
                Row::Authenticator(row) => (AUTHENTICATOR, authenticator::encode(row)),
                Row::Enrollment(row) => (4, enrollment::encode(row)),
                Row::Login(row) => (LOGIN, login::encode(row)),
                Row::Challenge(row) => (6, challenge::encode(row)),
                Row::Standing(row) => (7, standing::encode(row)),
                Row::Session(row) => (8, session::encode(row)),
                Row::Remembered(row) => (9, remembered::encode(row)),
                Row::DeviceRefresh(row) => (10, device_refresh::encode(row)),
                Row::DataKey(row) => (11, data_key::encode(row)),
                Row::AuditHead(row) => (12, audit_head::encode(row)),
                Row::MailedLink(row) => (13, mailed_link::encode(row)),
                Row::Allowance(row) => (14, allowance::encode(row)),
                Row::NameClaim(row) => (15, name_claim::encode(row)),
                Row::TermsAcceptance(row) => (16, terms_acceptance::encode(row)),
                Row::CertificateRequest(row) => (17, certificate_request::encode(row)),
                Row::Certificate(row) => (CERTIFICATE, certificate::encode(row)),
                Row::CertificateAuthority(row) => (19, certificate_authority::encode(row)),
                Row::Policy(row) => (20, policy::encode(row)),
                Row::Operator(row) => (21, operator::encode(row)),
                Row::Delegation(row) => (22, delegation::encode(row)),
            };
            let is_new = row.version().before() == 0;
            self.put(row.key(), if is_new { INSERT + table } else { table }, element);
        }
        let ids = |users: &[UserId]| users.iter().map(|id| row![id.as_uuid()]).collect::<Vec<_>>();
        self.extend(LOGIN_OF_REMOVED_USER, ids(&unit.removed_users));
        self.extend(REMOVED_USER, ids(&unit.removed_users));
        self.extend(FORGIVEN_USER, ids(&unit.removed_users));
        self.extend(FORGIVEN_USER, ids(&unit.forgiven_users));
        self.extend(
            REMOVED_CLIENT,
            unit.removed_clients.iter().map(|id| row![id.as_str()]),
        );
        self.extend(
            USED,
            unit.used
                .iter()
                .map(|one| row![one.authenticator.as_uuid(), one.at.as_millis(), one.network]),
        );
        self.extend(JOB, unit.jobs.iter().map(job::encode));
        self.extend(
            FINISHED_JOB,
            unit.finished_jobs.iter().map(|id| row![id.as_uuid()]),
        );
        self.extend(AUDIT, unit.audit.iter().map(audit::encode));
        self.extend(AUDIT_TILE, unit.audit_tiles.iter().map(audit_tile::encode));
    }

    fn extend(&mut self, place: usize, elements: impl IntoIterator<Item = Element>) {
        let mut elements = elements.into_iter().peekable();
        if elements.peek().is_some() {
            self.sets.entry(place).or_default().extend(elements);
        }
    }

    fn put(&mut self, key: RowKey, set: usize, element: Element) {
        match self.places.entry(key) {
            Entry::Occupied(place) => {
                let (set, at) = *place.get();
                self.sets.entry(set).or_default().replace(at, element);
            }
            Entry::Vacant(place) => {
                place.insert((set, self.sets.entry(set).or_default().push(element)));
            }
        }
    }

    /// Sends everything, if there is anything: nearly always as one statement.
    pub(super) async fn write(mut self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let mut afterwards = self.sets.split_off(&AFTERWARDS);
        let changes_authenticators =
            self.sets.contains_key(&AUTHENTICATOR) || self.sets.contains_key(&(INSERT + AUTHENTICATOR));
        if !changes_authenticators && let Some(used) = afterwards.remove(&USED) {
            self.sets.insert(USED, used);
        }
        send(connection, self.sets).await?;
        for (place, set) in afterwards {
            send(connection, BTreeMap::from([(place, set)])).await?;
        }
        Ok(())
    }
}

async fn send(connection: &mut PgConnection, sets: BTreeMap<usize, Set>) -> Result<(), sqlx::Error> {
    if sets.is_empty() {
        return Ok(());
    }
    let both = |table| sets.contains_key(&table) && sets.contains_key(&(INSERT + table));
    let handed_on = [LOGIN, CERTIFICATE].into_iter().filter(|table| both(*table));
    let handed_on: Vec<usize> = handed_on.collect();
    let parts = sets.keys().enumerate().map(|(at, place)| {
        let set = format!("${}::jsonb", at + 1);
        let mut sql = statement(*place).replace("$SET", &set);
        if let Some(table) = handed_on.iter().find(|table| *place == INSERT + **table) {
            // A slot is free before its next holder takes it: counting what was updated waits for it.
            sql.push_str(&format!(
                " CROSS JOIN (SELECT count(*) FROM written{table}) AS ended"
            ));
        }
        let part = format!("written{place} AS ({sql} RETURNING 1)");
        if *place == AUDIT {
            let numbers = audit::NUMBER.replace("$SET", &set);
            format!("numbered AS ({numbers}), {part}")
        } else {
            part
        }
    });
    let sql = format!("WITH {} SELECT 1", parts.collect::<Vec<_>>().join(", "));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for set in sets.into_values() {
        query = query.bind(set.into_json());
    }
    query.execute(connection).await.map(|_| ())
}

fn statement(place: usize) -> &'static str {
    match place {
        JOB => job::INSERT,
        FINISHED_JOB => job::DELETE,
        AUDIT => audit::INSERT,
        AUDIT_TILE => audit_tile::UPSERT,
        USED => authenticator::USED,
        FORGIVEN_USER => standing::FORGIVE,
        LOGIN_OF_REMOVED_USER => login::REMOVE_PENDING,
        REMOVED_USER => {
            "DELETE FROM \"user\" WHERE id IN (SELECT (r->>0)::uuid FROM jsonb_array_elements($SET) AS r)"
        }
        REMOVED_CLIENT => {
            "DELETE FROM client WHERE id IN (SELECT r->>0 FROM jsonb_array_elements($SET) AS r)"
        }
        place if place < INSERT => TABLES[place].update,
        place => TABLES[place - INSERT].insert,
    }
}
