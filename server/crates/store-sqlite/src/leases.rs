//! Which jobs are being worked on. The directory lock makes this the only process, so memory is enough: whatever is
//! forgotten at a crash is due again.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use countersign_core::model::{Job, Timestamp};
use countersign_proto::ids::JobId;

/// The jobs that were taken, with the ends of their leases.
#[derive(Default)]
pub(crate) struct Leases(Mutex<HashMap<JobId, Timestamp>>);

impl Leases {
    /// How many jobs are taken at `now`; leases that have run out are forgotten.
    pub(crate) fn count(&self, now: Timestamp) -> usize {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.retain(|_, until| now < *until);
        taken.len()
    }

    /// Takes up to `limit` of these jobs until `until`, leaving out those that are taken.
    pub(crate) fn take(&self, due: Vec<Job>, limit: usize, until: Timestamp) -> Vec<Job> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = due.into_iter().filter(|job| !taken.contains_key(&job.id));
        let free: Vec<Job> = free.take(limit).collect();
        taken.extend(free.iter().map(|job| (job.id, until)));
        free
    }

    /// Forgets jobs that are gone.
    pub(crate) fn release(&self, jobs: impl IntoIterator<Item = JobId>) {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for job in jobs {
            taken.remove(&job);
        }
    }
}
