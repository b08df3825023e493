//! The queue: rows in a database, and what this process knows of them in memory.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use countersign_proto::{
    push::Notification,
    relay_api::{Event, Report, State, Timeline},
};
use futures_util::future::join_all;
use tokio::sync::watch;

use super::{
    Burial, Claim, DeadLetter, Deferred, Depth, Kept, Key, Leased, Nonce, Once, Progress, Queue, QueueError,
    Seal, SenderName, Usage,
    memory::{Holder, Latest, Memory, Taken},
    postgres::PostgresStorage,
    sqlite::SqliteStorage,
    storage::{Done, Row, Storage, Work},
};
use crate::{lanes::LaneId, relay::Ambient, sender::Sender};

/// Overdue notifications that are ended at a time.
const OVERDUE: usize = 1000;

/// A queue on some database.
pub(super) struct DurableQueue<S> {
    pub(super) storage: S,
    memory: Arc<Memory>,
    latest: Arc<Latest>,
    seal: Seal,
    ambient: Arc<dyn Ambient>,
}

/// Opens a queue in a file, makes it if it is missing, and finds what has not ended. Only one process may have it open: whoever opens
/// it holds the lock of its directory.
///
/// # Errors
/// If it cannot be opened, or was sealed under another master key.
pub(crate) async fn open_alone(
    path: &Path,
    seal: Seal,
    ambient: Arc<dyn Ambient>,
) -> Result<Arc<dyn Queue>, QueueError> {
    Ok(Arc::new(
        DurableQueue::<SqliteStorage>::open(path, seal, ambient).await?,
    ))
}

/// Opens a queue in a database that several relays may share, waiting a minute for one that is starting.
///
/// # Errors
/// If it cannot be opened, or was sealed under another master key.
pub(crate) async fn open_shared(
    url: &str,
    seal: Seal,
    ambient: Arc<dyn Ambient>,
) -> Result<Arc<dyn Queue>, QueueError> {
    Ok(Arc::new(
        DurableQueue::<PostgresStorage>::open(url, seal, ambient).await?,
    ))
}

impl DurableQueue<SqliteStorage> {
    pub(super) async fn open(path: &Path, seal: Seal, ambient: Arc<dyn Ambient>) -> Result<Self, QueueError> {
        let (memory, latest) = (Arc::new(Memory::new()), Arc::new(Latest::default()));
        let storage = SqliteStorage::open(path, Arc::clone(&memory), Arc::clone(&latest)).await?;
        Self::with(storage, memory, latest, seal, ambient).await
    }
}

impl DurableQueue<PostgresStorage> {
    pub(super) async fn open(url: &str, seal: Seal, ambient: Arc<dyn Ambient>) -> Result<Self, QueueError> {
        let (memory, latest) = (Arc::new(Memory::new()), Arc::new(Latest::default()));
        let known = (Arc::clone(&memory), Arc::clone(&latest));
        let storage = PostgresStorage::open(url, known.0, known.1, Arc::clone(&ambient)).await?;
        Self::with(storage, memory, latest, seal, ambient).await
    }
}

impl<S: Storage> DurableQueue<S> {
    async fn with(
        storage: S,
        memory: Arc<Memory>,
        latest: Arc<Latest>,
        seal: Seal,
        ambient: Arc<dyn Ambient>,
    ) -> Result<Self, QueueError> {
        let queue = Self {
            storage,
            memory,
            latest,
            seal,
            ambient,
        };
        match queue.storage.submit(Work::Mark(queue.seal.mark())).await? {
            Done::Marked { same: true } => Ok(queue),
            _ => {
                queue.storage.close().await;
                Err(QueueError(
                    "the master key is not the one that sealed what is in it".to_owned(),
                ))
            }
        }
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
        // Whoever hangs up while it is written has asked for it all the same: what goes back then is found to be taken back.
        let taken = Taken::new(&self.memory, (holder == Holder::Caller).then(|| key.clone()));
        let work = Work::Cancel {
            nonce,
            key: key.clone(),
            under_way: holder == Holder::UnderWay,
            now_ms,
        };
        let done = self.storage.submit(work).await;
        if !matches!(done, Ok(Done::Cancelled(Once::Done(_)))) && holder != Holder::Nobody {
            self.memory.keep(key);
        }
        match done? {
            Done::Cancelled(cancelled) => {
                if matches!(cancelled, Once::Done(_)) {
                    taken.hand_on();
                }
                // Another relay has taken it over, and is to take it back.
                if cancelled == Once::Done(Some(State::Queued)) && holder == Holder::Caller {
                    self.memory.remove(key);
                }
                Ok(cancelled)
            }
            other => Err(other.unexpected()),
        }
    }

