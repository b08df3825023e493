//! What a group writes: one statement a table, however many units there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use countersign_proto::relay_api::Report;
use data_encoding::HEXLOWER;
use sqlx::SqliteConnection;

use super::{
    Latest,
    held::{Held, json},
    rows::{DAY_MS, Row},
};
use crate::queue::{Key, MESSAGES, Nonce, SenderName};

/// The changes of one group so far.
#[derive(Default)]
pub(super) struct Written<'a> {
    nonces: Vec<Nonce>,
    inserted: Vec<(&'a Row, u64)>,
    changed: BTreeSet<Key>,
    reports: Vec<(Key, i64, Report)>,
}

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

impl<'a> Written<'a> {
    pub(super) fn spend(&mut self, nonce: Nonce) {
        self.nonces.push(nonce);
    }

    pub(super) fn insert(&mut self, row: &'a Row, number: u64) {
        self.inserted.push((row, number));
    }

    pub(super) fn change(&mut self, key: &Key) {
        self.changed.insert(key.clone());
    }

    pub(super) fn report(&mut self, key: &Key, at_ms: i64, report: Report) {
        self.reports.push((key.clone(), at_ms, report));
    }

    /// Writes it all; returns the number of the last event of each sender that has new ones.
    pub(super) async fn write(
        self,
        connection: &mut SqliteConnection,
        held: &Held,
        latest: &Latest,
    ) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
        if !self.nonces.is_empty() {
            let nonces = self
                .nonces
                .iter()
                .map(|nonce| (HEXLOWER.encode(&nonce.hash), nonce.until_ms));
            let spend = sqlx::query(SPEND).bind(json(&nonces.collect::<Vec<_>>()));
            spend.execute(&mut *connection).await?;
        }
        if !self.inserted.is_empty() {
            self.write_inserted(connection).await?;
        }
        if !self.changed.is_empty() {
            let changed = self.changed.iter().filter_map(|key| {
                let known = held.get(key)?;
                let (delayed, cancelled) = (i32::from(known.delayed), i32::from(known.cancelled));
                let state = known.state.as_str();
                let content = i32::from(known.has_content);
                Some((
                    known.number,
                    state,
                    known.attempts,
                    known.due_ms,
                    delayed,
                    cancelled,
                    content,
                ))
            });
            let update = sqlx::query(UPDATE).bind(json(&changed.collect::<Vec<_>>()));
            update.execute(&mut *connection).await?;
        }
        self.write_usage(connection).await?;
        if self.reports.is_empty() {
            return Ok(Vec::new());
        }
        self.write_reports(connection, held, latest).await
    }

    async fn write_usage(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let accepted = self.inserted.iter();
        let accepted = accepted.map(|(row, _)| (&row.key.sender, row.accepted_at_ms, "accepted"));
        let messages = self
            .inserted
            .iter()
            .filter(|(row, _)| row.lane.is_to_telephones());
        let messages = messages.map(|(row, _)| (&row.key.sender, row.accepted_at_ms, MESSAGES));
        let ended = self.reports.iter();
        let ended = ended.map(|(key, at_ms, report)| (&key.sender, *at_ms, word(report)));
        let mut used: BTreeMap<(&str, i64, &str), u64> = BTreeMap::new();
        for (sender, at_ms, what) in accepted.chain(messages).chain(ended) {
            *used
                .entry((sender.as_str(), at_ms.div_euclid(DAY_MS), what))
                .or_default() += 1;
        }
        if used.is_empty() {
            return Ok(());
        }
        let rows = used
            .into_iter()
            .map(|((sender, day, what), times)| (sender, day, what, times));
        let count = sqlx::query(USE).bind(json(&rows.collect::<Vec<_>>()));
        count.execute(connection).await.map(|_| ())
    }

    async fn write_inserted(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let size = self.inserted.iter().map(|(row, _)| row.content.len()).sum();
        let mut contents = Vec::with_capacity(size);
        let mut rows = Vec::with_capacity(self.inserted.len());
        for (row, number) in &self.inserted {
            // SQL counts from one.
            let place = contents.len() + 1;
            contents.extend_from_slice(&row.content);
            rows.push((
                number,
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

    async fn write_reports(
        &self,
        connection: &mut SqliteConnection,
        held: &Held,
        latest: &Latest,
    ) -> Result<Vec<(SenderName, i64)>, sqlx::Error> {
        let mut numbers: HashMap<&SenderName, i64> = HashMap::new();
        let mut rows = Vec::with_capacity(self.reports.len());
        let mut counted: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (key, at_ms, report) in &self.reports {
            let Some(known) = held.get(key) else { continue };
            let number = numbers
                .entry(&key.sender)
                .or_insert_with(|| latest.of(&key.sender));
            *number += 1;
            *counted.entry(word(report)).or_default() += 1;
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
        for (event, times) in counted {
            metrics::counter!("countersign_relay_events_total", "event" => event).increment(times);
        }
        Ok(numbers
            .into_iter()
            .map(|(sender, number)| (sender.clone(), number))
            .collect())
    }
}

/// The word used in metrics and in what senders have used.
const fn word(report: &Report) -> &'static str {
    match report {
        Report::Delayed { .. } => "delayed",
        Report::Sent { .. } => "sent",
        Report::DeviceGone { .. } => "device_gone",
        Report::Rejected { .. } => "rejected",
        Report::Expired { .. } => "expired",
        Report::Cancelled => "cancelled",
        Report::Replayed => "replayed",
        Report::Delivered => "delivered",
        Report::Undelivered { .. } => "undelivered",
        Report::Other => "other",
    }
}
