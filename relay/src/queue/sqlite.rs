//! The queue on SQLite: one process has the file to itself, every unit is committed in a group before it is answered.

mod group;
mod held;
mod rows;
mod written;

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use countersign_batch::{GroupError, Writer};
use countersign_proto::{
    push::Notification,
    relay_api::{Event, Report, State, Timeline},
};
use countersign_sqlite_batch::{Database, Options, SqliteWriter};
use tokio::sync::watch;

use self::{
    group::{Done, Group, Work},
    rows::{Reader, Row},
};
use super::{
    Burial, DeadLetter, Depth, Kept, Key, Leased, Nonce, Once, Progress, Queue, QueueError, Seal, SenderName,
    Usage,
    memory::{Holder, Memory},
};
use crate::{lanes::LaneId, relay::Ambient, sender::Sender};

/// Overdue notifications that are ended at a time.
const OVERDUE: usize = 1000;

/// The embedded queue.
pub(crate) struct SqliteQueue {
    database: Database,
    writer: Writer<SqliteWriter<Group>>,
    memory: Arc<Memory>,
    latest: Arc<Latest>,
    seal: Seal,
    ambient: Arc<dyn Ambient>,
}

impl SqliteQueue {
    /// Opens the file, makes it if it is missing, and finds what has not ended. Only one process may have it open: whoever opens
    /// it holds the lock of its directory.
    ///
    /// # Errors
    /// If it cannot be opened, or was sealed under another master key.
    pub(crate) async fn open(path: &Path, seal: Seal, ambient: Arc<dyn Ambient>) -> Result<Self, QueueError> {
        let database = Database::open(path, &sqlx::migrate!(), Options::default())
            .await
            .map_err(|error| QueueError(error.to_string()))?;
        let (memory, latest) = (Arc::new(Memory::new()), Arc::new(Latest::default()));
        let reader = Reader(database.readers());
        for sender in reader.senders().await? {
            memory.weigh(&sender.name, sender.policy.weight);
            latest.set(&sender.name, reader.latest_event(&sender.name).await?);
        }
        memory.add(reader.jobs().await?);
        let next = reader.next_number().await?;
        let group = Group::new(Arc::clone(&memory), Arc::clone(&latest), next);
        let queue = Self {
            writer: database.writer(group).await,
            memory,
            latest,
            seal,
            ambient,
            database,
        };
        match queue.submit(Work::Mark(queue.seal.mark())).await? {
            Done::Marked { same: true } => Ok(queue),
            _ => {
                queue.close().await;
                Err(QueueError(
                    "the master key is not the one that sealed what is in it".to_owned(),
                ))
            }
        }
    }

    fn reader(&self) -> Reader<'_> {
        Reader(self.database.readers())
    }

    async fn submit(&self, work: Work) -> Result<Done, QueueError> {
        self.writer.submit(work).await.map_err(Into::into)
    }

    fn row(&self, sender: &SenderName, lane: LaneId, notification: &Notification, now_ms: i64) -> Row {
        let key = Key {
            sender: sender.clone(),
            id: notification.id,
        };
        let mut nonce = [0; 24];
        self.ambient.fill(&mut nonce);
        Row {
            reference: notification.reference,
            lane,
            class: notification.class,
            accepted_at_ms: now_ms,
            deadline_ms: notification.deadline_ms,
            fingerprint: self.seal.fingerprint(notification),
            content: self.seal.seal(&key, notification, nonce),
            key,
        }
    }

    async fn cancel_with(
        &self,
        nonce: Option<Nonce>,
        key: &Key,
        now_ms: i64,
    ) -> Result<Once<Option<State>>, QueueError> {
        let holder = self.memory.cancel(key);
        let work = Work::Cancel {
            nonce,
            key: key.clone(),
            under_way: holder == Holder::UnderWay,
            now_ms,
        };
        let done = self.submit(work).await;
        if !matches!(done, Ok(Done::Cancelled(Once::Done(_)))) && holder != Holder::Nobody {
            self.memory.keep(key);
            if holder == Holder::Caller {
                self.memory.release(key);
            }
        }
        match done? {
            Done::Cancelled(cancelled) => Ok(cancelled),
            other => Err(other.unexpected()),
        }
    }
}

#[async_trait]
impl Queue for SqliteQueue {
    async fn senders(&self) -> Result<Vec<Sender>, QueueError> {
        Ok(self.reader().senders().await?)
    }

    async fn put_sender(&self, sender: Sender) -> Result<(), QueueError> {
        self.submit(Work::PutSender(Box::new(sender))).await.map(|_| ())
    }

    async fn remove_sender(&self, name: &SenderName) -> Result<(), QueueError> {
        self.submit(Work::RemoveSender(name.clone())).await.map(|_| ())
    }

    async fn spend(&self, nonce: Nonce) -> Result<Once<()>, QueueError> {
        match self.submit(Work::Spend(nonce)).await? {
            Done::Spent(spent) => Ok(spent),
            other => Err(other.unexpected()),
        }
    }

    async fn accept(
        &self,
        nonce: Nonce,
        sender: &SenderName,
        notifications: Vec<(LaneId, Notification)>,
        now_ms: i64,
    ) -> Result<Once<Vec<Kept>>, QueueError> {
        let rows = notifications
            .into_iter()
            .map(|(lane, notification)| self.row(sender, lane, &notification, now_ms));
        let work = Work::Accept {
            nonce,
            rows: rows.collect(),
        };
        match self.submit(work).await? {
            Done::Accepted(kept) => Ok(kept),
            other => Err(other.unexpected()),
        }
    }

    async fn cancel(&self, nonce: Nonce, key: &Key, now_ms: i64) -> Result<Once<Option<State>>, QueueError> {
        self.cancel_with(Some(nonce), key, now_ms).await
    }

