//! Asks what is held of the rows that a group is about, and locks them until the group is committed. What somebody else is adding at
//! this moment is not asked: the database's own indexes refuse the second one, and the group is tried again.

use std::collections::{BTreeSet, HashMap, HashSet};

use countersign_proto::push::Provider;
use sqlx::{PgConnection, Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::{
    lanes::LaneId,
    queue::{
        Key, MESSAGES, SenderName,
        columns::{environment, word},
        held::{Delivery, Held},
        storage::Work,
    },
};

/// Rows are locked in one order, so that two relays seldom wait for each other crosswise. So are the senders that hand something in: whoever
/// suspends one waits for this group, and finds all that it has kept.
const QUESTION: &str = "\
    WITH held AS MATERIALIZED ( \
        SELECT known.* FROM unnest($1::text[], $2::uuid[]) AS asked (sender, id) \
        JOIN notification AS known ON known.sender = asked.sender AND known.id = asked.id \
        ORDER BY known.number FOR NO KEY UPDATE OF known \
    ), active AS MATERIALIZED ( \
        SELECT name, state FROM sender WHERE name = ANY ($6::text[]) ORDER BY name FOR SHARE \
    ) \
    SELECT 'known' AS what, number, fingerprint AS bytes, sender, id, reference, kind, app, environment, class, accepted_at, deadline, \
        state, attempts, due, delayed, cancelled, content IS NOT NULL AS has_content, relay = $5 AS is_ours FROM held \
    UNION ALL \
    SELECT 'spent', 0, hash, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL \
        FROM nonce WHERE hash = ANY ($3::bytea[]) \
    UNION ALL \
    SELECT 'active', 0, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL \
        FROM active WHERE state = 'active' \
    UNION ALL \
    SELECT 'fresh', nextval('notification_number'), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
        NULL, NULL, NULL, NULL FROM generate_series(1, $4)";

/// Asked once the rows are locked, so that what another relay has noted meanwhile is seen.
const TOLD: &str = "\
    SELECT event.sender, event.id FROM unnest($1::text[], $2::uuid[]) AS asked (sender, id) \
    JOIN event ON event.sender = asked.sender AND event.id = asked.id \
    WHERE event.report::json->>'event' IN ('delivered', 'undelivered')";

/// Counts of messages to telephones are locked: two relays together allow no more than one would.
const COUNTS: &str = "\
    INSERT INTO usage AS used (sender, day, what, times) \
    SELECT sender, day, $3, 0 FROM unnest($1::text[], $2::bigint[]) AS asked (sender, day) ORDER BY sender, day \
    ON CONFLICT (sender, day, what) DO UPDATE SET times = used.times RETURNING sender, day, times";

/// `me` is this relay.
pub(super) async fn read(
    connection: &mut PgConnection,
    group: &[Work],
    me: Uuid,
) -> Result<Held, sqlx::Error> {
    let handing_in: BTreeSet<&str> = group
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
        numbers: Box::new(std::iter::empty()),
        taken: 0,
    };
    count_messages(&mut *connection, group, &mut held).await?;
    let keys = || group.iter().flat_map(Work::keys);
    let senders: Vec<&str> = keys().map(|key| key.sender.as_str()).collect();
    let ids: Vec<Uuid> = keys().map(|key| key.id).collect();
    let nonces = group.iter().filter_map(Work::nonce);
    let nonces: Vec<Vec<u8>> = nonces.map(|nonce| nonce.hash.to_vec()).collect();
    if senders.is_empty() && nonces.is_empty() {
        return Ok(held);
    }
    let fresh: usize = group.iter().map(|work| work.rows().len()).sum();
    let rows = sqlx::query(QUESTION)
        .bind(senders)
        .bind(ids)
        .bind(nonces)
        .bind(i64::try_from(fresh).unwrap_or(i64::MAX))
        .bind(me)
        .bind(handing_in.into_iter().collect::<Vec<_>>())
        .fetch_all(&mut *connection)
        .await?;
    let mut numbers = Vec::with_capacity(fresh);
    for row in rows {
        match row.try_get::<&str, _>("what")? {
            "known" => {
                let (key, known) = decode(&row)?;
                held.known.insert(key, known);
            }
            "active" => {
                held.active.insert(word(row.try_get("sender")?)?);
            }
            "spent" => held
                .spent
                .extend(<[u8; 16]>::try_from(row.try_get::<&[u8], _>("bytes")?)),
            _ => numbers.push(row.try_get::<i64, _>("number")?.unsigned_abs()),
        }
    }
    held.numbers = Box::new(numbers.into_iter());
    read_told(connection, group, &mut held).await?;
    Ok(held)
}

async fn read_told(
    connection: &mut PgConnection,
    group: &[Work],
    held: &mut Held,
) -> Result<(), sqlx::Error> {
    let receipts = group.iter().filter_map(Work::receipts);
    let (senders, ids): (Vec<&str>, Vec<Uuid>) = receipts.map(|key| (key.sender.as_str(), key.id)).unzip();
    if ids.is_empty() {
        return Ok(());
    }
    for row in sqlx::query(TOLD)
        .bind(senders)
        .bind(ids)
        .fetch_all(connection)
        .await?
    {
        held.told.insert(Key {
            sender: word(row.try_get("sender")?)?,
            id: row.try_get("id")?,
        });
    }
    Ok(())
}

async fn count_messages(
    connection: &mut PgConnection,
    group: &[Work],
    held: &mut Held,
) -> Result<(), sqlx::Error> {
    let counted: BTreeSet<_> = group.iter().flat_map(Work::counted).collect();
    if counted.is_empty() {
        return Ok(());
    }
    let (senders, days): (Vec<&str>, Vec<i64>) = counted
        .into_iter()
        .map(|(sender, day)| (sender.as_str(), day))
        .unzip();
    let asked = sqlx::query(COUNTS).bind(senders).bind(days).bind(MESSAGES);
    for row in asked.fetch_all(connection).await? {
        let day = (word(row.try_get("sender")?)?, row.try_get("day")?);
        held.messages.insert(day, row.try_get("times")?);
    }
    Ok(())
}

fn decode(row: &PgRow) -> Result<(Key, Delivery), sqlx::Error> {
    let key = Key {
        sender: word(row.try_get("sender")?)?,
        id: row.try_get("id")?,
    };
    let provider: Provider = word(row.try_get("kind")?)?;
    let known = Delivery {
        number: row.try_get::<i64, _>("number")?.unsigned_abs(),
        reference: row.try_get("reference")?,
        lane: LaneId {
            app: row.try_get("app")?,
            provider,
            environment: environment(row.try_get("environment")?)?,
        },
        class: word(row.try_get("class")?)?,
        accepted_at_ms: row.try_get("accepted_at")?,
        deadline_ms: row.try_get("deadline")?,
        state: word(row.try_get("state")?)?,
        attempts: row.try_get::<i32, _>("attempts")?.unsigned_abs(),
        due_ms: row.try_get("due")?,
        delayed: row.try_get("delayed")?,
        cancelled: row.try_get("cancelled")?,
        fingerprint: row.try_get::<&[u8], _>("bytes")?.try_into().unwrap_or_default(),
        has_content: row.try_get("has_content")?,
        is_ours: row.try_get("is_ours")?,
    };
    Ok((key, known))
}
