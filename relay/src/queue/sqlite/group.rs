//! Applies a group of units: one question for what is held of their rows, decisions in memory in the order of arrival, then one
//! statement a table for all that they write.

mod decide;

use std::sync::Arc;

use countersign_proto::relay_api::State;
use countersign_sqlite_batch::Apply;
use sqlx::SqliteConnection;

use super::{
    Latest,
    held::Held,
    rows::{self, Row},
    written::Written,
};
use crate::{
    queue::{
        Burial, Kept, Key, Nonce, Once, Progress, QueueError, SenderName,
        memory::{Job, Memory},
    },
    sender::Sender,
};

/// One unit.
pub(super) enum Work {
    Spend(Nonce),
    Accept {
        nonce: Nonce,
        rows: Vec<Row>,
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
    PutSender(Box<Sender>),
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

    /// The notifications that it is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        let (rows, key) = match self {
            Self::Accept { rows, .. } => (rows.as_slice(), None),
            Self::Cancel { key, .. } | Self::Note { key, .. } | Self::Bury { key, .. } => {
                (&[][..], Some(key))
            }
            _ => (&[][..], None),
        };
        rows.iter().map(|row| &row.key).chain(key)
    }
}

/// What is known in memory once a group is durable, in order.
enum Effect {
    Add(Job),
    Remove(Key),
    Postpone(Key, i64),
    Told(Key),
    Weigh(SenderName, u32),
    Forget(SenderName),
}

/// What the one writer does.
pub(super) struct Group {
    memory: Arc<Memory>,
    latest: Arc<Latest>,
    /// The number of the next row.
    next: u64,
    effects: Vec<Effect>,
    /// How many rows the group at hand adds.
    added: u64,
    /// The events that it adds, as the last number of each sender.
    numbered: Vec<(SenderName, i64)>,
}

impl Group {
    pub(super) const fn new(memory: Arc<Memory>, latest: Arc<Latest>, next: u64) -> Self {
        Self {
            memory,
            latest,
            next,
            effects: Vec::new(),
            added: 0,
            numbered: Vec::new(),
        }
    }
}

impl Apply for Group {
    type Work = Work;
    type Done = Done;

    async fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        group: &[Work],
    ) -> Result<Vec<Done>, sqlx::Error> {
        self.effects.clear();
        (self.added, self.numbered) = (0, Vec::new());
        let mut held = Held::read(connection, group).await?;
        let mut written = Written::default();
        let mut done = Vec::with_capacity(group.len());
        for work in group {
            if let Some(nonce) = work.nonce() {
                if !held.spend(nonce) {
                    done.push(replayed(work));
                    continue;
                }
                written.spend(nonce);
            }
            done.push(match work {
                Work::Spend(_) => Done::Spent(Once::Done(())),
                Work::Accept { rows, .. } => {
                    let kept = rows.iter().map(|row| self.keep(&mut held, &mut written, row));
                    Done::Accepted(Once::Done(kept.collect()))
                }
                Work::Cancel {
                    key,
                    under_way,
                    now_ms,
                    ..
                } => {
                    let state = self.cancel(&mut held, &mut written, key, *under_way, *now_ms);
                    Done::Cancelled(Once::Done(state))
                }
                Work::Note {
                    key,
                    progress,
                    now_ms,
                } => {
                    self.note(&mut held, &mut written, key, progress, *now_ms);
                    Done::Written
                }
                Work::Bury { key, burial, now_ms } => {
                    Done::Buried(self.bury(&mut held, &mut written, key, *burial, *now_ms))
                }
                Work::PutSender(sender) => {
                    rows::put_sender(connection, sender).await?;
                    let (name, weight) = (sender.name.clone(), sender.policy.weight);
                    self.effects.push(Effect::Weigh(name, weight));
                    Done::Written
                }
                Work::RemoveSender(name) => {
                    rows::remove_sender(connection, name).await?;
                    self.effects.push(Effect::Forget(name.clone()));
                    Done::Written
                }
                Work::Sweep { now_ms } => Done::Swept {
                    more: rows::sweep(connection, *now_ms).await?,
                },
                Work::Mark(mark) => Done::Marked {
                    same: rows::mark(connection, mark).await?,
                },
                Work::Beat => {
                    let beat = sqlx::query("UPDATE heartbeat SET beats = beats + 1");
                    beat.execute(&mut *connection).await?;
                    Done::Written
                }
            });
        }
        self.numbered = written.write(connection, &held, &self.latest).await?;
        metrics::counter!("countersign_relay_queue_groups_total").increment(1);
        metrics::counter!("countersign_relay_queue_units_total").increment(group.len() as u64);
        Ok(done)
    }

    fn committed(&mut self, _: &[Work], _: &[Done]) {
        self.next += self.added;
        let mut added = Vec::new();
        for effect in self.effects.drain(..) {
            match effect {
                Effect::Add(job) => {
                    added.push(job);
                    continue;
                }
                // What follows may be about what was just added.
                _ if !added.is_empty() => self.memory.add(added.drain(..)),
                _ => {}
            }
            match effect {
                Effect::Add(_) => {}
                Effect::Remove(key) => self.memory.remove(&key),
                Effect::Postpone(key, due_ms) => self.memory.postpone(&key, due_ms),
                Effect::Told(key) => self.memory.told(&key),
                Effect::Weigh(name, weight) => self.memory.weigh(&name, weight),
                Effect::Forget(name) => {
                    self.memory.forget(&name);
                    self.latest.set(&name, 0);
                }
            }
        }
        if !added.is_empty() {
            self.memory.add(added);
        }
        for (sender, number) in self.numbered.drain(..) {
            self.latest.set(&sender, number);
        }
    }

    fn failed(&mut self) {
        self.effects.clear();
    }
}

/// The answer to a request that somebody has sent before.
fn replayed(work: &Work) -> Done {
    match work {
        Work::Accept { .. } => Done::Accepted(Once::Replayed),
        Work::Cancel { .. } => Done::Cancelled(Once::Replayed),
        _ => Done::Spent(Once::Replayed),
    }
}