    async fn cancel_all(&self, sender: &SenderName, now_ms: i64) -> Result<u64, QueueError> {
        let keys = self.memory.keys_of(sender);
        let all = keys.iter().map(|key| self.cancel_with(None, key, now_ms));
        futures_util::future::try_join_all(all).await?;
        Ok(keys.len() as u64)
    }

    async fn lease(&self, lane: &LaneId, now_ms: i64, limit: usize) -> Result<Vec<Leased>, QueueError> {
        let jobs = self.memory.lease(lane, now_ms, limit);
        if jobs.is_empty() {
            return Ok(Vec::new());
        }
        let contents = self
            .reader()
            .contents(jobs.iter().map(|job| job.number))
            .await
            .inspect_err(|_| jobs.iter().for_each(|job| self.memory.release(&job.key)))?;
        let mut leased = Vec::with_capacity(jobs.len());
        for job in jobs {
            let opened = contents
                .get(&job.number)
                .map(|content| self.seal.open(&job.key, content));
            match opened {
                Some(Ok(notification)) => leased.push(Leased {
                    key: job.key,
                    notification,
                    delayed: job.delayed,
                }),
                // It has ended a moment ago, and its row is about to say so.
                None => self.memory.release(&job.key),
                Some(Err(error)) => {
                    tracing::error!(notification.id = %job.key.id, %error, "a queued notification is lost");
                    let reason = error.to_string();
                    let ended = Progress::Ended(Report::Rejected { reason });
                    self.note(&job.key, ended, now_ms).await?;
                }
            }
        }
        Ok(leased)
    }

    fn is_wanted(&self, key: &Key) -> bool {
        self.memory.is_wanted(key)
    }

    fn defer(&self, key: &Key, due_ms: i64) {
        self.memory.postpone(key, due_ms);
    }

    fn hurry(&self, lane: &LaneId, now_ms: i64) {
        self.memory.hurry(lane, now_ms);
    }

    fn release(&self, key: &Key) {
        self.memory.release(key);
    }

    async fn note(&self, key: &Key, progress: Progress, now_ms: i64) -> Result<(), QueueError> {
        let work = Work::Note {
            key: key.clone(),
            progress,
            now_ms,
        };
        self.submit(work).await.map(|_| ())
    }

    async fn expire(&self, now_ms: i64) -> Result<usize, QueueError> {
        let overdue = self.memory.overdue(now_ms, OVERDUE);
        let reason = "the deadline has passed";
        let ended = || {
            Progress::Ended(Report::Expired {
                reason: reason.to_owned(),
            })
        };
        let all = overdue.iter().map(async |job| {
            let noted = self.note(&job.key, ended(), now_ms).await;
            // Whatever could not be noted is overdue again.
            noted.inspect_err(|_| self.memory.release(&job.key))
        });
        futures_util::future::try_join_all(all).await?;
        Ok(overdue.len())
    }

    fn next_due(&self, lane: &LaneId) -> Option<i64> {
        self.memory.next_due(lane)
    }

    fn hints(&self) -> watch::Receiver<u64> {
        self.memory.hints()
    }

    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError> {
        Ok(self.reader().timeline(key).await?)
    }

    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError> {
        Ok(self.reader().events(sender, after, limit).await?)
    }

    fn latest(&self, sender: &SenderName) -> watch::Receiver<i64> {
        self.latest.follow(sender)
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError> {
        Ok(self.reader().dead_letters(limit).await?)
    }

    async fn bury(&self, key: &Key, burial: Burial, now_ms: i64) -> Result<bool, QueueError> {
        let work = Work::Bury {
            key: key.clone(),
            burial,
            now_ms,
        };
        match self.submit(work).await? {
            Done::Buried(was_there) => Ok(was_there),
            other => Err(other.unexpected()),
        }
    }

    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError> {
        Ok(self.reader().usage(from_ms).await?)
    }

    fn queued(&self) -> usize {
        self.memory.queued()
    }

    fn depth(&self) -> Depth {
        self.memory.depth()
    }

    fn depth_of(&self, sender: &SenderName) -> usize {
        self.memory.depth_of(sender)
    }

    async fn sweep(&self, now_ms: i64) -> Result<(), QueueError> {
        // Step by step, so that others can commit in between.
        while matches!(
            self.submit(Work::Sweep { now_ms }).await?,
            Done::Swept { more: true }
        ) {}
        Ok(())
    }

    async fn check(&self) -> Result<(), QueueError> {
        self.submit(Work::Beat).await.map(|_| ())
    }

    async fn broken(&self) {
        self.database.broken().await;
    }

    async fn close(&self) {
        self.database.close().await;
    }
}

/// The numbers of the latest events, and whoever waits for the next.
#[derive(Default)]
struct Latest(Mutex<HashMap<SenderName, watch::Sender<i64>>>);

impl Latest {
    fn with<T>(&self, sender: &SenderName, act: impl FnOnce(&watch::Sender<i64>) -> T) -> T {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(latest
            .entry(sender.clone())
            .or_insert_with(|| watch::Sender::new(0)))
    }

    fn of(&self, sender: &SenderName) -> i64 {
        self.with(sender, |latest| *latest.borrow())
    }

    fn set(&self, sender: &SenderName, number: i64) {
        self.with(sender, |latest| latest.send_replace(number));
    }

    fn follow(&self, sender: &SenderName) -> watch::Receiver<i64> {
        self.with(sender, watch::Sender::subscribe)
    }
}

impl From<sqlx::Error> for QueueError {
    fn from(error: sqlx::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<GroupError<sqlx::Error>> for QueueError {
    fn from(error: GroupError<sqlx::Error>) -> Self {
        Self(error.to_string())
    }
}

#[cfg(test)]
mod tests;
