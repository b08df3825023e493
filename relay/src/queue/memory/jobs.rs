//! The jobs themselves: which line each stands in, and whose turn it is.

use std::collections::{BTreeSet, HashMap};

use super::Job;
use crate::{
    lanes::LaneId,
    queue::{
        Key, SenderName,
        fair::{Fair, Place},
    },
};

/// What a job is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its time has not come.
    Waiting,
    /// It waits for its turn.
    Ready,
    /// Somebody has it.
    Leased,
    /// Its deadline has passed.
    Overdue,
}

/// A job, and what it is at.
pub(super) struct Known {
    pub(super) job: Job,
    pub(super) standing: Standing,
}

/// What waits on one lane.
#[derive(Default)]
pub(super) struct Line {
    ready: Fair<Key>,
    pub(super) waiting: BTreeSet<(i64, u64, Key)>,
}

/// All jobs.
#[derive(Default)]
pub(super) struct Jobs {
    pub(super) known: HashMap<Key, Known>,
    pub(super) lines: HashMap<LaneId, Line>,
    pub(super) deadlines: BTreeSet<(i64, Key)>,
    pub(super) weights: HashMap<SenderName, u32>,
    pub(super) counts: HashMap<SenderName, usize>,
}

impl Jobs {
    /// Adds a job, unless it is known: whoever has it has it still.
    pub(super) fn add(&mut self, job: Job) {
        let key = job.key.clone();
        match self.known.get(&key) {
            Some(known) if known.job.number == job.number => return,
            Some(_) => self.remove(&key),
            None => {}
        }
        self.deadlines.insert((job.deadline_ms, key.clone()));
        *self.counts.entry(key.sender.clone()).or_default() += 1;
        let known = Known {
            job,
            standing: Standing::Leased,
        };
        self.known.insert(key.clone(), known);
        self.line_up(&key);
    }

    /// Puts a job into its line.
    pub(super) fn line_up(&mut self, key: &Key) {
        let Some(known) = self.known.get_mut(key) else {
            return;
        };
        let line = self.lines.entry(known.job.lane.clone()).or_default();
        line.waiting
            .insert((known.job.due_ms, known.job.number, key.clone()));
        known.standing = Standing::Waiting;
    }

    /// Puts a job off.
    pub(super) fn postpone(&mut self, key: &Key, due_ms: i64) {
        self.leave_line(key);
        if let Some(known) = self.known.get_mut(key) {
            known.job.due_ms = due_ms;
            self.line_up(key);
        }
    }

    /// Takes a job out of its line.
    pub(super) fn leave_line(&mut self, key: &Key) {
        let Some(known) = self.known.get_mut(key) else {
            return;
        };
        let (job, standing) = (&known.job, known.standing);
        if let Some(line) = self.lines.get_mut(&job.lane) {
            match standing {
                Standing::Waiting => {
                    line.waiting.remove(&(job.due_ms, job.number, key.clone()));
                }
                Standing::Ready => {
                    line.ready.remove(&key.sender, place(job));
                }
                Standing::Leased | Standing::Overdue => {}
            }
        }
        known.standing = Standing::Leased;
    }

    /// Makes due what waits in this line for a later time.
    pub(super) fn hurry(&mut self, lane: &LaneId, now_ms: i64) {
        let Some(line) = self.lines.get_mut(lane) else {
            return;
        };
        for (due_ms, number, key) in std::mem::take(&mut line.waiting) {
            let due_ms = due_ms.min(now_ms);
            if let Some(known) = self.known.get_mut(&key) {
                known.job.due_ms = due_ms;
            }
            line.waiting.insert((due_ms, number, key));
        }
    }

    /// Takes a job out of its line, for the caller.
    pub(super) fn take(&mut self, key: &Key) -> Option<Job> {
        self.leave_line(key);
        self.known.get(key).map(|known| known.job.clone())
    }

    pub(super) fn lease(&mut self, lane: &LaneId, now_ms: i64, limit: usize) -> Vec<Job> {
        let Some(line) = self.lines.get_mut(lane) else {
            return Vec::new();
        };
        while line.waiting.first().is_some_and(|(due_ms, ..)| *due_ms <= now_ms) {
            let Some((_, _, key)) = line.waiting.pop_first() else {
                break;
            };
            let Some(known) = self.known.get_mut(&key) else {
                continue;
            };
            known.standing = Standing::Ready;
            let weight = self.weights.get(&key.sender).copied().unwrap_or(1);
            line.ready
                .push(&key.sender, weight, place(&known.job), key.clone());
        }
        let mut leased = Vec::new();
        while leased.len() < limit {
            let Some(key) = line.ready.pop() else { break };
            let Some(known) = self.known.get_mut(&key) else {
                continue;
            };
            if known.job.deadline_ms <= now_ms {
                known.standing = Standing::Overdue;
                continue;
            }
            known.standing = Standing::Leased;
            leased.push(known.job.clone());
        }
        leased
    }

    pub(super) fn remove(&mut self, key: &Key) {
        self.leave_line(key);
        if let Some(known) = self.known.remove(key) {
            self.deadlines.remove(&(known.job.deadline_ms, key.clone()));
            self.forget_counts(&known.job);
        }
    }

    fn forget_counts(&mut self, job: &Job) {
        if let Some(count) = self.counts.get_mut(&job.key.sender) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&job.key.sender);
            }
        }
    }
}

const fn place(job: &Job) -> Place {
    Place {
        class: job.class,
        number: job.number,
    }
}
