//! Asks what the database holds of the rows that a group is about, and locks them until the group is committed.
//!
//! Who holds which unique key is not asked: the database's own indexes refuse a second holder.

use std::collections::BTreeMap;

use countersign_core::port::{Held, RowKey, Table, UnitOfWork};
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

/// Whether a row is to be written, or only must not change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lock {
    /// Others may rely on it too, but nobody may change it.
    Share,
    /// Nobody else may change it or rely on it. Rows that refer to it may come.
    Update,
}

/// Finds out all that `units` depend on, in one question. Rows are locked in one order, so that two nodes seldom wait for each
/// other crosswise.
pub(super) async fn read<'u>(
    connection: &mut PgConnection,
    units: impl Iterator<Item = &'u UnitOfWork>,
) -> Result<Held, sqlx::Error> {
    let mut locks = BTreeMap::new();
    for unit in units {
        for row in &unit.guards {
            locks.entry(row.key()).or_insert(Lock::Share);
        }
        // A new row is nowhere yet. If somebody else is making it, its primary key tells.
        for row in unit.rows.iter().filter(|row| row.version().before() > 0) {
            locks.insert(row.key(), Lock::Update);
        }
    }
    let mut held = Held::default();
    let mut sets: BTreeMap<(Table, Lock), Vec<Vec<u8>>> = BTreeMap::new();
    for (RowKey { table, key }, lock) in locks {
        sets.entry((table, lock)).or_default().push(key.into_vec());
    }
    if sets.is_empty() {
        return Ok(held);
    }
    let tables: Vec<Table> = sets.keys().map(|(table, _)| *table).collect();
    let mut query = sqlx::query(AssertSqlSafe(question(sets.keys().copied())));
    for keys in sets.into_values() {
        query = query.bind(keys);
    }
    for row in query.fetch_all(connection).await? {
        let source: i32 = row.try_get(0)?;
        let key: &[u8] = row.try_get(1)?;
        if let Some(table) = usize::try_from(source).ok().and_then(|source| tables.get(source)) {
            held.found(RowKey::new(*table, key), row.try_get(2)?);
        }
    }
    Ok(held)
}

fn question(sets: impl Iterator<Item = (Table, Lock)>) -> String {
    let (mut locked, mut found) = (Vec::new(), Vec::new());
    for (source, (table, lock)) in sets.enumerate() {
        let set = source + 1;
        let (name, key, to_bytes, from_bytes) = columns(table);
        let mode = match lock {
            Lock::Share => "FOR SHARE",
            Lock::Update => "FOR NO KEY UPDATE",
        };
        locked.push(format!(
            "held{source} AS MATERIALIZED (SELECT {name}.{key}, {name}.version FROM {name} \
             WHERE {name}.{key} = ANY (ARRAY(SELECT {from_bytes} FROM unnest(${set}::bytea[]) AS asked)) \
             ORDER BY {name}.{key} {mode})"
        ));
        found.push(format!("SELECT {source}, {to_bytes}, version FROM held{source}"));
    }
    format!("WITH {} {}", locked.join(", "), found.join(" UNION ALL "))
}

/// A table's name, its primary key, that key as bytes, and the key of the bytes `asked`.
const fn columns(table: Table) -> (&'static str, &'static str, &'static str, &'static str) {
    const ID: (&str, &str) = ("uuid_send(id)", "encode(asked, 'hex')::uuid");
    match table {
        Table::User => ("\"user\"", "id", ID.0, ID.1),
        Table::Client => (
            "client",
            "id",
            "convert_to(id, 'UTF8')",
            "convert_from(asked, 'UTF8')",
        ),
        Table::Authenticator => ("authenticator", "id", ID.0, ID.1),
        Table::Device => ("device", "id", ID.0, ID.1),
        Table::Enrollment => ("enrollment", "id", ID.0, ID.1),
        Table::Login => ("login", "id", ID.0, ID.1),
        Table::Challenge => ("challenge", "id", ID.0, ID.1),
        Table::Standing => ("standing", "key", "key", "asked"),
        Table::Session => ("session", "token", "token", "asked"),
        Table::Remembered => ("remembered", "key", "key", "asked"),
        Table::DeviceRefresh => ("device_refresh", "request", "request", "asked"),
        Table::DataKey => ("data_key", "id", "id", "asked"),
        Table::AuditHead => ("audit_head", "day", "day", "asked"),
        Table::MailedLink => ("mailed_link", "token", "token", "asked"),
        Table::Allowance => ("allowance", "key", "key", "asked"),
        Table::NameClaim => ("name_claim", "skeleton", "skeleton", "asked"),
        Table::TermsAcceptance => ("terms_acceptance", "key", "key", "asked"),
        Table::CertificateRequest => ("certificate_request", "id", ID.0, ID.1),
        Table::Certificate => ("certificate", "fingerprint", "fingerprint", "asked"),
        Table::CertificateAuthority => ("certificate_authority", "id", ID.0, ID.1),
        Table::Policy => ("policy", "resource", "resource", "asked"),
        Table::Operator => ("operator", "user_id", "uuid_send(user_id)", ID.1),
        Table::Delegation => ("delegation", "id", ID.0, ID.1),
    }
}
