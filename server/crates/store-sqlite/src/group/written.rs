//! All that a group writes: one set per table, sent in one go.

use std::collections::{HashMap, hash_map::Entry};

use countersign_core::port::{Row, RowKey, UnitOfWork};
use countersign_proto::ids::UserId;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::{
    set::{Element, Set, row},
    table::{
        allowance, audit, audit_head, audit_tile, authenticator, certificate, certificate_authority,
        certificate_request, challenge, client, data_key, delegation, device, device_refresh, enrollment,
        hex, hex_id, job, login, mailed_link, name_claim, operator, policy, remembered, session, standing,
        terms_acceptance, user,
    },
};

/// The sets, in the order of their binds.
#[derive(Default)]
pub(super) struct Written {
    sets: [Set; SETS],
    /// Where in its set each row stands.
    places: HashMap<RowKey, usize>,
}

const SETS: usize = 31;

// Where each set is bound, counted from 1 as SQL does.
const REMOVED_USER: usize = 1;
const REMOVED_CLIENT: usize = 2;
const USER: usize = 3;
const CLIENT: usize = 4;
const DEVICE: usize = 5;
const AUTHENTICATOR: usize = 6;
const ENROLLMENT: usize = 7;
const LOGIN: usize = 8;
const CHALLENGE: usize = 9;
const STANDING: usize = 10;
const SESSION: usize = 11;
const REMEMBERED: usize = 12;
const DATA_KEY: usize = 13;
const JOB: usize = 14;
const USED: usize = 15;
const FINISHED_JOB: usize = 16;
const AUDIT: usize = 17;
const FORGIVEN_USER: usize = 18;
const DEVICE_REFRESH: usize = 19;
const AUDIT_HEAD: usize = 20;
const AUDIT_TILE: usize = 21;
const MAILED_LINK: usize = 22;
const ALLOWANCE: usize = 23;
const NAME_CLAIM: usize = 24;
const TERMS_ACCEPTANCE: usize = 25;
const CERTIFICATE_REQUEST: usize = 26;
const CERTIFICATE: usize = 27;
const CERTIFICATE_AUTHORITY: usize = 28;
const POLICY: usize = 29;
const OPERATOR: usize = 30;
const DELEGATION: usize = 31;

/// Each statement with the set that it is about. Parents come before their children, and what leaves comes last.
const STATEMENTS: [(usize, &str); SETS + 1] = [
    (USER, user::UPSERT),
    (CLIENT, client::UPSERT),
    (DEVICE, device::UPSERT),
    (AUTHENTICATOR, authenticator::UPSERT),
    (ENROLLMENT, enrollment::UPSERT),
    (LOGIN, login::UPSERT),
    (CHALLENGE, challenge::UPSERT),
    (STANDING, standing::UPSERT),
    (SESSION, session::UPSERT),
    (REMEMBERED, remembered::UPSERT),
    (DEVICE_REFRESH, device_refresh::UPSERT),
    (DATA_KEY, data_key::UPSERT),
    (MAILED_LINK, mailed_link::UPSERT),
    (ALLOWANCE, allowance::UPSERT),
    (NAME_CLAIM, name_claim::UPSERT),
    (TERMS_ACCEPTANCE, terms_acceptance::UPSERT),
    (CERTIFICATE_AUTHORITY, certificate_authority::UPSERT),
    (CERTIFICATE_REQUEST, certificate_request::UPSERT),
    (CERTIFICATE, certificate::UPSERT),
    (POLICY, policy::UPSERT),
    (OPERATOR, operator::UPSERT),
    (DELEGATION, delegation::UPSERT),
    (JOB, job::INSERT),
    (USED, authenticator::USED),
    (FINISHED_JOB, job::DELETE),
    (FORGIVEN_USER, standing::FORGIVE),
    (AUDIT, audit::INSERT),
    (REMOVED_USER, login::REMOVE_PENDING),
    (AUDIT_HEAD, audit_head::UPSERT),
    (AUDIT_TILE, audit_tile::UPSERT),
    (
        REMOVED_USER,
        "DELETE FROM user WHERE id IN (SELECT unhex(value) FROM jsonb_each($1))",
    ),
    (
        REMOVED_CLIENT,
        "DELETE FROM client WHERE id IN (SELECT unhex(value) FROM jsonb_each($2))",
    ),
];

/// What logins write stands in every text, so that the connection has few texts to remember: what is prepared once is used again.
const OF_LOGINS: [usize; 7] = [LOGIN, CHALLENGE, STANDING, JOB, USED, FINISHED_JOB, AUDIT];