    /// Ends some of those whose deadline has passed while nobody had them.
    async fn expire_some(&self, now_ms: i64) -> Result<usize, QueueError> {
        let ended = || {
            Progress::Ended(Report::Expired {
                reason: "the deadline has passed".to_owned(),
            })
        };
        let overdue = self.memory.overdue(now_ms, OVERDUE);
        // Whatever cannot be noted is overdue again.
        let taken: Vec<_> = overdue
            .iter()
            .map(|job| (&job.key, Taken::new(&self.memory, [job.key.clone()])))
            .collect();
        let all = taken.into_iter().map(async |(key, taken)| {
            let noted = self.note(key, ended(), now_ms).await;
            noted.map(|()| taken.hand_on())
        });
        all_done(join_all(all).await)?;
        Ok(overdue.len())
    }
}

/// The first error, once all have come to an end.
fn all_done<T>(done: Vec<Result<T, QueueError>>) -> Result<(), QueueError> {
    done.into_iter().try_for_each(|done| done.map(|_| ()))
}

#[async_trait]
impl<S: Storage> Queue for DurableQueue<S> {
    async fn senders(&self) -> Result<Vec<Sender>, QueueError> {
        self.storage.senders().await
    }

    async fn put_sender(&self, sender: Sender, seen: Vec<Sender>) -> Result<bool, QueueError> {
        let sender = Box::new(sender);
        match self.storage.submit(Work::PutSender { sender, seen }).await? {
            Done::Put(put) => Ok(put),
            other => Err(other.unexpected()),
        }
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.storage.changes()
    }

    async fn remove_sender(&self, name: &SenderName) -> Result<(), QueueError> {
        self.storage
            .submit(Work::RemoveSender(name.clone()))
            .await
            .map(|_| ())
    }

    async fn spend(&self, nonce: Nonce) -> Result<Once<()>, QueueError> {
        match self.storage.submit(Work::Spend(nonce)).await? {
            Done::Spent(spent) => Ok(spent),
            other => Err(other.unexpected()),
        }
    }

    async fn accept(
        &self,
        nonce: Nonce,
        sender: &SenderName,
        notifications: Vec<(LaneId, Notification)>,
        messages: u32,
        now_ms: i64,
    ) -> Result<Once<Vec<Kept>>, QueueError> {
        let rows = notifications
            .into_iter()
            .map(|(lane, notification)| self.row(sender, lane, &notification, now_ms));
        let work = Work::Accept {
            nonce,
            rows: rows.collect(),
            messages,
        };
        match self.storage.submit(work).await? {
            Done::Accepted(kept) => Ok(kept),
            other => Err(other.unexpected()),
        }
    }

    async fn cancel(&self, nonce: Nonce, key: &Key, now_ms: i64) -> Result<Once<Option<State>>, QueueError> {
        self.cancel_with(Some(nonce), key, now_ms).await
    }

    async fn cancel_all(&self, sender: &SenderName, now_ms: i64) -> Result<u64, QueueError> {
        let keys = self.storage.queued_of(sender).await?;
        let all = keys.iter().map(|key| self.cancel_with(None, key, now_ms));
        all_done(join_all(all).await)?;
        Ok(keys.len() as u64)
    }

