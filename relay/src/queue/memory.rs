//! What this process knows of the queue: which notifications wait, whose turn it is, and which are under way. The rows are the
//! truth; this is rebuilt from them, by the next start or by another process that takes over, so that what was under way in a process
//! that died is due again.

mod jobs;
mod latest;
mod taken;

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use countersign_proto::push::Class;
use tokio::sync::watch;

use self::jobs::{Jobs, Standing};
pub(super) use self::{latest::Latest, taken::Taken};
use super::{Claim, Depth, Key, SenderName};
use crate::lanes::LaneId;

/// A notification that has not ended.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) key: Key,
    pub(super) lane: LaneId,
    pub(super) class: Class,
    /// The row's number: the order of acceptance.
    pub(super) number: u64,
    pub(super) due_ms: i64,
    pub(super) deadline_ms: i64,
    /// Whether its sender was told that it is delayed.
    pub(super) delayed: bool,
    /// Whether it is to be taken back.
    pub(super) cancelled: bool,
}

/// Who has a notification that is to be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Nobody had it; now it is the caller's.
    Caller,
    /// It is being sent; whoever has it will not try again.
    UnderWay,
    /// It has ended, or was never there.
    Nobody,
}

/// The jobs of this process.
pub(super) struct Memory {
    jobs: Mutex<Jobs>,
    hints: watch::Sender<u64>,
}

impl Memory {
    pub(super) fn new() -> Self {
        Self {
            jobs: Mutex::default(),
            hints: watch::Sender::new(0),
        }
    }

    pub(super) fn hints(&self) -> watch::Receiver<u64> {
        self.hints.subscribe()
    }

    fn hint(&self) {
        self.hints.send_modify(|count| *count += 1);
    }

    /// A sender's share of the sending.
    pub(super) fn weigh(&self, sender: &SenderName, weight: u32) {
        self.lock().weights.insert(sender.clone(), weight);
    }

    /// Forgets a sender and all of its jobs.
    pub(super) fn forget(&self, sender: &SenderName) {
        let mut jobs = self.lock();
        let keys: Vec<Key> = jobs
            .known
            .keys()
            .filter(|key| key.sender == *sender)
            .cloned()
            .collect();
        for key in keys {
            jobs.remove(&key);
        }
        jobs.weights.remove(sender);
    }

    /// Adds jobs. Those that are known stay as they are.
    pub(super) fn add(&self, added: impl IntoIterator<Item = Job>) {
        let mut jobs = self.lock();
        for job in added {
            jobs.add(job);
        }
        drop(jobs);
        self.hint();
    }

    /// See [`super::Queue::lease`].
    pub(super) fn lease(&self, lane: &LaneId, now_ms: i64, limit: usize) -> Vec<Job> {
        self.lock().lease(lane, now_ms, limit)
    }

    /// Those whose deadline has passed while nobody had them; they are the caller's now.
    pub(super) fn overdue(&self, now_ms: i64, limit: usize) -> Vec<Job> {
        let mut jobs = self.lock();
        let late: Vec<Key> = jobs
            .deadlines
            .iter()
            .take_while(|(deadline_ms, _)| *deadline_ms <= now_ms)
            .filter(|(_, key)| {
                jobs.known
                    .get(key)
                    .is_some_and(|known| known.standing != Standing::Leased)
            })
            .map(|(_, key)| key.clone())
            .take(limit)
            .collect();
        late.iter().filter_map(|key| jobs.take(key)).collect()
    }

    /// Gives back what somebody has.
    pub(super) fn release(&self, key: &Key) {
        let mut jobs = self.lock();
        let leased = jobs
            .known
            .get(key)
            .is_some_and(|known| known.standing == Standing::Leased);
        if leased {
            jobs.line_up(key);
        }
        drop(jobs);
        if leased {
            self.hint();
        }
    }

    /// Puts off what is due.
    pub(super) fn defer_due(&self, lane: &LaneId, now_ms: i64, until_ms: i64, limit: usize) -> Vec<Job> {
        let mut jobs = self.lock();
        let due = jobs.lease(lane, now_ms, limit);
        for job in &due {
            jobs.postpone(&job.key, until_ms);
        }
        due
    }

    /// Puts a job off.
    pub(super) fn postpone(&self, key: &Key, due_ms: i64) {
        self.lock().postpone(key, due_ms);
        self.hint();
    }

    /// See [`super::Queue::hurry`].
    pub(super) fn hurry(&self, lane: &LaneId, now_ms: i64) {
        self.lock().hurry(lane, now_ms);
        self.hint();
    }

    /// Its sender was told that it is delayed.
    pub(super) fn told(&self, key: &Key) {
        if let Some(known) = self.lock().known.get_mut(key) {
            known.job.delayed = true;
        }
    }

    /// Forgets a job that has ended.
    pub(super) fn remove(&self, key: &Key) {
        self.lock().remove(key);
    }

