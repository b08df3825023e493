//! Asks what is held of the rows that a group is about.

use std::collections::{HashMap, HashSet};

use countersign_proto::push::Provider;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

use crate::{
    lanes::LaneId,
    queue::{
        Key, MESSAGES, SenderName,
        columns::{environment, json, word},
        held::{Delivery, Held},
        storage::Work,
    },
};

/// All that a group can ask, in one trip: each row begins with the number of its question.
const QUESTIONS: &str = "\
    SELECT 0, sender, notification.id, number, reference, kind, app, class, accepted_at, deadline, state, attempts, due, delayed, \
        cancelled, fingerprint, content IS NOT NULL, environment \
    FROM jsonb_each($1) AS asked \
    CROSS JOIN notification ON sender = asked.value->>0 AND notification.id = unhex(asked.value->>1); \
    SELECT 1, sender, event.id FROM jsonb_each($2) AS asked \
    CROSS JOIN event ON sender = asked.value->>0 AND event.id = unhex(asked.value->>1) \
    WHERE report->>'event' IN ('delivered', 'undelivered'); \
    SELECT 2, name FROM jsonb_each($3) AS asked CROSS JOIN sender ON name = asked.value WHERE state = 'active'; \
    SELECT 3, hash FROM jsonb_each($4) AS asked CROSS JOIN nonce ON hash = unhex(asked.value); \
    SELECT 4, sender, day, times FROM jsonb_each($5) AS asked \
    CROSS JOIN usage ON sender = asked.value->>0 AND day = asked.value->>1 AND what = $6";

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
    let asked = sqlx::query(QUESTIONS)
        .bind(json(&keys))
        .bind(json(&receipts))
        .bind(json(&senders))
        .bind(json(&nonces))
        .bind(json(&counted))
        .bind(MESSAGES);
    for row in asked.fetch_all(connection).await? {
        take(&mut held, &row)?;
    }
    Ok(held)
}

/// Takes the answer to one of [`QUESTIONS`].
fn take(held: &mut Held, row: &SqliteRow) -> Result<(), sqlx::Error> {
    match row.try_get(0)? {
        0 => {
            let (key, known) = decode(row)?;
            held.known.insert(key, known);
        }
        1 => {
            held.told.insert(key(row)?);
        }
        2 => {
            held.active.insert(word(row.try_get(1)?)?);
        }
        3 => {
            let hash: Vec<u8> = row.try_get(1)?;
            held.spent.extend(<[u8; 16]>::try_from(hash));
        }
        _ => {
            let day = (word(row.try_get(1)?)?, row.try_get(2)?);
            held.messages.insert(day, row.try_get(3)?);
        }
    }
    Ok(())
}

/// A notification, as it is asked for.
fn named(key: &Key) -> (&str, String) {
    (key.sender.as_str(), key.id.simple().to_string())
}

fn key(row: &SqliteRow) -> Result<Key, sqlx::Error> {
    Ok(Key {
        sender: word(row.try_get(1)?)?,
        id: row.try_get(2)?,
    })
}

fn decode(row: &SqliteRow) -> Result<(Key, Delivery), sqlx::Error> {
    let fingerprint: Vec<u8> = row.try_get(15)?;
    let provider: Provider = word(row.try_get(5)?)?;
    let known = Delivery {
        number: row.try_get::<i64, _>(3)?.unsigned_abs(),
        reference: row.try_get(4)?,
        lane: LaneId {
            app: row.try_get(6)?,
            provider,
            environment: environment(row.try_get(17)?)?,
        },
        class: word(row.try_get(7)?)?,
        accepted_at_ms: row.try_get(8)?,
        deadline_ms: row.try_get(9)?,
        state: word(row.try_get(10)?)?,
        attempts: row.try_get(11)?,
        due_ms: row.try_get(12)?,
        delayed: row.try_get(13)?,
        cancelled: row.try_get(14)?,
        fingerprint: fingerprint.try_into().unwrap_or_default(),
        has_content: row.try_get(16)?,
        is_ours: true,
    };
    Ok((key(row)?, known))
}
