//! The tables: what is read outside of groups, and what is written alone.

use std::collections::HashMap;

use countersign_proto::{
    push::Provider,
    relay_api::{Event, Report, Timeline},
};
use sqlx::{Row as _, SqliteConnection, SqlitePool, sqlite::SqliteRow};

use crate::{
    lanes::LaneId,
    queue::{
        DeadLetter, Key, SenderName, Usage,
        columns::{document, environment, json, word},
        decide::Effect,
        memory::Job,
        storage::{Content, DAY_MS, Done, KEEP_EVENTS_MS, KEEP_MS, KEEP_USAGE_DAYS, STEP, Work},
    },
    sender::{Sender, SenderState},
};

const SENDERS: &str = "SELECT name, state, policy, keys, created_at FROM sender ORDER BY name";

/// Reads beside the writer; what a commit has answered is seen.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a SqlitePool);

impl Reader<'_> {
    pub(super) async fn senders(self) -> Result<Vec<Sender>, sqlx::Error> {
        let rows = sqlx::query(SENDERS).fetch_all(self.0).await?;
        rows.iter().map(decode_sender).collect()
    }

    pub(super) async fn latest_event(self, sender: &SenderName) -> Result<i64, sqlx::Error> {
        let row = sqlx::query("SELECT coalesce(max(number), 0) FROM event WHERE sender = $1")
            .bind(sender.as_str())
            .fetch_one(self.0)
            .await?;
        row.try_get(0)
    }

    pub(super) async fn next_number(self) -> Result<u64, sqlx::Error> {
        let row = sqlx::query("SELECT coalesce(max(number), 0) + 1 FROM notification")
            .fetch_one(self.0)
            .await?;
        row.try_get::<i64, _>(0).map(i64::unsigned_abs)
    }

    /// All that have not ended, in the order of acceptance.
    pub(super) async fn jobs(self) -> Result<Vec<Job>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT sender, id, number, kind, app, class, due, deadline, delayed, cancelled, environment \
             FROM notification WHERE state = 'queued' ORDER BY number",
        )
        .fetch_all(self.0)
        .await?;
        rows.iter().map(decode_job).collect()
    }

    /// The sealed contents of some rows.
    pub(super) async fn contents(self, numbers: &[u64]) -> Result<HashMap<u64, Content>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT number, content, cancelled FROM jsonb_each($1) AS asked \
             JOIN notification ON number = asked.value WHERE content IS NOT NULL AND state = 'queued'",
        )
        .bind(json(&numbers))
        .fetch_all(self.0)
        .await?;
        let content = |row: &SqliteRow| {
            let (sealed, cancelled) = (row.try_get(1)?, row.try_get(2)?);
            let number: i64 = row.try_get(0)?;
            Ok((number.unsigned_abs(), Content { sealed, cancelled }))
        };
        rows.iter().map(content).collect()
    }

    pub(super) async fn queued_of(self, sender: &SenderName) -> Result<Vec<Key>, sqlx::Error> {
        let rows =
            sqlx::query("SELECT id FROM notification WHERE sender = $1 AND state = 'queued' ORDER BY number")
                .bind(sender.as_str())
                .fetch_all(self.0)
                .await?;
        let key = |row: &SqliteRow| {
            Ok(Key {
                sender: sender.clone(),
                id: row.try_get(0)?,
            })
        };
        rows.iter().map(key).collect()
    }

    pub(super) async fn timeline(self, key: &Key) -> Result<Option<Timeline>, sqlx::Error> {
        let row = sqlx::query(
            "SELECT reference, state, kind, app, class, accepted_at, deadline, attempts \
             FROM notification WHERE sender = $1 AND id = $2",
        )
        .bind(key.sender.as_str())
        .bind(key.id)
        .fetch_optional(self.0)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let events = sqlx::query(
            "SELECT number, at, id, reference, accepted_at, report FROM event \
             WHERE sender = $1 AND id = $2 ORDER BY number",
        )
        .bind(key.sender.as_str())
        .bind(key.id)
        .fetch_all(self.0)
        .await?;
        Ok(Some(Timeline {
            id: key.id,
            reference: row.try_get(0)?,
            state: word(row.try_get(1)?)?,
            kind: word(row.try_get(2)?)?,
            app: row.try_get(3)?,
            class: word(row.try_get(4)?)?,
            accepted_at_ms: row.try_get(5)?,
            deadline_ms: row.try_get(6)?,
            attempts: row.try_get(7)?,
            events: events.iter().map(decode_event).collect::<Result<_, _>>()?,
        }))
    }

    pub(super) async fn events(
        self,
        sender: &SenderName,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Event>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT number, at, id, reference, accepted_at, report FROM event \
             WHERE sender = $1 AND number > $2 ORDER BY number LIMIT $3",
        )
        .bind(sender.as_str())
        .bind(after)
        .bind(limit)
        .fetch_all(self.0)
        .await?;
        rows.iter().map(decode_event).collect()
    }

    pub(super) async fn usage(self, from_ms: i64) -> Result<Vec<Usage>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT sender, strftime('%Y-%m-%d', day * 86400, 'unixepoch'), what, times FROM usage \
             WHERE day >= $1 ORDER BY sender, day, what",
        )
        .bind(from_ms.div_euclid(DAY_MS))
        .fetch_all(self.0)
        .await?;
        let usage = |row: &SqliteRow| {
            Ok(Usage {
                sender: word(row.try_get(0)?)?,
                day: row.try_get(1)?,
                what: row.try_get(2)?,
                times: row.try_get(3)?,
            })
        };
        rows.iter().map(usage).collect()
    }

    pub(super) async fn dead_letters(self, limit: u32) -> Result<Vec<DeadLetter>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT sender, id, kind, app, attempts, accepted_at, deadline, \
                 (SELECT report FROM event WHERE event.sender = notification.sender AND event.id = notification.id \
                  ORDER BY event.number DESC LIMIT 1) \
             FROM notification WHERE state = 'rejected' AND content IS NOT NULL ORDER BY deadline LIMIT $1",
        )
        .bind(limit)
        .fetch_all(self.0)
        .await?;
        rows.iter().map(decode_dead_letter).collect()
    }
}