    /// Begins to take a job back.
    pub(super) fn cancel(&self, key: &Key) -> Holder {
        let mut jobs = self.lock();
        let Some(known) = jobs.known.get_mut(key) else {
            return Holder::Nobody;
        };
        known.job.cancelled = true;
        if known.standing == Standing::Leased {
            return Holder::UnderWay;
        }
        jobs.take(key);
        Holder::Caller
    }

    /// Takes a job back for somebody who does not have it: it is due now, and whoever leases it finds it unwanted.
    pub(super) fn take_back(&self, key: &Key, now_ms: i64) {
        if self.cancel(key) == Holder::Caller {
            self.postpone(key, now_ms);
        }
    }

    /// The numbers of all jobs.
    pub(super) fn numbers(&self) -> Vec<(Key, u64)> {
        let jobs = self.lock();
        let numbers = jobs.known.iter();
        numbers
            .map(|(key, known)| (key.clone(), known.job.number))
            .collect()
    }

    /// Those of these rows that no job is about.
    pub(super) fn missing(&self, ours: &HashSet<u64>) -> Vec<u64> {
        let jobs = self.lock();
        let known: HashSet<u64> = jobs.known.values().map(|known| known.job.number).collect();
        ours.difference(&known).copied().collect()
    }

    /// Forgets those of `before` that are not among `still`.
    pub(super) fn keep_only(&self, before: &[(Key, u64)], still: &HashSet<u64>) {
        let mut jobs = self.lock();
        for (key, _) in before.iter().filter(|(_, number)| !still.contains(number)) {
            jobs.remove(key);
        }
    }

    /// Takes nothing back after all.
    pub(super) fn keep(&self, key: &Key) {
        if let Some(known) = self.lock().known.get_mut(key) {
            known.job.cancelled = false;
        }
    }

    /// See [`super::Queue::claim`].
    pub(super) fn claim(&self, key: &Key) -> Claim {
        match self.lock().known.get(key) {
            Some(known) if known.job.cancelled => Claim::TakenBack,
            Some(_) => Claim::Wanted,
            None => Claim::Lost,
        }
    }

    pub(super) fn next_due(&self, lane: &LaneId) -> Option<i64> {
        let jobs = self.lock();
        let line = jobs.lines.get(lane)?;
        line.waiting.first().map(|(due_ms, ..)| *due_ms)
    }

    pub(super) fn queued(&self) -> usize {
        self.lock().known.len()
    }

    pub(super) fn depth(&self) -> Depth {
        let jobs = self.lock();
        let idle = jobs
            .known
            .values()
            .filter(|known| known.standing != Standing::Leased);
        Depth {
            queued: jobs.known.len(),
            oldest_ms: idle.map(|known| known.job.due_ms).min(),
        }
    }

    pub(super) fn depth_of(&self, sender: &SenderName) -> usize {
        self.lock().counts.get(sender).copied().unwrap_or(0)
    }

    /// See [`super::Queue::share_of`].
    pub(super) fn share_of(&self, sender: &SenderName, total: usize) -> usize {
        let jobs = self.lock();
        total / (jobs.counts.len() + usize::from(!jobs.counts.contains_key(sender)))
    }

