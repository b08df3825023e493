//! Asks what the database holds of the rows and unique keys that a group is about.

use countersign_core::port::{Held, RowKey, Table, UniqueKey, UnitOfWork};
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection, sqlite::SqliteRow};

use crate::{
    known::Known,
    set::{Element, Set},
    table::hex,
};

/// Every table with the name of its primary key; the position is the place of its set among the binds.
const TABLES: [(Table, &str, &str); 23] = [
    (Table::User, "user", "id"),
    (Table::Client, "client", "id"),
    (Table::Authenticator, "authenticator", "id"),
    (Table::Device, "device", "id"),
    (Table::Enrollment, "enrollment", "id"),
    (Table::Login, "login", "id"),
    (Table::Challenge, "challenge", "id"),
    (Table::Standing, "standing", "key"),
    (Table::Session, "session", "token"),
    (Table::Remembered, "remembered", "key"),
    (Table::DataKey, "data_key", "id"),
    (Table::DeviceRefresh, "device_refresh", "request"),
    (Table::AuditHead, "audit_head", "day"),
    (Table::MailedLink, "mailed_link", "token"),
    (Table::Allowance, "allowance", "key"),
    (Table::NameClaim, "name_claim", "skeleton"),
    (Table::TermsAcceptance, "terms_acceptance", "key"),
    (Table::CertificateRequest, "certificate_request", "id"),
    (Table::Certificate, "certificate", "fingerprint"),
    (Table::CertificateAuthority, "certificate_authority", "id"),
    (Table::Policy, "policy", "resource"),
    (Table::Operator, "operator", "user_id"),
    (Table::Delegation, "delegation", "id"),
];

/// Every unique key: its table among [`TABLES`], its column, and what else must hold.
const UNIQUE: [(usize, &str, &str); 7] = [
    (0, "name", ""),
    (3, "key_name", ""),
    (5, "slot", " AND state = 'pending' AND slot IS NOT NULL"),
    (4, "approved_login", ""),
    (8, "login_id", ""),
    (17, "user_id", " AND state = 'open'"),
    (18, "user_id", " AND state = 'active'"),
];

/// Finds out all that `units` depend on; what is not known, in one question.
pub(super) async fn read<'u>(
    connection: &mut SqliteConnection,
    known: &Known,
    units: impl Iterator<Item = &'u UnitOfWork>,
) -> Result<Held, sqlx::Error> {
    let mut held = Held::default();
    let mut keys: [Set; TABLES.len()] = Default::default();
    let mut unique: [Set; UNIQUE.len()] = Default::default();
    for unit in units {
        for row in unit.rows.iter().chain(&unit.guards) {
            let key = row.key();
            match known.version(&key) {
                Some(version) => {
                    held.found(key, version.get());
                }
                None => {
                    keys[position(key.table)].push(Element::of(hex(&key.key)));
                }
            }
        }
        for wanted in unit.rows.iter().filter_map(|row| row.unique_key()) {
            let (position, value) = searched(&wanted);
            unique[position].push(value);
        }
    }
    let sets: Vec<Set> = keys.into_iter().chain(unique).collect();
    let Some(question) = question(&sets) else {
        return Ok(held);
    };
    let mut query = sqlx::query(AssertSqlSafe(question));
    for set in sets {
        query = query.bind(set.into_jsonb());
    }
    for row in query.fetch_all(connection).await? {
        take(&mut held, &row)?;
    }
    Ok(held)
}

fn take(held: &mut Held, row: &SqliteRow) -> Result<(), sqlx::Error> {
    let source: i64 = row.try_get_unchecked(0)?;
    let source = usize::try_from(source).unwrap_or(usize::MAX);
    let key: &[u8] = row.try_get_unchecked(1)?;
    if let Some((table, ..)) = TABLES.get(source) {
        held.found(RowKey::new(*table, key), row.try_get_unchecked(2)?);
    } else if let Some((table, ..)) = UNIQUE.get(source - TABLES.len()) {
        let value: Vec<u8> = row.try_get_unchecked(3)?;
        if let Some(unique) = found(source - TABLES.len(), value) {
            held.found_holder(RowKey::new(TABLES[*table].0, key), unique);
        }
    }
    Ok(())
}

