//! The queue's rows on PostgreSQL, which several relays share. What is queued belongs to one of them, which keeps in memory whose turn
//! it is; a lease says for how long.

mod group;
mod held;
mod hints;
mod lease;
mod rows;
mod written;

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use countersign_batch::{Tasks, Writer};
use countersign_postgres::{Hints, Pools, in_time};
use countersign_proto::relay_api::{Event, Timeline};
use tokio::sync::watch;
use uuid::Uuid;

use self::{group::Group, hints::Heard, lease::Lease, rows::Reader};
use super::{
    DeadLetter, Key, QueueError, SenderName, Usage,
    memory::{Job, Latest, Memory},
    storage::{Content, Done, Storage, Work},
};
use crate::{lanes::LaneId, relay::Ambient, sender::Sender};

/// What the sessions of a relay are called.
const RELAY: &str = "countersign relay";
/// The channel of the hints; its number is that of their format.
const CHANNEL: &str = "countersign_relay_1";
/// Units in one group at most; also how many may queue.
const GROUP: usize = 512;

/// The shared database.
pub(super) struct PostgresStorage {
    pools: Pools,
    tasks: Tasks,
    writer: Writer<Group>,
    pub(super) lease: Arc<Lease>,
    memory: Arc<Memory>,
    changes: Arc<watch::Sender<u64>>,
}

impl PostgresStorage {
    /// Connects to the database at `url`, waiting a minute for one that is still starting, brings its tables up to date, and joins the
    /// relays that share it.
    pub(super) async fn open(
        url: &str,
        memory: Arc<Memory>,
        latest: Arc<Latest>,
        ambient: Arc<dyn Ambient>,
    ) -> Result<Self, QueueError> {
        let pools = Pools::open(url, RELAY, &sqlx::migrate!("migrations/postgres"))
            .await
            .map_err(|error| QueueError(error.0))?;
        let mut me = [0; 16];
        ambient.fill(&mut me);
        let (me, tasks) = (Uuid::from_bytes(me), Tasks::default());
        let reading = pools.reading.clone();
        let lease = Arc::new(Lease::new(me, reading, Arc::clone(&memory), Arc::clone(&ambient)));
        in_time(lease.renew()).await?;
        let changes = Arc::new(watch::Sender::new(0));
        let heard = Heard {
            memory: Arc::clone(&memory),
            latest: Arc::clone(&latest),
            changes: Arc::clone(&changes),
            ambient,
        };
        let heard = Arc::new(heard);
        let stop = tasks.stop();
        tasks.spawn(Arc::clone(&lease).keep(stop.clone()));
        tasks.spawn(Arc::clone(&heard).look_for_changes(stop));
        let group = Group {
            me,
            pool: pools.writing.clone(),
            memory: Arc::clone(&memory),
            latest,
            hints: Hints::start(CHANNEL, me, &pools.reading, heard, &tasks),
        };
        Ok(Self {
            writer: Writer::start(group, GROUP, &tasks),
            lease,
            memory,
            changes,
            tasks,
            pools,
        })
    }

    fn reader(&self) -> Reader<'_> {
        Reader(&self.pools.reading)
    }
}

#[async_trait]
impl Storage for PostgresStorage {
    async fn submit(&self, work: Work) -> Result<Done, QueueError> {
        Ok(self.writer.submit(work).await?)
    }

    async fn senders(&self) -> Result<Vec<Sender>, QueueError> {
        let senders = in_time(self.reader().senders()).await?;
        for sender in &senders {
            self.memory.weigh(&sender.name, sender.policy.weight);
        }
        Ok(senders)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn is_trusted(&self) -> bool {
        self.lease.is_trusted()
    }

    async fn take_over(&self, lanes: &[LaneId], now_ms: i64) -> Result<Vec<Job>, QueueError> {
        Ok(in_time(self.lease.take_over(lanes, now_ms)).await?)
    }

    async fn contents(&self, jobs: &[Job]) -> Result<HashMap<u64, Content>, QueueError> {
        let numbers = jobs.iter().map(|job| job.number);
        Ok(in_time(self.reader().contents(self.lease.me(), numbers)).await?)
    }

    async fn queued_of(&self, sender: &SenderName) -> Result<Vec<Key>, QueueError> {
        Ok(in_time(self.reader().queued_of(sender)).await?)
    }

    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError> {
        Ok(in_time(self.reader().timeline(key)).await?)
    }

    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError> {
        Ok(in_time(self.reader().events(sender, after, limit)).await?)
    }

    async fn newest(&self, sender: &SenderName) -> Result<i64, QueueError> {
        Ok(in_time(self.reader().latest_event(sender)).await?)
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError> {
        Ok(in_time(self.reader().dead_letters(limit)).await?)
    }

    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError> {
        Ok(in_time(self.reader().usage(from_ms)).await?)
    }

    async fn broken(&self) {
        self.tasks.broken().await;
    }

    async fn close(&self) {
        self.tasks.close().await;
        if let Err(error) = in_time(self.lease.end()).await {
            tracing::warn!(%error, "the lease could not be given back; others wait for its end");
        }
        self.pools.close().await;
    }
}

#[cfg(test)]
mod tests;
