//! Where accepted notifications are kept until they have ended: what the rest of the relay sees of it.

mod columns;
#[cfg(test)]
mod contract;
mod decide;
mod durable;
mod fair;
mod held;
mod memory;
mod postgres;
#[cfg(test)]
mod scene;
mod seal;
mod sqlite;
mod storage;
mod written;

use std::{fmt, str::FromStr, sync::Arc};

use async_trait::async_trait;
use countersign_proto::{
    push::{Notification, Provider},
    relay_api::{Event, Report, State, Timeline},
};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use self::{
    durable::{open_alone, open_shared},
    seal::Seal,
};
use crate::{lanes::LaneId, sender::Sender};

/// A sender's name: what operators call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct SenderName(Arc<str>);

/// No name of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sender's name has 1 to 64 characters: lower-case letters, digits, dots, hyphens and underscores")]
pub(crate) struct NoName;

impl SenderName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SenderName {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_');
        if (1..=64).contains(&text.len()) && text.bytes().all(is_plain) {
            Ok(Self(text.into()))
        } else {
            Err(NoName)
        }
    }
}

impl TryFrom<String> for SenderName {
    type Error = NoName;

    fn try_from(text: String) -> Result<Self, NoName> {
        text.parse()
    }
}

impl From<SenderName> for String {
    fn from(name: SenderName) -> Self {
        name.0.to_string()
    }
}

impl fmt::Display for SenderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One notification of one sender.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) sender: SenderName,
    pub(crate) id: Uuid,
}

/// What makes a signed request unique, until nobody could send it again. It is spent in the same unit as what the request asks
/// for, so that a crash forgets neither or both, and relays that share a database share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nonce {
    pub(crate) hash: [u8; 16],
    pub(crate) until_ms: i64,
}

/// What came of a request that counts once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Once<T> {
    /// It was carried out.
    Done(T),
    /// Somebody has sent it before; nothing was done.
    Replayed,
}

/// What came of one notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is new, and in the queue.
    New,
    /// It was there before, and has come so far.
    Known(State),
    /// Its id stands for another notification.
    Taken,
    /// Its sender is suspended, or was removed, since its request was read.
    Barred,
    /// Its sender has had as many messages sent to telephones on this day as it may.
    OverLimit,
}

/// How a leased notification stands with whoever has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It is to be sent.
    Wanted,
    /// It was taken back.
    TakenBack,
    /// It is not this relay's any more, as far as that is known: another one may send it.
    Lost,
}

/// A notification that is ours to send.
#[derive(Debug, Clone)]
pub(crate) struct Leased {
    pub(crate) key: Key,
    pub(crate) notification: Notification,
    /// Whether its sender was told that it is delayed.
    pub(crate) delayed: bool,
}

/// A notification that is left alone for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deferred {
    pub(crate) key: Key,
    pub(crate) deadline_ms: i64,
    /// Whether its sender was told that it is delayed.
    pub(crate) delayed: bool,
    /// Whether it was taken back.
    pub(crate) cancelled: bool,
}

/// What to note about a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It has ended.
    Ended(Report),
    /// It is tried again at this time, in milliseconds since the Unix epoch; its sender is told why, once.
    Postponed { due_ms: i64, reason: String },
    /// It is still under way; its sender is told why, once.
    Delayed { reason: String },
    /// It had been sent, and its vendor says what became of it.
    Receipt(Report),
}

/// A notification that its vendor refused and that is kept so that an operator can look into it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DeadLetter {
    #[schema(value_type = String)]
    pub(crate) sender: SenderName,
    pub(crate) id: Uuid,
    pub(crate) kind: Provider,
    pub(crate) app: String,
    pub(crate) attempts: u32,
    pub(crate) reason: String,
    pub(crate) accepted_at_ms: i64,
    pub(crate) deadline_ms: i64,
}

/// What an operator does with a dead letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Burial {
    /// Puts it back into the queue.
    Replay,
    /// Forgets its content.
    Discard,
}

/// What usage calls messages and calls to telephones that were accepted.
pub(crate) const MESSAGES: &str = "messages";

/// How much a sender has used on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Usage {
    #[schema(value_type = String)]
    pub(crate) sender: SenderName,
    /// The day, in universal time: `2026-12-31`.
    pub(crate) day: String,
    /// `accepted`, `messages` (those of the accepted that go to telephones), or what became of notifications, as events call it.
    pub(crate) what: String,
    pub(crate) times: i64,
}

/// How full the queue is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Depth {
    /// Notifications that have not ended.
    pub(crate) queued: usize,
    /// When the oldest of those that are not under way was due, in milliseconds since the Unix epoch.
    pub(crate) oldest_ms: Option<i64>,
}

/// The queue cannot be read or written.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the queue is unavailable: {0}")]
pub(crate) struct QueueError(pub(crate) String);

