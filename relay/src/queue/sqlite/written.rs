//! Writes what a group has decided: one statement a table, however many units there are.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use sqlx::SqliteConnection;

use crate::queue::{SenderName, columns::json, decide::Decisions, memory::Latest};

/// The contents stand one after the other in `$2`: nothing in them has to be escaped or parsed.
const INSERT: &str = "\
    INSERT INTO notification (number, sender, id, reference, kind, app, class, accepted_at, deadline, state, attempts, \
        due, delayed, cancelled, fingerprint, content, environment) \
    SELECT value->>0, value->>1, unhex(value->>2), unhex(value->>3), value->>4, value->>5, value->>6, value->>7, \
        value->>8, 'queued', 0, value->>7, 0, 0, unhex(value->>9), substr($2, value->>10, value->>11), value->>12 \
    FROM json_each($1) WHERE true";

const UPDATE: &str = "\
    UPDATE notification SET state = value->>1, attempts = value->>2, due = value->>3, delayed = value->>4, \
        cancelled = value->>5, content = CASE WHEN value->>6 THEN content END \
    FROM json_each($1) WHERE notification.number = value->>0";

const REPORT: &str = "\
    INSERT INTO event (sender, number, at, id, reference, accepted_at, report) \
    SELECT value->>0, value->>1, value->>2, unhex(value->>3), unhex(value->>4), value->>5, value->>6 \
    FROM json_each($1) WHERE true";

const USE: &str = "\
    INSERT INTO usage (sender, day, what, times) SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each($1) \
    WHERE true ON CONFLICT (sender, day, what) DO UPDATE SET times = usage.times + excluded.times";

const SPEND: &str = "\
    INSERT INTO nonce (hash, until) SELECT unhex(value->>0), value->>1 FROM json_each($1) WHERE true";

/// Returns the number of the last event of each sender that has new ones.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    decisions: &Decisions<'_>,
    latest: &Latest,
) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
    let written = &decisions.written;
    if !written.nonces.is_empty() {
        let nonces = written.nonces.iter();
        let nonces = nonces.map(|nonce| (HEXLOWER.encode(&nonce.hash), nonce.until_ms));
        let spend = sqlx::query(SPEND).bind(json(&nonces.collect::<Vec<_>>()));
        spend.execute(&mut *connection).await?;
    }
    if !written.inserted.is_empty() {
        write_inserted(connection, decisions).await?;
    }
    if !written.changed.is_empty() {
        write_changed(connection, decisions).await?;
    }
    let used = written.used();
    if !used.is_empty() {
        let rows = used
            .iter()
            .map(|used| (used.sender.as_str(), used.day, used.what, used.times));
        let count = sqlx::query(USE).bind(json(&rows.collect::<Vec<_>>()));
        count.execute(&mut *connection).await?;
    }
    if written.reports.is_empty() {
        return Ok(Vec::new());
    }
    write_reports(connection, decisions, latest).await
}

async fn write_inserted(
    connection: &mut SqliteConnection,
    decisions: &Decisions<'_>,
) -> Result<(), sqlx::Error> {
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
    let insert = sqlx::query(INSERT).bind(json(&rows)).bind(contents);
    insert.execute(connection).await.map(|_| ())
}

async fn write_changed(
    connection: &mut SqliteConnection,
    decisions: &Decisions<'_>,
) -> Result<(), sqlx::Error> {
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
    let update = sqlx::query(UPDATE).bind(json(&changed.collect::<Vec<_>>()));
    update.execute(connection).await.map(|_| ())
}

async fn write_reports(
    connection: &mut SqliteConnection,
    decisions: &Decisions<'_>,
    latest: &Latest,
) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
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
    sqlx::query(REPORT).bind(json(&rows)).execute(connection).await?;
    let numbers = numbers.into_iter();
    Ok(numbers.map(|(sender, number)| (sender.clone(), number)).collect())
}