/// Carries out a unit that has no part in what a group holds.
pub(super) async fn alone(
    connection: &mut SqliteConnection,
    work: &Work,
    effects: &mut Vec<Effect>,
) -> Result<Done, sqlx::Error> {
    Ok(match work {
        Work::PutSender { sender, seen } => {
            let put = put_sender(connection, sender, seen).await?;
            if put {
                effects.push(Effect::Weigh(sender.name.clone(), sender.policy.weight));
            }
            Done::Put(put)
        }
        Work::RemoveSender(name) => {
            remove_sender(connection, name).await?;
            effects.push(Effect::Forget(name.clone()));
            Done::Written
        }
        Work::Sweep { now_ms } => Done::Swept {
            more: sweep(connection, *now_ms).await?,
        },
        Work::Mark(seal) => Done::Marked {
            same: mark(connection, seal).await?,
        },
        _ => {
            let beat = sqlx::query("UPDATE heartbeat SET beats = beats + 1");
            beat.execute(connection).await?;
            Done::Written
        }
    })
}

/// Puts a sender if all are still as they were seen.
async fn put_sender(
    connection: &mut SqliteConnection,
    sender: &Sender,
    seen: &[Sender],
) -> Result<bool, sqlx::Error> {
    let rows = sqlx::query(SENDERS).fetch_all(&mut *connection).await?;
    if rows.iter().map(decode_sender).collect::<Result<Vec<_>, _>>()? != seen {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO sender (name, state, policy, keys, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (name) DO UPDATE SET state = excluded.state, policy = excluded.policy, keys = excluded.keys",
    )
    .bind(sender.name.as_str())
    .bind(sender.state.as_str())
    .bind(json(&sender.policy))
    .bind(json(&sender.keys))
    .bind(sender.created_at_ms)
    .execute(connection)
    .await
    .map(|_| true)
}

async fn remove_sender(connection: &mut SqliteConnection, name: &SenderName) -> Result<(), sqlx::Error> {
    for removal in [
        "DELETE FROM notification WHERE sender = $1",
        "DELETE FROM event WHERE sender = $1",
        "DELETE FROM usage WHERE sender = $1",
        "DELETE FROM sender WHERE name = $1",
    ] {
        sqlx::query(removal)
            .bind(name.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Notes what the seal is known by, unless it is noted; says whether it is this.
async fn mark(connection: &mut SqliteConnection, mark: &[u8; 32]) -> Result<bool, sqlx::Error> {
    let known = sqlx::query("SELECT mark FROM seal")
        .fetch_optional(&mut *connection)
        .await?;
    if let Some(known) = known {
        return Ok(known.try_get::<Vec<u8>, _>(0)? == mark);
    }
    let note = sqlx::query("INSERT INTO seal VALUES ($1)").bind(mark.as_slice());
    note.execute(connection).await?;
    Ok(true)
}

/// One step; says whether there is more to remove. The last event of each sender stays: its number must not be given again.
async fn sweep(connection: &mut SqliteConnection, now_ms: i64) -> Result<bool, sqlx::Error> {
    let mut more = false;
    for (removal, before) in [
        (
            "DELETE FROM nonce WHERE hash IN (SELECT hash FROM nonce WHERE until < $1 LIMIT $2)",
            now_ms,
        ),
        (
            "UPDATE notification SET content = NULL WHERE number IN (SELECT number FROM notification \
             WHERE state = 'rejected' AND content IS NOT NULL AND deadline <= $1 LIMIT $2)",
            now_ms,
        ),
        (
            "DELETE FROM notification WHERE number IN (SELECT number FROM notification \
             WHERE deadline < $1 AND state <> 'queued' LIMIT $2)",
            now_ms - KEEP_MS,
        ),
        (
            "DELETE FROM event WHERE (sender, number) IN (SELECT sender, number FROM event WHERE at < $1 AND number < \
             (SELECT max(newest.number) FROM event AS newest WHERE newest.sender = event.sender) LIMIT $2)",
            now_ms - KEEP_EVENTS_MS,
        ),
        (
            "DELETE FROM usage WHERE (sender, day, what) IN (SELECT sender, day, what FROM usage WHERE day < $1 LIMIT $2)",
            now_ms.div_euclid(DAY_MS) - KEEP_USAGE_DAYS,
        ),
    ] {
        let swept = sqlx::query(removal)
            .bind(before)
            .bind(STEP)
            .execute(&mut *connection)
            .await?;
        more |= swept.rows_affected() >= STEP.unsigned_abs();
    }
    Ok(more)
}

fn decode_sender(row: &SqliteRow) -> Result<Sender, sqlx::Error> {
    let state: String = row.try_get(1)?;
    Ok(Sender {
        name: word(row.try_get(0)?)?,
        state: match state.as_str() {
            "active" => SenderState::Active,
            // A word that nobody knows lets nobody in.
            _ => SenderState::Suspended,
        },
        policy: document(row.try_get(2)?)?,
        keys: document(row.try_get(3)?)?,
        created_at_ms: row.try_get(4)?,
    })
}

fn decode_job(row: &SqliteRow) -> Result<Job, sqlx::Error> {
    let provider: Provider = word(row.try_get(3)?)?;
    Ok(Job {
        key: Key {
            sender: word(row.try_get(0)?)?,
            id: row.try_get(1)?,
        },
        number: row.try_get::<i64, _>(2)?.unsigned_abs(),
        lane: LaneId {
            app: row.try_get(4)?,
            provider,
            environment: environment(row.try_get(10)?)?,
        },
        class: word(row.try_get(5)?)?,
        due_ms: row.try_get(6)?,
        deadline_ms: row.try_get(7)?,
        delayed: row.try_get(8)?,
        cancelled: row.try_get(9)?,
    })
}

fn decode_event(row: &SqliteRow) -> Result<Event, sqlx::Error> {
    Ok(Event {
        number: row.try_get(0)?,
        at_ms: row.try_get(1)?,
        id: row.try_get(2)?,
        reference: row.try_get(3)?,
        accepted_at_ms: row.try_get(4)?,
        report: document(row.try_get(5)?)?,
    })
}

fn decode_dead_letter(row: &SqliteRow) -> Result<DeadLetter, sqlx::Error> {
    let report: Option<String> = row.try_get(7)?;
    let reason = match report.map(document::<Report>).transpose()? {
        Some(Report::Rejected { reason }) => reason,
        _ => String::new(),
    };
    Ok(DeadLetter {
        sender: word(row.try_get(0)?)?,
        id: row.try_get(1)?,
        kind: word(row.try_get(2)?)?,
        app: row.try_get(3)?,
        attempts: row.try_get(4)?,
        reason,
        accepted_at_ms: row.try_get(5)?,
        deadline_ms: row.try_get(6)?,
    })
}