/// A queue. Whatever it answers is durable by then.
#[async_trait]
pub(crate) trait Queue: Send + Sync + 'static {
    /// All senders by name.
    async fn senders(&self) -> Result<Vec<Sender>, QueueError>;

    /// Adds a sender, or changes it, if all senders are still as `seen`; says whether they were.
    async fn put_sender(&self, sender: Sender, seen: Vec<Sender>) -> Result<bool, QueueError>;

    /// Changes whenever another relay may have changed senders.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Removes a sender with all that is kept of it.
    async fn remove_sender(&self, name: &SenderName) -> Result<(), QueueError>;

    /// Spends a nonce alone.
    async fn spend(&self, nonce: Nonce) -> Result<Once<()>, QueueError>;

    /// Keeps notifications of one sender for their lanes, each with its own answer. Whether it may send is looked up in the same unit: of what
    /// is kept after it was suspended there is nothing, and what was kept before is there for [`Queue::cancel_all`]. `messages` is how many to telephones it may have
    /// kept on one day.
    async fn accept(
        &self,
        nonce: Nonce,
        sender: &SenderName,
        notifications: Vec<(LaneId, Notification)>,
        messages: u32,
        now_ms: i64,
    ) -> Result<Once<Vec<Kept>>, QueueError>;

    /// Takes a notification back, and says how far it has come; nothing if there is none. One that is being sent is not tried
    /// again.
    async fn cancel(&self, nonce: Nonce, key: &Key, now_ms: i64) -> Result<Once<Option<State>>, QueueError>;

    /// Takes back all of a sender's.
    async fn cancel_all(&self, sender: &SenderName, now_ms: i64) -> Result<u64, QueueError>;

    /// Takes up to `limit` that are due on this lane: the senders in fair turns, each one's in order of their class and then of
    /// their acceptance. They are nobody else's until they end, are postponed or released.
    async fn lease(&self, lane: &LaneId, now_ms: i64, limit: usize) -> Result<Vec<Leased>, QueueError>;

    /// Whether a leased one is still to be sent, and by this relay.
    fn claim(&self, key: &Key) -> Claim;

    /// Leaves up to `limit` of those alone that are due on this lane, until this time, in milliseconds since the Unix epoch. Their rows are
    /// not looked at, and a crash may forget it.
    fn defer_due(&self, lane: &LaneId, now_ms: i64, until_ms: i64, limit: usize) -> Vec<Deferred>;

    /// Makes whatever was left for later on this lane due now: what stood in its way is gone. A hint like all due times.
    fn hurry(&self, lane: &LaneId, now_ms: i64);

    /// Gives a leased one back as it was, unless it has ended or was postponed. Dropped work does so.
    fn release(&self, key: &Key);

    /// Notes how far a leased one has come.
    async fn note(&self, key: &Key, progress: Progress, now_ms: i64) -> Result<(), QueueError>;

    /// Takes over what relays have left behind that are gone, for these lanes, which this relay serves; says how many. The rest waits for
    /// a relay that serves its lane; once its deadline has passed anybody ends it.
    async fn take_over(&self, lanes: &[LaneId], now_ms: i64) -> Result<usize, QueueError>;

    /// Ends those whose deadline has passed while nobody had them; says how many.
    async fn expire(&self, now_ms: i64) -> Result<usize, QueueError>;

    /// When the next one on this lane can be leased that nobody has, in milliseconds since the Unix epoch, as far as that is known.
    fn next_due(&self, lane: &LaneId) -> Option<i64>;

    /// Changes whenever something may have become due. A hint: rows are the truth.
    fn hints(&self) -> watch::Receiver<u64>;

    /// What became of one notification.
    async fn timeline(&self, key: &Key) -> Result<Option<Timeline>, QueueError>;

    /// Up to `limit` events of a sender after a number.
    async fn events(&self, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, QueueError>;

    /// The number of a sender's latest event.
    async fn newest(&self, sender: &SenderName) -> Result<i64, QueueError>;

    /// Changes whenever a sender may have another event. A hint: rows are the truth.
    fn latest(&self, sender: &SenderName) -> watch::Receiver<i64>;

    /// Up to `limit` dead letters, oldest deadline first.
    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, QueueError>;

    /// Replays or discards a dead letter; says whether there was one.
    async fn bury(&self, key: &Key, burial: Burial, now_ms: i64) -> Result<bool, QueueError>;

    /// How much each sender has used, by day, from the day of this time on.
    async fn usage(&self, from_ms: i64) -> Result<Vec<Usage>, QueueError>;

    /// How many have not ended of those that are this relay's.
    fn queued(&self) -> usize;

    /// How full it is, at the cost of looking at all that have not ended and are this relay's.
    fn depth(&self) -> Depth;

    /// How many of a sender's have not ended of those that are this relay's.
    fn depth_of(&self, sender: &SenderName) -> usize;

    /// A sender's equal share of so many, among the senders that have anything here that has not ended, and itself.
    fn share_of(&self, sender: &SenderName, total: usize) -> usize;

    /// Removes what has served its time.
    async fn sweep(&self, now_ms: i64) -> Result<(), QueueError>;

    /// Whether it can be written now.
    async fn check(&self) -> Result<(), QueueError>;

    /// Returns when it has failed in a way that only a new start mends.
    async fn broken(&self);

    /// Carries out what was submitted, and closes.
    async fn close(&self);
}
