//! Carries out a group of units in one transaction with two questions to the database, however many units there are: what is held of
//! their rows, under locks, and then everything that they write.

use std::sync::Arc;

use countersign_batch::Transact;
use countersign_postgres::{Hints, close, in_time, is_anothers_locks, is_conflict, is_units_fault};
use sqlx::PgPool;
use uuid::Uuid;

use super::{held, hints::Hint, rows, written};
use crate::queue::{
    SenderName,
    decide::{Decisions, Effect, take_effect},
    memory::{Latest, Memory},
    storage::{Done, Work},
    written::measure,
};

/// How often a group that has met another relay's is tried in all: the next time it sees what that one has written.
const TRIES: u32 = 5;

/// What the one writer of this relay does.
pub(super) struct Group {
    pub(super) me: Uuid,
    pub(super) pool: PgPool,
    pub(super) memory: Arc<Memory>,
    pub(super) latest: Arc<Latest>,
    pub(super) hints: Hints,
}

/// What a committed group leaves to be told.
struct Committed {
    done: Vec<Done>,
    effects: Vec<Effect>,
    numbered: Vec<(SenderName, i64)>,
}

impl Transact for Group {
    type Work = Work;
    type Done = Done;
    type Error = sqlx::Error;

    async fn commit(&mut self, group: &[Work]) -> Result<Vec<Done>, sqlx::Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match in_time(self.try_to_commit(group)).await {
                Ok(committed) => return Ok(self.tell(committed)),
                Err(error) if tries < TRIES && (is_anothers_locks(&error) || is_conflict(&error)) => {
                    tracing::debug!(%error, "a group met another relay's and is tried again");
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn may_be_one_units_fault(error: &sqlx::Error) -> bool {
        is_units_fault(error)
    }

    async fn close(self) {
        close(&self.pool).await;
    }
}

impl Group {
    async fn try_to_commit(&self, group: &[Work]) -> Result<Committed, sqlx::Error> {
        // Dropped before its commit it is rolled back.
        let mut transaction = self.pool.begin().await?;
        let mut decisions = Decisions::new(held::read(&mut transaction, group, self.me).await?);
        let mut done = Vec::with_capacity(group.len());
        for work in group {
            done.push(match decisions.decide(work) {
                Some(done) => done,
                None => rows::alone(&mut transaction, work, self.me, &mut decisions.effects).await?,
            });
        }
        let numbered = written::write(&mut transaction, &decisions, self.me).await?;
        transaction.commit().await?;
        measure(group.len(), decisions.written.events());
        Ok(Committed {
            done,
            effects: decisions.effects,
            numbered,
        })
    }

    /// Lets this process and the others know.
    fn tell(&self, committed: Committed) -> Vec<Done> {
        for effect in take_effect(committed.effects, &self.memory, &self.latest) {
            self.hints.send(match effect {
                Effect::Wish(key) => Hint::Wish(key).encode(),
                _ => Hint::Senders.encode(),
            });
        }
        for (sender, number) in committed.numbered {
            self.latest.set(&sender, number);
            self.hints.send(Hint::Event(sender, number).encode());
        }
        committed.done
    }
}
