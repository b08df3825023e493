//! What a database does for the queue: the port that SQLite and PostgreSQL serve.

use std::collections::HashMap;

use async_trait::async_trait;
use countersign_proto::{
    push::Class,
    relay_api::{Event, State, Timeline},
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    Burial, DeadLetter, Kept, Key, Nonce, Once, Progress, QueueError, SenderName, Usage, memory::Job,
};
use crate::{lanes::LaneId, sender::Sender};

/// A day.
pub(super) const DAY_MS: i64 = 24 * 3_600_000;
/// How many days of use are kept: a year, and the bill for it.
pub(super) const KEEP_USAGE_DAYS: i64 = 400;
/// How long what has ended can still be read: a day after its deadline, so that no repeat meets a gap.
pub(super) const KEEP_MS: i64 = DAY_MS;
/// How long events are kept: a sender may be down over a long weekend.
pub(super) const KEEP_EVENTS_MS: i64 = 7 * DAY_MS;
/// Rows of a table that one step of a sweep removes at most.
pub(super) const STEP: i64 = 2000;

/// A notification to be kept.
pub(super) struct Row {
    pub(super) key: Key,
    pub(super) reference: Option<Uuid>,
    pub(super) lane: LaneId,
    pub(super) class: Class,
    pub(super) accepted_at_ms: i64,
    pub(super) deadline_ms: i64,
    pub(super) fingerprint: [u8; 16],
    pub(super) content: Vec<u8>,
}

impl Row {
    /// The day on which it was accepted, since the Unix epoch.
    pub(super) const fn day(&self) -> i64 {
        self.accepted_at_ms.div_euclid(DAY_MS)
    }
}

/// One unit.
pub(super) enum Work {
    Spend(Nonce),
    Accept {
        nonce: Nonce,
        rows: Vec<Row>,
        /// How many messages to telephones the sender may have kept on one day.
        messages: u32,
    },
    Cancel {
        nonce: Option<Nonce>,
        key: Key,
        under_way: bool,
        now_ms: i64,
    },
    Note {
        key: Key,
        progress: Progress,
        now_ms: i64,
    },
    Bury {
        key: Key,
        burial: Burial,
        now_ms: i64,
    },
    PutSender {
        sender: Box<Sender>,
        seen: Vec<Sender>,
    },
    RemoveSender(SenderName),
    Sweep {
        now_ms: i64,
    },
    /// Notes what the seal is known by, unless it is noted.
    Mark([u8; 32]),
    Beat,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Done {
    Spent(Once<()>),
    Accepted(Once<Vec<Kept>>),
    Cancelled(Once<Option<State>>),
    Buried(bool),
    Put(bool),
    Swept { more: bool },
    Marked { same: bool },
    Written,
}

impl Done {
    /// An answer to another question.
    pub(super) fn unexpected(&self) -> QueueError {
        QueueError(format!("the writer answered {self:?}"))
    }
}

impl Work {
    pub(super) const fn nonce(&self) -> Option<Nonce> {
        match self {
            Self::Spend(nonce) | Self::Accept { nonce, .. } => Some(*nonce),
            Self::Cancel { nonce, .. } => *nonce,
            _ => None,
        }
    }

    /// The notifications that it adds, if they are not there.
    pub(super) fn rows(&self) -> &[Row] {
        match self {
            Self::Accept { rows, .. } => rows,
            _ => &[],
        }
    }

    /// The senders that hand something in.
    pub(super) fn senders(&self) -> impl Iterator<Item = &SenderName> {
        self.rows().iter().map(|row| &row.key.sender)
    }

    /// The notifications that it is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        let key = match self {
            Self::Cancel { key, .. } | Self::Note { key, .. } | Self::Bury { key, .. } => Some(key),
            _ => None,
        };
        self.rows().iter().map(|row| &row.key).chain(key)
    }

    /// The notifications of which a vendor says later what became of them.
    pub(super) fn receipts(&self) -> Option<&Key> {
        match self {
            Self::Note {
                key,
                progress: Progress::Receipt(_),
                ..
            } => Some(key),
            _ => None,
        }
    }

    /// The senders and days whose messages to telephones it counts.
    pub(super) fn counted(&self) -> impl Iterator<Item = (&SenderName, i64)> {
        let to_telephones = self.rows().iter().filter(|row| row.lane.is_to_telephones());
        to_telephones.map(|row| (&row.key.sender, row.day()))
    }
}

/// What a leased notification is, as its row says.
pub(super) struct Content {
    pub(super) sealed: Vec<u8>,
    /// Whether it is to be taken back.
    pub(super) cancelled: bool,
}

/// A database. What it answers is durable. It tells the memory of whatever it has written.
#[async_trait]
pub(super) trait Storage: Send + Sync + 'static {
    /// Carries a unit out, in one transaction with whatever else has come meanwhile.
    async fn submit(&self, work: Work) -> Result<Done, QueueError>;

    /// All senders by name. Their shares of the sending count from now on.
    async fn senders(&self) -> Result<Vec<Sender>, QueueError>;

    /// Changes whenever another process may have changed senders.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Whether what this process has is still its own: nobody else has taken it over.
    fn is_trusted(&self) -> bool;

    /// Takes some of what processes have left behind that are gone: what is for these lanes, or past its deadline.
    async fn take_over(&self, lanes: &[LaneId], now_ms: i64) -> Result<Vec<Job>, QueueError>;

    /// The contents of those of the jobs that are this process's, by their numbers. Whether one has ended meanwhile is asked before it
    /// is sent: [`super::Queue::claim`].
    async fn contents(&self, jobs: &[Job]) -> Result<HashMap<u64, Content>, QueueError>;

    /// A sender's that have not ended, whoever has them.
    async fn queued_of(&self, sender: &SenderName) -> Result<Vec<Key>, QueueError>;

    /// See [`super::Queue::timeline`].
    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError>;

    /// See [`super::Queue::events`].
    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError>;

    /// See [`super::Queue::newest`].
    async fn newest(&self, sender: &SenderName) -> Result<i64, QueueError>;

    /// See [`super::Queue::dead_letters`].
    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError>;

    /// See [`super::Queue::usage`].
    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError>;

    /// See [`super::Queue::broken`].
    async fn broken(&self);

    /// See [`super::Queue::close`].
    async fn close(&self);
}
