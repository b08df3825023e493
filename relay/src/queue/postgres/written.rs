//! Writes what a group has decided: one statement, however many units and tables there are.

use std::collections::{HashMap, HashSet};

use countersign_proto::push::Environment;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use crate::queue::{
    Key, SenderName,
    columns::{json, word},
    decide::Decisions,
    held::Delivery,
    storage::Row,
};

/// Events take their numbers from their sender's row, which is locked until the commit; `place` counts back from the last one.
const WRITE: &str = "\
    WITH spent AS ( \
        INSERT INTO nonce (hash, until) SELECT * FROM unnest($1::bytea[], $2::bigint[]) \
    ), inserted AS ( \
        INSERT INTO notification (number, sender, id, reference, kind, app, environment, class, accepted_at, deadline, fingerprint, \
            content, state, attempts, due, delayed, cancelled, relay) \
        SELECT added.*, $18::uuid FROM unnest($3::bigint[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], \
            $10::text[], $11::bigint[], $12::bigint[], $13::bytea[], $14::bytea[], $15::text[], $16::integer[], $17::bigint[], \
            $19::boolean[], $20::boolean[]) AS added \
    ), changed AS ( \
        UPDATE notification AS known SET state = change.state, attempts = change.attempts, due = change.due, \
            delayed = change.delayed, cancelled = change.cancelled, \
            content = CASE WHEN change.has_content THEN known.content END, \
            relay = CASE WHEN change.is_ours THEN $18::uuid ELSE known.relay END \
        FROM unnest($21::bigint[], $22::text[], $23::integer[], $24::bigint[], $25::boolean[], $26::boolean[], $27::boolean[], \
            $28::boolean[]) AS change (number, state, attempts, due, delayed, cancelled, has_content, is_ours) \
        WHERE known.number = change.number \
    ), used AS ( \
        INSERT INTO usage AS used (sender, day, what, times) \
        SELECT * FROM unnest($29::text[], $30::bigint[], $31::text[], $32::bigint[]) AS more (sender, day, what, times) \
        ORDER BY sender, day, what \
        ON CONFLICT (sender, day, what) DO UPDATE SET times = used.times + excluded.times \
    ), happened AS MATERIALIZED ( \
        SELECT * FROM unnest($33::text[], $34::bigint[], $35::bigint[], $36::uuid[], $37::uuid[], $38::bigint[], $39::text[]) \
            AS event (sender, place, at, id, reference, accepted_at, report) \
    ), head AS ( \
        INSERT INTO event_head AS head (sender, number) SELECT sender, count(*) FROM happened GROUP BY sender ORDER BY sender \
        ON CONFLICT (sender) DO UPDATE SET number = head.number + excluded.number RETURNING sender, number \
    ), told AS ( \
        INSERT INTO event (sender, number, at, id, reference, accepted_at, report) \
        SELECT sender, head.number - place, at, id, reference, accepted_at, report FROM happened JOIN head USING (sender) \
    ) \
    SELECT sender, number FROM head";

/// Returns the number of the last event of each sender that has new ones. `me` is this relay.
pub(super) async fn write(
    connection: &mut PgConnection,
    decisions: &Decisions<'_>,
    me: Uuid,
) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
    let (held, written) = (&decisions.held, &decisions.written);
    if written.is_empty() {
        return Ok(Vec::new());
    }
    let known = |key: &Key| held.get(key);
    let added: Vec<(&Row, &Delivery)> = written
        .inserted
        .iter()
        .filter_map(|row| Some((*row, known(&row.key)?)))
        .collect();
    // One statement does not see what it adds: a new row is written as it has become.
    let new: HashSet<u64> = added.iter().map(|(_, known)| known.number).collect();
    let changed: Vec<&Delivery> = written
        .changed
        .iter()
        .filter_map(known)
        .filter(|known| !new.contains(&known.number))
        .collect();
    let used = written.used();
    let reports: Vec<_> = written
        .reports
        .iter()
        .filter_map(|(key, at_ms, report)| Some((key, *at_ms, report, known(key)?)))
        .collect();
    let places = places(reports.iter().map(|(key, ..)| &key.sender));
    let numbered = sqlx::query(WRITE)
        .bind(all(&written.nonces, |nonce| nonce.hash.to_vec()))
        .bind(all(&written.nonces, |nonce| nonce.until_ms))
        .bind(all(&added, |(_, known)| number(known)))
        .bind(all(&added, |(row, _)| row.key.sender.as_str()))
        .bind(all(&added, |(row, _)| row.key.id))
        .bind(all(&added, |(row, _)| row.reference))
        .bind(all(&added, |(row, _)| row.lane.provider.as_str()))
        .bind(all(&added, |(row, _)| row.lane.app.as_str()))
        .bind(all(&added, |(row, _)| {
            row.lane.environment.map(Environment::as_str)
        }))
        .bind(all(&added, |(row, _)| row.class.as_str()))
        .bind(all(&added, |(row, _)| row.accepted_at_ms))
        .bind(all(&added, |(row, _)| row.deadline_ms))
        .bind(all(&added, |(row, _)| row.fingerprint.to_vec()))
        .bind(all(&added, |(row, known)| {
            known.has_content.then_some(row.content.as_slice())
        }))
        .bind(all(&added, |(_, known)| known.state.as_str()))
        .bind(all(&added, |(_, known)| attempts(known)))
        .bind(all(&added, |(_, known)| known.due_ms))
        .bind(me)
        .bind(all(&added, |(_, known)| known.delayed))
        .bind(all(&added, |(_, known)| known.cancelled))
        .bind(all(&changed, |known| number(known)))
        .bind(all(&changed, |known| known.state.as_str()))
        .bind(all(&changed, |known| attempts(known)))
        .bind(all(&changed, |known| known.due_ms))
        .bind(all(&changed, |known| known.delayed))
        .bind(all(&changed, |known| known.cancelled))
        .bind(all(&changed, |known| known.has_content))
        .bind(all(&changed, |known| known.is_ours))
        .bind(all(&used, |used| used.sender.as_str()))
        .bind(all(&used, |used| used.day))
        .bind(all(&used, |used| used.what))
        .bind(all(&used, |used| used.times))
        .bind(all(&reports, |(key, ..)| key.sender.as_str()))
        .bind(places)
        .bind(all(&reports, |(_, at_ms, ..)| *at_ms))
        .bind(all(&reports, |(key, ..)| key.id))
        .bind(all(&reports, |(.., known)| known.reference))
        .bind(all(&reports, |(.., known)| known.accepted_at_ms))
        .bind(all(&reports, |(_, _, report, _)| json(report)))
        .fetch_all(connection)
        .await?;
    let head = |row: &sqlx::postgres::PgRow| Ok((word(row.try_get(0)?)?, row.try_get(1)?));
    numbered.iter().map(head).collect()
}

/// One column.
fn all<'w, T, C>(rows: &'w [T], column: impl Fn(&'w T) -> C) -> Vec<C> {
    rows.iter().map(column).collect()
}

/// How far each event is from the last one of its sender.
fn places<'w>(senders: impl DoubleEndedIterator<Item = &'w SenderName>) -> Vec<i64> {
    let mut after: HashMap<&SenderName, i64> = HashMap::new();
    let mut places: Vec<i64> = senders
        .rev()
        .map(|sender| {
            let place = after.entry(sender).or_default();
            *place += 1;
            *place - 1
        })
        .collect();
    places.reverse();
    places
}

fn number(known: &Delivery) -> i64 {
    known.number.cast_signed()
}

fn attempts(known: &Delivery) -> i32 {
    i32::try_from(known.attempts).unwrap_or(i32::MAX)
}