/// What logins ask about stands in every question, so that the connection has few of them to remember.
const OF_LOGINS: [usize; 4] = [
    position(Table::Login),
    position(Table::Challenge),
    position(Table::Standing),
    // The slot of a pending login.
    TABLES.len() + 2,
];

/// The one question about the sets that are not empty: for a table the versions of the asked rows, for a unique key its holder. Joins
/// look each element up as it comes; `IN` would first make a table and a filter of every set.
fn question(sets: &[Set]) -> Option<String> {
    if sets.iter().all(Set::is_empty) {
        return None;
    }
    let asked = sets.iter().enumerate();
    let asked = asked.filter(|(source, set)| OF_LOGINS.contains(source) || !set.is_empty());
    let parts: Vec<String> = asked.map(|(source, _)| part(source)).collect();
    Some(parts.join(" UNION ALL "))
}

/// What is asked about the set of this position.
fn part(source: usize) -> String {
    let set = source + 1;
    if let Some((_, table, key)) = TABLES.get(source) {
        return format!(
            "SELECT {source}, {table}.{key}, {table}.version, NULL FROM jsonb_each(${set}) AS asked \
             CROSS JOIN {table} ON {table}.{key} = unhex(asked.value)"
        );
    }
    let at = source - TABLES.len();
    let (table, column, also) = UNIQUE[at];
    let (_, table, key) = TABLES[table];
    let value = if is_text(at) {
        "asked.value"
    } else {
        "unhex(asked.value)"
    };
    format!(
        "SELECT {source}, {table}.{key}, 0, CAST({table}.{column} AS BLOB) FROM jsonb_each(${set}) AS asked \
         CROSS JOIN {table} ON {table}.{column} = {value}{also}"
    )
}

const fn position(table: Table) -> usize {
    match table {
        Table::User => 0,
        Table::Client => 1,
        Table::Authenticator => 2,
        Table::Device => 3,
        Table::Enrollment => 4,
        Table::Login => 5,
        Table::Challenge => 6,
        Table::Standing => 7,
        Table::Session => 8,
        Table::Remembered => 9,
        Table::DataKey => 10,
        Table::DeviceRefresh => 11,
        Table::AuditHead => 12,
        Table::MailedLink => 13,
        Table::Allowance => 14,
        Table::NameClaim => 15,
        Table::TermsAcceptance => 16,
        Table::CertificateRequest => 17,
        Table::Certificate => 18,
        Table::CertificateAuthority => 19,
        Table::Policy => 20,
        Table::Operator => 21,
        Table::Delegation => 22,
    }
}

/// Whether the unique key at this position is text; the others are blobs.
const fn is_text(position: usize) -> bool {
    position < 2
}

fn searched(key: &UniqueKey) -> (usize, Element) {
    match key {
        UniqueKey::UserName(name) => (0, Element::of(name)),
        UniqueKey::KeyName(name) => (1, Element::of(name)),
        UniqueKey::PendingLogin(slot) => (2, Element::of(hex(&slot.to_bytes()))),
        UniqueKey::ApprovedLogin(login) => (3, Element::of(hex(login))),
        UniqueKey::SessionLogin(login) => (4, Element::of(hex(login))),
        UniqueKey::RequestingUser(user) => (5, Element::of(hex(user))),
        UniqueKey::CertifiedUser(user) => (6, Element::of(hex(user))),
    }
}

fn found(position: usize, value: Vec<u8>) -> Option<UniqueKey> {
    if is_text(position) {
        let text = String::from_utf8(value).ok()?;
        return Some(if position == 0 {
            UniqueKey::UserName(text)
        } else {
            UniqueKey::KeyName(text)
        });
    }
    let bytes: [u8; 16] = value.try_into().ok()?;
    match position {
        2 => Some(UniqueKey::PendingLogin(
            countersign_core::model::Slot::from_bytes(bytes),
        )),
        3 => Some(UniqueKey::ApprovedLogin(bytes)),
        4 => Some(UniqueKey::SessionLogin(bytes)),
        5 => Some(UniqueKey::RequestingUser(bytes)),
        6 => Some(UniqueKey::CertifiedUser(bytes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_stands_where_its_set_is_bound() {
        for (at, (table, ..)) in TABLES.iter().enumerate() {
            assert_eq!(position(*table), at);
        }
    }
}