impl Written {
    /// Adds what an accepted unit writes. A later state of a row takes the place of an earlier one.
    pub(super) fn add(&mut self, unit: &UnitOfWork) {
        for row in &unit.rows {
            let (set, element) = match &**row {
                Row::User(row) => (USER, user::encode(row)),
                Row::Client(row) => (CLIENT, client::encode(row)),
                Row::Authenticator(row) => (AUTHENTICATOR, authenticator::encode(row)),
                Row::Device(row) => (DEVICE, device::encode(row)),
                Row::Enrollment(row) => (ENROLLMENT, enrollment::encode(row)),
                Row::Login(row) => (LOGIN, login::encode(row)),
                Row::Challenge(row) => (CHALLENGE, challenge::encode(row)),
                Row::Standing(row) => (STANDING, standing::encode(row)),
                Row::Session(row) => (SESSION, session::encode(row)),
                Row::Remembered(row) => (REMEMBERED, remembered::encode(row)),
                Row::DeviceRefresh(row) => (DEVICE_REFRESH, device_refresh::encode(row)),
                Row::DataKey(row) => (DATA_KEY, data_key::encode(row)),
                Row::AuditHead(row) => (AUDIT_HEAD, audit_head::encode(row)),
                Row::MailedLink(row) => (MAILED_LINK, mailed_link::encode(row)),
                Row::Allowance(row) => (ALLOWANCE, allowance::encode(row)),
                Row::NameClaim(row) => (NAME_CLAIM, name_claim::encode(row)),
                Row::TermsAcceptance(row) => (TERMS_ACCEPTANCE, terms_acceptance::encode(row)),
                Row::CertificateRequest(row) => (CERTIFICATE_REQUEST, certificate_request::encode(row)),
                Row::Certificate(row) => (CERTIFICATE, certificate::encode(row)),
                Row::CertificateAuthority(row) => (CERTIFICATE_AUTHORITY, certificate_authority::encode(row)),
                Row::Policy(row) => (POLICY, policy::encode(row)),
                Row::Operator(row) => (OPERATOR, operator::encode(row)),
                Row::Delegation(row) => (DELEGATION, delegation::encode(row)),
            };
            self.put(row.key(), set, element);
        }
        let ids = |users: &[UserId]| {
            users
                .iter()
                .map(|id| Element::of(hex_id(id.as_uuid())))
                .collect::<Vec<_>>()
        };
        self.set(REMOVED_USER).extend(ids(&unit.removed_users));
        self.set(FORGIVEN_USER).extend(ids(&unit.forgiven_users));
        self.set(FORGIVEN_USER).extend(ids(&unit.removed_users));
        self.set(REMOVED_CLIENT).extend(
            unit.removed_clients
                .iter()
                .map(|id| Element::of(hex(id.as_str().as_bytes()))),
        );
        self.set(USED).extend(unit.used.iter().map(|one| {
            row![
                hex_id(one.authenticator.as_uuid()),
                one.at.as_millis(),
                one.network
            ]
        }));
        self.set(JOB).extend(unit.jobs.iter().map(job::encode));
        self.set(FINISHED_JOB).extend(
            unit.finished_jobs
                .iter()
                .map(|id| Element::of(hex_id(id.as_uuid()))),
        );
        self.set(AUDIT).extend(unit.audit.iter().map(audit::encode));
        self.set(AUDIT_TILE)
            .extend(unit.audit_tiles.iter().map(audit_tile::encode));
    }

    fn set(&mut self, place: usize) -> &mut Set {
        &mut self.sets[place - 1]
    }

    fn put(&mut self, key: RowKey, set: usize, row: Element) {
        let rows = &mut self.sets[set - 1];
        match self.places.entry(key) {
            Entry::Occupied(place) => rows.replace(*place.get(), row),
            Entry::Vacant(place) => {
                place.insert(rows.push(row));
            }
        }
    }

    /// Sends everything, if there is anything. Statements about empty sets stay out, but for those of logins.
    pub(super) async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.sets.iter().all(Set::is_empty) {
            return Ok(());
        }
        let needed = STATEMENTS
            .iter()
            .filter(|(set, _)| OF_LOGINS.contains(set) || !self.sets[set - 1].is_empty());
        let needed: Vec<&str> = needed.map(|(_, statement)| *statement).collect();
        let mut query = sqlx::query(AssertSqlSafe(needed.join("; ")));
        for set in self.sets {
            query = query.bind(set.into_jsonb());
        }
        query.execute(connection).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_is_about_the_set_that_it_stands_with() {
        for (set, statement) in STATEMENTS {
            let (_, bound) = statement.split_once('$').unwrap();
            for bound in bound.split('$') {
                let digits: String = bound.chars().take_while(char::is_ascii_digit).collect();
                assert_eq!(digits, set.to_string(), "{statement}");
            }
        }
        for set in 1..=SETS {
            assert!(STATEMENTS.iter().any(|(stands, _)| *stands == set), "{set}");
        }
    }
}