    fn lock(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use countersign_proto::push::Provider;
    use uuid::Uuid;

    use super::*;

    fn lane() -> LaneId {
        LaneId {
            app: "default".to_owned(),
            provider: Provider::Fcm,
            environment: None,
        }
    }

    fn job(sender: &str, number: u64, due_ms: i64, deadline_ms: i64) -> Job {
        Job {
            key: Key {
                sender: sender.parse().unwrap(),
                id: Uuid::from_u128(number.into()),
            },
            lane: lane(),
            class: Class::Challenge,
            number,
            due_ms,
            deadline_ms,
            delayed: false,
            cancelled: false,
        }
    }

    fn numbers(jobs: &[Job]) -> Vec<u64> {
        jobs.iter().map(|job| job.number).collect()
    }

    #[test]
    fn a_job_is_one_callers_until_it_ends_or_comes_back() {
        let memory = Memory::new();
        memory.add([job("a", 1, 10, 100), job("a", 2, 10, 100)]);
        assert!(memory.lease(&lane(), 9, 5).is_empty(), "before its time");
        assert_eq!(memory.next_due(&lane()), Some(10));
        let leased = memory.lease(&lane(), 10, 1);
        assert_eq!(numbers(&leased), [1]);
        assert_eq!(numbers(&memory.lease(&lane(), 10, 5)), [2]);
        assert!(memory.lease(&lane(), 10, 5).is_empty());
        memory.release(&leased[0].key);
        memory.release(&leased[0].key);
        assert_eq!(numbers(&memory.lease(&lane(), 10, 5)), [1], "once");
        memory.postpone(&leased[0].key, 20);
        memory.postpone(&leased[0].key, 30);
        assert!(memory.lease(&lane(), 29, 5).is_empty());
        assert_eq!(numbers(&memory.lease(&lane(), 30, 5)), [1]);
        memory.remove(&leased[0].key);
        memory.release(&leased[0].key);
        assert!(
            memory.lease(&lane(), 99, 5).is_empty(),
            "what has ended does not come back"
        );
        assert_eq!(memory.depth().queued, 1);
        assert_eq!(memory.depth_of(&"a".parse().unwrap()), 1);
    }

    #[test]
    fn a_job_that_is_added_again_stays_as_it_is() {
        let memory = Memory::new();
        memory.add([job("a", 1, 10, 100), job("a", 2, 10, 100)]);
        let leased = memory.lease(&lane(), 10, 1);
        memory.add([job("a", 1, 10, 100), job("a", 2, 10, 100), job("a", 3, 10, 100)]);
        assert_eq!(numbers(&memory.lease(&lane(), 10, 5)), [2, 3], "one is under way");
        assert_eq!(memory.depth_of(&"a".parse().unwrap()), 3);
        let ours = HashSet::from([1, 2, 3, 4]);
        assert_eq!(memory.missing(&ours), [4]);
        let another = Job {
            number: 5,
            ..leased[0].clone()
        };
        memory.add([another]);
        assert_eq!(
            numbers(&memory.lease(&lane(), 10, 5)),
            [5],
            "another row of the same id takes its place"
        );
        assert_eq!(memory.depth_of(&"a".parse().unwrap()), 3);
    }

    #[test]
    fn what_was_left_for_later_can_be_hurried() {
        let memory = Memory::new();
        let other = LaneId::apple("default", countersign_proto::push::Environment::Sandbox);
        let elsewhere = Job {
            lane: other.clone(),
            ..job("b", 3, 50, 100)
        };
        memory.add([job("a", 1, 50, 100), job("a", 2, 10, 100), elsewhere]);
        memory.hurry(&lane(), 20);
        assert_eq!(memory.next_due(&lane()), Some(10), "nothing becomes later");
        assert_eq!(numbers(&memory.lease(&lane(), 20, 5)), [1, 2]);
        assert_eq!(memory.next_due(&other), Some(50));
        memory.hurry(&lane(), 20);
        assert!(
            memory.lease(&lane(), 20, 5).is_empty(),
            "what is under way stays so"
        );
    }

    #[test]
    fn what_is_past_its_deadline_is_not_leased_but_found() {
        let memory = Memory::new();
        memory.add([job("a", 1, 0, 10), job("a", 2, 0, 20), job("a", 3, 50, 10)]);
        assert_eq!(numbers(&memory.lease(&lane(), 10, 5)), [2]);
        assert_eq!(numbers(&memory.overdue(10, 9)), [1, 3]);
        assert!(memory.overdue(10, 9).is_empty(), "they are the caller's");
        assert!(memory.overdue(20, 9).is_empty(), "whoever is sending it ends it");
    }

    #[test]
    fn taking_back_says_who_has_it() {
        let memory = Memory::new();
        let (idle, sent) = (job("a", 1, 50, 100), job("a", 2, 0, 100));
        memory.add([idle.clone(), sent.clone()]);
        memory.lease(&lane(), 0, 5);
        assert_eq!(memory.claim(&sent.key), Claim::Wanted);
        assert_eq!(memory.cancel(&sent.key), Holder::UnderWay);
        assert_eq!(memory.claim(&sent.key), Claim::TakenBack);
        assert_eq!(memory.cancel(&idle.key), Holder::Caller);
        assert!(memory.lease(&lane(), 60, 5).is_empty());
        memory.keep(&idle.key);
        memory.release(&idle.key);
        assert_eq!(numbers(&memory.lease(&lane(), 60, 5)), [1]);
        let nobodys = job("b", 1, 0, 0).key;
        assert_eq!(memory.cancel(&nobodys), Holder::Nobody);
        assert_eq!(memory.claim(&nobodys), Claim::Lost);
    }

    #[test]
    fn what_somebody_else_takes_back_is_due_at_once_and_unwanted() {
        let memory = Memory::new();
        let (idle, sent) = (job("a", 1, 50, 100), job("a", 2, 0, 100));
        memory.add([idle.clone(), sent.clone()]);
        memory.lease(&lane(), 0, 5);
        memory.take_back(&idle.key, 10);
        memory.take_back(&sent.key, 10);
        assert_eq!(numbers(&memory.lease(&lane(), 10, 5)), [1]);
        assert_eq!(memory.claim(&idle.key), Claim::TakenBack);
        assert_eq!(memory.claim(&sent.key), Claim::TakenBack);
    }

    #[test]
    fn what_others_have_taken_over_is_forgotten_and_what_came_meanwhile_is_not() {
        let memory = Memory::new();
        memory.add([job("a", 1, 0, 100), job("a", 2, 0, 100)]);
        let leased = memory.lease(&lane(), 0, 1);
        let before = memory.numbers();
        memory.add([job("a", 3, 0, 100)]);
        memory.keep_only(&before, &HashSet::from([2]));
        assert_eq!(memory.claim(&leased[0].key), Claim::Lost);
        memory.release(&leased[0].key);
        assert_eq!(numbers(&memory.lease(&lane(), 0, 5)), [2, 3]);
    }
}
