//! The jobs of the database in memory, by when they are due. Like [`crate::known::Known`] it follows what the one
//! writer commits; what is forgotten at a crash are only the leases, so such jobs are due again.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use countersign_core::{
    model::{Job, Timestamp},
    port::UnitOfWork,
};
use countersign_proto::ids::JobId;

/// All jobs that are not finished.
pub(crate) struct Agenda(Mutex<Jobs>);

#[derive(Default)]
struct Jobs {
    /// By when they may be taken: when they are to run, or when their lease runs out.
    due: BTreeMap<(Timestamp, JobId), Job>,
    /// The first half of each key of `due`.
    times: HashMap<JobId, Timestamp>,
}

impl Agenda {
    /// The jobs that the database holds.
    pub(crate) fn new(jobs: Vec<Job>) -> Self {
        let mut agenda = Jobs::default();
        for job in jobs {
            agenda.put(job.run_at, job);
        }
        Self(Mutex::new(agenda))
    }

    /// Takes over what durable units left for later and finished.
    pub(crate) fn learn<'u>(&self, units: impl Iterator<Item = &'u UnitOfWork>) {
        let mut jobs = self.lock();
        for unit in units {
            for job in &unit.jobs {
                jobs.put(job.run_at, job.clone());
            }
            for job in &unit.finished_jobs {
                jobs.remove(*job);
            }
        }
    }

    /// Takes up to `limit` of the jobs that are due at `now`, until `until`.
    pub(crate) fn take(&self, now: Timestamp, until: Timestamp, limit: usize) -> Vec<Job> {
        let mut jobs = self.lock();
        let due = jobs.due.iter().take_while(|((time, _), _)| *time <= now);
        let taken: Vec<Job> = due.take(limit).map(|(_, job)| job.clone()).collect();
        for job in &taken {
            jobs.put(until, job.clone());
        }
        taken
    }

    /// Jobs that could not be worked on are due again.
    pub(crate) fn give_back(&self, taken: &[Job]) {
        let mut jobs = self.lock();
        for job in taken {
            jobs.put(job.run_at, job.clone());
        }
    }

    /// Leaves a job alone until `until`.
    pub(crate) fn postpone(&self, job: JobId, until: Timestamp) {
        let mut jobs = self.lock();
        let held = jobs
            .times
            .get(&job)
            .and_then(|time| jobs.due.get(&(*time, job)).cloned());
        if let Some(held) = held {
            jobs.put(until, held);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Jobs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Jobs {
    fn put(&mut self, time: Timestamp, job: Job) {
        self.remove(job.id);
        self.times.insert(job.id, time);
        self.due.insert((time, job.id), job);
    }

    fn remove(&mut self, job: JobId) {
        if let Some(time) = self.times.remove(&job) {
            self.due.remove(&(time, job));
        }
    }
}
