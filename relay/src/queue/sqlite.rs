//! The queue's rows on SQLite: one process has the file to itself, every unit is committed in a group before it is answered.

mod fresh;
mod group;
mod held;
mod rows;
mod written;

use std::{collections::HashMap, path::Path, sync::Arc};

use async_trait::async_trait;
use countersign_batch::Writer;
use countersign_proto::relay_api::{Event, Timeline};
use countersign_sqlite_batch::{Database, Options, SqliteWriter};
use tokio::sync::watch;

use self::{fresh::Fresh, group::Group, rows::Reader};
use super::{
    DeadLetter, Key, QueueError, SenderName, Usage,
    memory::{Job, Latest, Memory},
    storage::{Content, Done, Storage, Work},
};
use crate::{lanes::LaneId, sender::Sender};

/// The embedded database.
pub(super) struct SqliteStorage {
    pub(super) database: Database,
    writer: Writer<SqliteWriter<Group>>,
    latest: Arc<Latest>,
    fresh: Arc<Fresh>,
    /// Nobody else changes senders.
    changes: watch::Sender<u64>,
}

impl SqliteStorage {
    /// Opens the file, brings its tables up to date, and finds what has not ended.
    pub(super) async fn open(
        path: &Path,
        memory: Arc<Memory>,
        latest: Arc<Latest>,
    ) -> Result<Self, QueueError> {
        let database = Database::open(path, &sqlx::migrate!("migrations/sqlite"), Options::default())
            .await
            .map_err(|error| QueueError(error.to_string()))?;
        let reader = Reader(database.readers());
        for sender in reader.senders().await? {
            memory.weigh(&sender.name, sender.policy.weight);
            latest.set(&sender.name, reader.latest_event(&sender.name).await?);
        }
        memory.add(reader.jobs().await?);
        let next = reader.next_number().await?;
        let fresh = Arc::new(Fresh::default());
        let group = Group::new(memory, Arc::clone(&latest), Arc::clone(&fresh), next);
        Ok(Self {
            writer: database.writer(group).await,
            latest,
            fresh,
            changes: watch::Sender::new(0),
            database,
        })
    }

    fn reader(&self) -> Reader<'_> {
        Reader(self.database.readers())
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn submit(&self, work: Work) -> Result<Done, QueueError> {
        Ok(self.writer.submit(work).await?)
    }

    async fn senders(&self) -> Result<Vec<Sender>, QueueError> {
        // What their shares are was said when they were put.
        Ok(self.reader().senders().await?)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn is_trusted(&self) -> bool {
        true
    }

    async fn take_over(&self, _: &[LaneId], _: i64) -> Result<Vec<Job>, QueueError> {
        // What the process before this one has left behind was found when the file was opened.
        Ok(Vec::new())
    }

    async fn contents(&self, jobs: &[Job]) -> Result<HashMap<u64, Content>, QueueError> {
        let (mut contents, mut to_read) = (HashMap::with_capacity(jobs.len()), Vec::new());
        for job in jobs {
            match self.fresh.take(job.number) {
                // Nobody else ends it or takes it back, so the memory knows whether somebody has.
                Some(sealed) => {
                    let cancelled = job.cancelled;
                    contents.insert(job.number, Content { sealed, cancelled });
                }
                None => to_read.push(job.number),
            }
        }
        if !to_read.is_empty() {
            contents.extend(self.reader().contents(&to_read).await?);
        }
        Ok(contents)
    }

    async fn queued_of(&self, sender: &SenderName) -> Result<Vec<Key>, QueueError> {
        Ok(self.reader().queued_of(sender).await?)
    }

    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError> {
        Ok(self.reader().timeline(key).await?)
    }

    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError> {
        Ok(self.reader().events(sender, after, limit).await?)
    }

    async fn newest(&self, sender: &SenderName) -> Result<i64, QueueError> {
        // Nobody else writes events.
        Ok(self.latest.of(sender))
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError> {
        Ok(self.reader().dead_letters(limit).await?)
    }

    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError> {
        Ok(self.reader().usage(from_ms).await?)
    }

    async fn broken(&self) {
        self.database.broken().await;
    }

    async fn close(&self) {
        self.database.close().await;
    }
}
