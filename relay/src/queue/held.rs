//! What is held of the rows that a group is about, as its units change it.

use std::collections::{HashMap, HashSet};

use countersign_proto::{push::Class, relay_api::State};
use uuid::Uuid;

use super::{Key, Nonce, SenderName, memory::Job, storage::Row};
use crate::lanes::LaneId;

/// A notification without its content, and how far it has come.
pub(super) struct Delivery {
    pub(super) number: u64,
    pub(super) reference: Option<Uuid>,
    pub(super) lane: LaneId,
    pub(super) class: Class,
    pub(super) accepted_at_ms: i64,
    pub(super) deadline_ms: i64,
    pub(super) state: State,
    pub(super) attempts: u32,
    pub(super) due_ms: i64,
    pub(super) delayed: bool,
    pub(super) cancelled: bool,
    pub(super) fingerprint: [u8; 16],
    pub(super) has_content: bool,
    /// Whether it is this process's to send.
    pub(super) is_ours: bool,
}

impl Delivery {
    /// Ends it. Its content goes, unless somebody is to look into it.
    pub(super) fn end(&mut self, state: State) {
        self.state = state;
        self.has_content &= state == State::Rejected;
    }

    pub(super) fn is_dead_letter(&self, now_ms: i64) -> bool {
        self.state == State::Rejected && self.has_content && now_ms < self.deadline_ms
    }

    pub(super) fn job(&self, key: &Key) -> Job {
        Job {
            key: key.clone(),
            lane: self.lane.clone(),
            class: self.class,
            number: self.number,
            due_ms: self.due_ms,
            deadline_ms: self.deadline_ms,
            delayed: self.delayed,
            cancelled: self.cancelled,
        }
    }
}

/// The rows, nonces and counts of one group.
pub(super) struct Held {
    /// Those of the senders that may send.
    pub(super) active: HashSet<SenderName>,
    pub(super) spent: HashSet<[u8; 16]>,
    pub(super) known: HashMap<Key, Delivery>,
    /// Those of which it was noted what a vendor said later.
    pub(super) told: HashSet<Key>,
    /// Messages to telephones that were kept so far, by sender and day.
    pub(super) messages: HashMap<(SenderName, i64), i64>,
    /// Numbers for new rows.
    pub(super) numbers: Box<dyn Iterator<Item = u64> + Send + Sync>,
    /// How many of them were taken.
    pub(super) taken: u64,
}

impl Held {
    /// Spends a nonce; false if somebody has before.
    pub(super) fn spend(&mut self, nonce: Nonce) -> bool {
        self.spent.insert(nonce.hash)
    }

    pub(super) fn get(&self, key: &Key) -> Option<&Delivery> {
        self.known.get(key)
    }

    pub(super) fn get_mut(&mut self, key: &Key) -> Option<&mut Delivery> {
        self.known.get_mut(key)
    }

    /// Counts a message to a telephone, if there may be another one on this day.
    pub(super) fn count_message(&mut self, row: &Row, most: u32) -> bool {
        let day = (row.key.sender.clone(), row.day());
        let sent = self.messages.entry(day).or_default();
        let is_within = *sent < i64::from(most);
        *sent += i64::from(is_within);
        is_within
    }

    /// Forgets a sender with its notifications. The numbers that these had are not given again.
    pub(super) fn forget(&mut self, sender: &SenderName) {
        self.active.remove(sender);
        self.known.retain(|key, _| key.sender != *sender);
    }

    /// Adds a new notification.
    pub(super) fn add(&mut self, row: &Row) -> Job {
        self.taken += 1;
        let known = Delivery {
            number: self.numbers.next().expect("there is a number for each new row"),
            reference: row.reference,
            lane: row.lane.clone(),
            class: row.class,
            accepted_at_ms: row.accepted_at_ms,
            deadline_ms: row.deadline_ms,
            state: State::Queued,
            attempts: 0,
            due_ms: row.accepted_at_ms,
            delayed: false,
            cancelled: false,
            fingerprint: row.fingerprint,
            has_content: true,
            is_ours: true,
        };
        let job = known.job(&row.key);
        self.known.insert(row.key.clone(), known);
        job
    }
}