    async fn lease(&self, lane: &LaneId, now_ms: i64, limit: usize) -> Result<Vec<Leased>, QueueError> {
        if !self.storage.is_trusted() {
            return Ok(Vec::new());
        }
        let jobs = self.memory.lease(lane, now_ms, limit);
        if jobs.is_empty() {
            return Ok(Vec::new());
        }
        let taken = Taken::new(&self.memory, jobs.iter().map(|job| job.key.clone()));
        let mut contents = self.storage.contents(&jobs).await?;
        let mut leased = Vec::with_capacity(jobs.len());
        for job in jobs {
            // If there is none it has ended a moment ago, or another relay has taken it over.
            let Some(content) = contents.remove(&job.number) else {
                self.memory.remove(&job.key);
                continue;
            };
            if content.cancelled && !job.cancelled {
                self.memory.cancel(&job.key);
            }
            match self.seal.open(&job.key, &content.sealed) {
                Ok(notification) => leased.push(Leased {
                    key: job.key,
                    notification,
                    delayed: job.delayed,
                }),
                Err(error) => {
                    tracing::error!(notification.id = %job.key.id, %error, "a queued notification is lost");
                    let reason = error.to_string();
                    let ended = Progress::Ended(Report::Rejected { reason });
                    self.note(&job.key, ended, now_ms).await?;
                }
            }
        }
        taken.hand_on();
        Ok(leased)
    }

    fn claim(&self, key: &Key) -> Claim {
        if self.storage.is_trusted() {
            self.memory.claim(key)
        } else {
            Claim::Lost
        }
    }

    fn defer_due(&self, lane: &LaneId, now_ms: i64, until_ms: i64, limit: usize) -> Vec<Deferred> {
        if !self.storage.is_trusted() {
            return Vec::new();
        }
        let due = self.memory.defer_due(lane, now_ms, until_ms, limit);
        due.into_iter()
            .map(|job| Deferred {
                key: job.key,
                deadline_ms: job.deadline_ms,
                delayed: job.delayed,
                cancelled: job.cancelled,
            })
            .collect()
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
        self.storage.submit(work).await.map(|_| ())
    }

    async fn take_over(&self, lanes: &[LaneId], now_ms: i64) -> Result<usize, QueueError> {
        let mut many = 0;
        loop {
            let taken = self.storage.take_over(lanes, now_ms).await?;
            if taken.is_empty() {
                return Ok(many);
            }
            many += taken.len();
            self.memory.add(taken);
        }
    }

    async fn expire(&self, now_ms: i64) -> Result<usize, QueueError> {
        let mut many = 0;
        loop {
            let some = self.expire_some(now_ms).await?;
            many += some;
            if some < OVERDUE {
                return Ok(many);
            }
        }
    }

    fn next_due(&self, lane: &LaneId) -> Option<i64> {
        // What must not be sent now is not due either.
        self.storage
            .is_trusted()
            .then(|| self.memory.next_due(lane))
            .flatten()
    }

    fn hints(&self) -> watch::Receiver<u64> {
        self.memory.hints()
    }

    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError> {
        self.storage.timeline(key).await
    }

    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError> {
        self.storage.events(sender, after, limit).await
    }

    async fn newest(&self, sender: &SenderName) -> Result<i64, QueueError> {
        self.storage.newest(sender).await
    }

    fn latest(&self, sender: &SenderName) -> watch::Receiver<i64> {
        self.latest.follow(sender)
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError> {
        self.storage.dead_letters(limit).await
    }

    async fn bury(&self, key: &Key, burial: Burial, now_ms: i64) -> Result<bool, QueueError> {
        let work = Work::Bury {
            key: key.clone(),
            burial,
            now_ms,
        };
        match self.storage.submit(work).await? {
            Done::Buried(was_there) => Ok(was_there),
            other => Err(other.unexpected()),
        }
    }

    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError> {
        self.storage.usage(from_ms).await
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

    fn share_of(&self, sender: &SenderName, total: usize) -> usize {
        self.memory.share_of(sender, total)
    }

    async fn sweep(&self, now_ms: i64) -> Result<(), QueueError> {
        // Step by step, so that others can commit in between.
        while matches!(
            self.storage.submit(Work::Sweep { now_ms }).await?,
            Done::Swept { more: true }
        ) {}
        Ok(())
    }

    async fn check(&self) -> Result<(), QueueError> {
        self.storage.submit(Work::Beat).await.map(|_| ())
    }

    async fn broken(&self) {
        self.storage.broken().await;
    }

    async fn close(&self) {
        self.storage.close().await;
    }
}
