//! Which relay has what is queued, and for how long: one lease for all that a relay has, by the database's clock, renewed while it
//! lives. Once a lease has ended, whoever comes first takes over what it was for.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};

use countersign_proto::push::Environment;
use sqlx::{PgPool, Row as _};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::rows::decode_job;
use crate::{
    lanes::LaneId,
    queue::memory::{Job, Memory},
    relay::Ambient,
};

/// How long a relay that says nothing keeps what it has.
const LEASE_SECS: f64 = 10.0;
/// How long it trusts its own renewal: shorter, so that it has stopped to send before anybody else begins, also if its clock is a
/// little slow and what it said was a little late.
const TRUST_MS: i64 = 6_000;
/// How often it renews its lease.
const RENEW: Duration = Duration::from_secs(2);
/// How many renewals go by until its jobs are compared with its rows.
const COMPARE_AFTER: u32 = 5;
/// How long a renewal may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Notifications that are taken over at a time.
const TAKEN: i64 = 1000;

const RENEWAL: &str = "\
    INSERT INTO relay (id, until) VALUES ($1, clock_timestamp() + make_interval(secs => $2)) \
    ON CONFLICT (id) DO UPDATE SET until = excluded.until";

/// Whoever renews its lease at this moment waits, or is passed over: of two relays one has a notification. What this relay has no lane
/// for would only expire with it; past its deadline that is right.
const TAKE: &str = "\
    WITH gone AS MATERIALIZED ( \
        SELECT id FROM relay WHERE until <= clock_timestamp() AND id <> $1 FOR UPDATE SKIP LOCKED \
    ), left_behind AS MATERIALIZED ( \
        SELECT number FROM notification WHERE state = 'queued' AND relay = ANY (ARRAY(SELECT id FROM gone)) \
        AND (deadline <= $3 OR EXISTS (SELECT FROM unnest($4::text[], $5::text[], $6::text[]) AS served (app, kind, environment) \
            WHERE served.app = notification.app AND served.kind = notification.kind \
            AND served.environment IS NOT DISTINCT FROM notification.environment)) \
        ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED \
    ) \
    UPDATE notification AS taken SET relay = $1 FROM left_behind WHERE taken.number = left_behind.number \
    RETURNING sender, id, taken.number, kind, app, class, due, deadline, delayed, cancelled, environment";

/// Rows of this relay.
const MISSING: &str = "\
    SELECT sender, id, number, kind, app, class, due, deadline, delayed, cancelled, environment FROM notification \
    WHERE number = ANY ($2) AND relay = $1 AND state = 'queued' ORDER BY number";

/// This relay's lease.
pub(in crate::queue) struct Lease {
    me: Uuid,
    pool: PgPool,
    memory: Arc<Memory>,
    ambient: Arc<dyn Ambient>,
    /// By the clock that nobody sets, and by the one that goes on while the machine sleeps: either may say that it is too late.
    trusted_until: [AtomicI64; 2],
}

impl Lease {
    pub(super) fn new(me: Uuid, pool: PgPool, memory: Arc<Memory>, ambient: Arc<dyn Ambient>) -> Self {
        Self {
            me,
            pool,
            memory,
            ambient,
            trusted_until: [const { AtomicI64::new(i64::MIN) }; 2],
        }
    }

    /// The relay that has it.
    pub(super) const fn me(&self) -> Uuid {
        self.me
    }

    /// Whether nobody else can have taken over what this relay has.
    pub(super) fn is_trusted(&self) -> bool {
        let mut clocks = self.clocks().into_iter().zip(&self.trusted_until);
        clocks.all(|(now_ms, until_ms)| now_ms < until_ms.load(SeqCst))
    }

    fn clocks(&self) -> [i64; 2] {
        [self.ambient.steady_ms(), self.ambient.now_ms()]
    }

