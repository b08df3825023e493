//! Asks what is held of the rows that a group is about.

use std::collections::{HashMap, HashSet};

use countersign_proto::push::Provider;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use crate::{
    lanes::LaneId,
    queue::{
        Key, MESSAGES, SenderName,
        columns::{environment, json, word},
        held::{Held, Known},
        storage::Work,
    },
};

const NOTIFICATIONS: &str = "\
    SELECT sender, notification.id, number, reference, kind, app, class, accepted_at, deadline, state, attempts, due, delayed, \
        cancelled, fingerprint, content IS NOT NULL, environment \
    FROM json_each($1) AS asked \
    JOIN notification ON sender = asked.value->>0 AND notification.id = unhex(asked.value->>1)";

const TOLD: &str = "\
    SELECT sender, event.id FROM json_each($1) AS asked \
    JOIN event ON sender = asked.value->>0 AND event.id = unhex(asked.value->>1) \
    WHERE report->>'event' IN ('delivered', 'undelivered')";

const NONCES: &str = "\
    SELECT hash FROM json_each($1) AS asked JOIN nonce ON hash = unhex(asked.value)";

const ACTIVE: &str = "\
    SELECT name FROM json_each($1) AS asked JOIN sender ON name = asked.value WHERE state = 'active'";

const COUNTS: &str = "\
    SELECT sender, day, times FROM json_each($1) AS asked \
    JOIN usage ON sender = asked.value->>0 AND day = asked.value->>1 AND what = $2";

/// `next` is the number of the next row.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    group: &[Work],
    next: u64,
) -> Result<Held, sqlx::Error> {
    let keys: Vec<_> = group.iter().flat_map(Work::keys).map(named).collect();
    let receipts: Vec<_> = group.iter().filter_map(Work::receipts).map(named).collect();
    let nonces: Vec<String> = group
        .iter()
        .filter_map(Work::nonce)
        .map(|nonce| data_encoding::HEXLOWER.encode(&nonce.hash))
        .collect();
    let counted: HashSet<(&str, i64)> = group
        .iter()
        .flat_map(Work::counted)
        .map(|(sender, day)| (sender.as_str(), day))
        .collect();
    let senders: HashSet<&str> = group
        .iter()
        .flat_map(Work::senders)
        .map(SenderName::as_str)
        .collect();
    let mut held = Held {
        active: HashSet::new(),
        spent: HashSet::new(),
        known: HashMap::new(),
        told: HashSet::new(),
        messages: HashMap::new(),
        numbers: Box::new(next..),
        taken: 0,
    };
    if !keys.is_empty() {
        let asked = sqlx::query(NOTIFICATIONS).bind(json(&keys));
        for row in asked.fetch_all(&mut *connection).await? {
            let (key, known) = decode(&row)?;
            held.known.insert(key, known);
        }
    }
    if !receipts.is_empty() {
        let asked = sqlx::query(TOLD).bind(json(&receipts));
        for row in asked.fetch_all(&mut *connection).await? {
            held.told.insert(Key {
                sender: word(row.try_get(0)?)?,
                id: row.try_get(1)?,
            });
        }
    }
    if !senders.is_empty() {
        let asked = sqlx::query(ACTIVE).bind(json(&senders));
        for row in asked.fetch_all(&mut *connection).await? {
            held.active.insert(word(row.try_get(0)?)?);
        }
    }
    if !nonces.is_empty() {
        let asked = sqlx::query(NONCES).bind(json(&nonces));
        for row in asked.fetch_all(&mut *connection).await? {
            let hash: Vec<u8> = row.try_get(0)?;
            held.spent.extend(<[u8; 16]>::try_from(hash));
        }
    }
    if !counted.is_empty() {
        let asked = sqlx::query(COUNTS).bind(json(&counted)).bind(MESSAGES);
        for row in asked.fetch_all(connection).await? {
            let day = (word(row.try_get(0)?)?, row.try_get(1)?);
            held.messages.insert(day, row.try_get(2)?);
        }
    }
    Ok(held)
}

/// A notification, as it is asked for.
fn named(key: &Key) -> (&str, String) {
    (key.sender.as_str(), key.id.simple().to_string())
}

fn decode(row: &SqliteRow) -> Result<(Key, Known), sqlx::Error> {
    let key = Key {
        sender: word(row.try_get(0)?)?,
        id: row.try_get(1)?,
    };
    let fingerprint: Vec<u8> = row.try_get(14)?;
    let provider: Provider = word(row.try_get(4)?)?;
    let known = Known {
        number: row.try_get::<i64, _>(2)?.unsigned_abs(),
        reference: row.try_get(3)?,
        lane: LaneId {
            app: row.try_get(5)?,
            provider,
            environment: environment(row.try_get(16)?)?,
        },
        class: word(row.try_get(6)?)?,
        accepted_at_ms: row.try_get(7)?,
        deadline_ms: row.try_get(8)?,
        state: word(row.try_get(9)?)?,
        attempts: row.try_get(10)?,
        due_ms: row.try_get(11)?,
        delayed: row.try_get(12)?,
        cancelled: row.try_get(13)?,
        fingerprint: fingerprint.try_into().unwrap_or_default(),
        has_content: row.try_get(15)?,
        is_ours: true,
    };
    Ok((key, known))
}
