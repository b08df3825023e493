//! Writes what a group has decided: one statement a table, however many units there are, all in one trip.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use sqlx::SqliteConnection;

use crate::queue::{SenderName, columns::json, decide::Decisions, memory::Latest};

/// All that a group can write, in one trip. The contents of `$3` stand one after the other in `$2`: nothing in them has to be escaped or
/// parsed.
const STATEMENTS: &str = "\
    INSERT INTO nonce (hash, until) SELECT unhex(value->>0), value->>1 FROM jsonb_each($1) WHERE true; \
    INSERT INTO notification (number, sender, id, reference, kind, app, class, accepted_at, deadline, state, attempts, \
        due, delayed, cancelled, fingerprint, content, environment) \
    SELECT value->>0, value->>1, unhex(value->>2), unhex(value->>3), value->>4, value->>5, value->>6, value->>7, \
        value->>8, 'queued', 0, value->>7, 0, 0, unhex(value->>9), substr($2, value->>10, value->>11), value->>12 \
    FROM jsonb_each($3) WHERE true; \
    UPDATE notification SET state = value->>1, attempts = value->>2, due = value->>3, delayed = value->>4, \
        cancelled = value->>5, content = CASE WHEN value->>6 THEN content END \
    FROM jsonb_each($4) WHERE notification.number = value->>0; \
    INSERT INTO usage (sender, day, what, times) SELECT value->>0, value->>1, value->>2, value->>3 FROM jsonb_each($5) \
    WHERE true ON CONFLICT (sender, day, what) DO UPDATE SET times = usage.times + excluded.times; \
    INSERT INTO event (sender, number, at, id, reference, accepted_at, report) \
    SELECT value->>0, value->>1, value->>2, unhex(value->>3), unhex(value->>4), value->>5, value->>6 \
    FROM jsonb_each($6) WHERE true";

/// Returns the number of the last event of each sender that has new ones.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    decisions: &Decisions<'_>,
    latest: &Latest,
) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
    let written = &decisions.written;
    let nonces = written.nonces.iter();
    let nonces = nonces.map(|nonce| (HEXLOWER.encode(&nonce.hash), nonce.until_ms));
    let (inserted, contents) = inserted(decisions);
    let used = written.used();
    let used = used
        .iter()
        .map(|used| (used.sender.as_str(), used.day, used.what, used.times));
    let (reports, numbers) = reports(decisions, latest);
    sqlx::query(STATEMENTS)
        .bind(json(&nonces.collect::<Vec<_>>()))
        .bind(contents)
        .bind(inserted)
        .bind(changed(decisions))
        .bind(json(&used.collect::<Vec<_>>()))
        .bind(reports)
        .execute(connection)
        .await?;
    Ok(numbers)
}

/// The rows of new notifications, and their contents.
fn inserted(decisions: &Decisions<'_>) -> (String, Vec<u8>) {
    let inserted = &decisions.written.inserted;
    let size = inserted.iter().map(|row| row.content.len()).sum();
    let mut contents = Vec::with_capacity(size);
    let mut rows = Vec::with_capacity(inserted.len());
    for row in inserted {
        let Some(known) = decisions.held.get(&row.key) else {
            continue;
        };
        // SQL counts from one.
        let place = contents.len() + 1;
        contents.extend_from_slice(&row.content);
        rows.push((
            known.number,
            row.key.sender.as_str(),
            row.key.id.simple().to_string(),
            row.reference.map(|id| id.simple().to_string()),
            row.lane.provider,
            &row.lane.app,
            row.class,
            row.accepted_at_ms,
            row.deadline_ms,
            HEXLOWER.encode(&row.fingerprint),
            place,
            row.content.len(),
            row.lane.environment,
        ));
    }
    (json(&rows), contents)
}

fn changed(decisions: &Decisions<'_>) -> String {
    let changed = decisions.written.changed.iter().filter_map(|key| {
        let known = decisions.held.get(key)?;
        Some((
            known.number,
            known.state.as_str(),
            known.attempts,
            known.due_ms,
            i32::from(known.delayed),
            i32::from(known.cancelled),
            i32::from(known.has_content),
        ))
    });
    json(&changed.collect::<Vec<_>>())
}

/// New events, and the number of the last one of each sender that has some.
fn reports(decisions: &Decisions<'_>, latest: &Latest) -> (String, Vec<(SenderName, i64)>) {
    let reports = &decisions.written.reports;
    let mut numbers: HashMap<&SenderName, i64> = HashMap::new();
    let mut rows = Vec::with_capacity(reports.len());
    for (key, at_ms, report) in reports {
        let Some(known) = decisions.held.get(key) else {
            continue;
        };
        let number = numbers
            .entry(&key.sender)
            .or_insert_with(|| latest.of(&key.sender));
        *number += 1;
        rows.push((
            key.sender.as_str(),
            *number,
            *at_ms,
            key.id.simple().to_string(),
            known.reference.map(|id| id.simple().to_string()),
            known.accepted_at_ms,
            json(report),
        ));
    }
    let numbers = numbers.into_iter();
    let numbers = numbers.map(|(sender, number)| (sender.clone(), number));
    (json(&rows), numbers.collect())
}
