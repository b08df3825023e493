//! How well grouping works, counted since the start.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How much was grouped: units into transactions, or loads into questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Transactions committed, or questions answered.
    pub groups: u64,
    /// Units committed, or loads answered.
    pub members: u64,
    /// Most members of one group.
    pub largest: u64,
}

/// Counts groups while others read the counts; they may see one group's counts half-way.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    groups: AtomicU64,
    members: AtomicU64,
    largest: AtomicU64,
}

impl Counters {
    pub(crate) fn count(&self, members: usize) {
        let members = members as u64;
        self.groups.fetch_add(1, Relaxed);
        self.members.fetch_add(members, Relaxed);
        self.largest.fetch_max(members, Relaxed);
    }

    pub(crate) fn read(&self) -> Statistics {
        Statistics {
            groups: self.groups.load(Relaxed),
            members: self.members.load(Relaxed),
            largest: self.largest.load(Relaxed),
        }
    }
}
