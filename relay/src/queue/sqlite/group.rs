//! Carries out a group of units in two trips to the database: what is held of their rows, decisions in memory in the order of arrival,
//! then all that they write.

use std::sync::Arc;

use countersign_sqlite_batch::Apply;
use sqlx::SqliteConnection;

use super::{
    fresh::{Fresh, MOST},
    held, rows, written,
};
use crate::queue::{
    SenderName,
    decide::{Decisions, Effect, take_effect},
    memory::{Latest, Memory},
    storage::{Done, Work},
    written::{Events, measure},
};

/// What the one writer does.
pub(super) struct Group {
    memory: Arc<Memory>,
    latest: Arc<Latest>,
    fresh: Arc<Fresh>,
    /// The number of the next row.
    next: u64,
    /// The contents that the group at hand adds.
    contents: Vec<(u64, Vec<u8>)>,
    effects: Vec<Effect>,
    /// How many numbers the group at hand has taken.
    added: u64,
    /// The events that it adds, as the last number of each sender.
    numbered: Vec<(SenderName, i64)>,
    /// And how many of which kind.
    events: Events,
}

impl Group {
    pub(super) fn new(memory: Arc<Memory>, latest: Arc<Latest>, fresh: Arc<Fresh>, next: u64) -> Self {
        Self {
            memory,
            latest,
            fresh,
            next,
            contents: Vec::new(),
            effects: Vec::new(),
            added: 0,
            numbered: Vec::new(),
            events: Events::default(),
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
        let mut decisions = Decisions::new(held::read(connection, group, self.next).await?);
        let mut done = Vec::with_capacity(group.len());
        for work in group {
            done.push(match decisions.decide(work) {
                Some(done) => done,
                None => rows::alone(connection, work, &mut decisions.effects).await?,
            });
        }
        self.numbered = written::write(connection, &decisions, &self.latest).await?;
        let mut room = MOST;
        let newest = decisions.written.inserted.iter().rev().take_while(|row| {
            let left = room.checked_sub(row.content.len());
            room = left.unwrap_or(0);
            left.is_some()
        });
        self.contents = newest
            .filter_map(|row| Some((decisions.held.get(&row.key)?.number, row.content.clone())))
            .collect();
        self.events = decisions.written.events();
        self.added = decisions.held.taken;
        self.effects = decisions.effects;
        Ok(done)
    }

    fn committed(&mut self, group: &[Work], _: &[Done]) {
        measure(group.len(), std::mem::take(&mut self.events));
        self.next += self.added;
        // Before anybody is told of them.
        self.fresh.keep(self.contents.drain(..));
        // There are no other processes to be told.
        take_effect(std::mem::take(&mut self.effects), &self.memory, &self.latest);
        for (sender, number) in self.numbered.drain(..) {
            self.latest.set(&sender, number);
        }
    }

    fn failed(&mut self) {
        self.effects.clear();
        self.contents.clear();
    }
}