    /// Renews it until it is told to stop, and compares its jobs with its rows now and then.
    pub(super) async fn keep(self: Arc<Self>, stop: CancellationToken) {
        let mut renewals: u32 = 0;
        while stop
            .run_until_cancelled(self.ambient.sleep(RENEW))
            .await
            .is_some()
        {
            match timeout(PATIENCE, self.renew()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the relay's lease could not be renewed"),
                Err(_) => tracing::warn!("the database does not renew the relay's lease in time"),
            }
            renewals = renewals.wrapping_add(1);
            if renewals.is_multiple_of(COMPARE_AFTER) {
                match timeout(PATIENCE, self.compare()).await {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => {
                        tracing::warn!(%error, "the relay's jobs could not be compared with its rows");
                    }
                    Err(_) => tracing::warn!("the relay's jobs are not compared with its rows in time"),
                }
            }
        }
    }

    /// Renews it once. If it may have ended meanwhile, what others have taken over is forgotten before anything is sent again.
    pub(in crate::queue) async fn renew(&self) -> Result<(), sqlx::Error> {
        let asked_ms = self.clocks();
        sqlx::query(RENEWAL)
            .bind(self.me)
            .bind(LEASE_SECS)
            .execute(&self.pool)
            .await?;
        if !self.is_trusted() {
            self.compare().await?;
        }
        for (until_ms, asked_ms) in self.trusted_until.iter().zip(asked_ms) {
            until_ms.store(asked_ms + TRUST_MS, SeqCst);
        }
        Ok(())
    }

    /// Forgets the jobs whose rows are not this relay's any more, and learns of the rows that no job is about: those of a commit whose
    /// answer was lost. Nobody else would ever look at them.
    pub(in crate::queue) async fn compare(&self) -> Result<(), sqlx::Error> {
        let before = self.memory.numbers();
        let rows = sqlx::query("SELECT number FROM notification WHERE relay = $1 AND state = 'queued'")
            .bind(self.me)
            .fetch_all(&self.pool)
            .await?;
        let ours = rows
            .iter()
            .map(|row| row.try_get::<i64, _>(0).map(i64::unsigned_abs));
        let ours = ours.collect::<Result<HashSet<_>, _>>()?;
        self.memory.keep_only(&before, &ours);
        let missing = self.memory.missing(&ours);
        if missing.is_empty() {
            return Ok(());
        }
        // What has ended meanwhile is not among them.
        let missing: Vec<i64> = missing.into_iter().map(u64::cast_signed).collect();
        let rows = sqlx::query(MISSING)
            .bind(self.me)
            .bind(missing)
            .fetch_all(&self.pool)
            .await?;
        let found: Vec<Job> = rows.iter().map(decode_job).collect::<Result<_, _>>()?;
        if !found.is_empty() {
            tracing::warn!(
                many = found.len(),
                "notifications are found whose commit was never answered"
            );
            self.memory.add(found);
        }
        Ok(())
    }

    /// Takes what relays have left behind whose lease has ended, in the order of acceptance: what is for these lanes, or past its deadline.
    pub(super) async fn take_over(&self, lanes: &[LaneId], now_ms: i64) -> Result<Vec<Job>, sqlx::Error> {
        if !self.is_trusted() {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(TAKE)
            .bind(self.me)
            .bind(TAKEN)
            .bind(now_ms)
            .bind(lanes.iter().map(|lane| lane.app.as_str()).collect::<Vec<_>>())
            .bind(
                lanes
                    .iter()
                    .map(|lane| lane.provider.as_str())
                    .collect::<Vec<_>>(),
            )
            .bind(
                lanes
                    .iter()
                    .map(|lane| lane.environment.map(Environment::as_str))
                    .collect::<Vec<_>>(),
            )
            .fetch_all(&self.pool)
            .await?;
        let mut jobs: Vec<Job> = rows.iter().map(decode_job).collect::<Result<_, _>>()?;
        jobs.sort_unstable_by_key(|job| job.number);
        Ok(jobs)
    }

    /// Gives it back: others need not wait for its end.
    pub(super) async fn end(&self) -> Result<(), sqlx::Error> {
        for until_ms in &self.trusted_until {
            until_ms.store(i64::MIN, SeqCst);
        }
        sqlx::query("UPDATE relay SET until = '-infinity' WHERE id = $1")
            .bind(self.me)
            .execute(&self.pool)
            .await
            .map(|_| ())
    }
}
