//! Where a log says that a backup was restored. What was recorded after the backup is no longer in it, so heads of that time do
//! not fit; they still show what was lost, and whether a restore explains it.

use super::Named;
use crate::model::{Audit, AuditEvent, Timestamp};

/// The restores of a log, by place.
#[derive(Debug, Default)]
pub(super) struct Restores(Vec<(u64, Timestamp)>);

impl Restores {
    /// Looks at the next record.
    pub(super) fn learn(&mut self, seq: i64, audit: &Audit) {
        if audit.event == AuditEvent::Restored {
            self.0.push((seq.unsigned_abs(), audit.at));
        }
    }

    /// The record after which the log is no longer the one that this head was signed for, if a later restore says so.
    pub(super) fn departed(&self, head: &Named) -> Option<u64> {
        let head = &head.signed.head;
        let restore = self.0.iter().find(|(seq, at)| *seq <= head.size && head.at < *at);
        restore.map(|(seq, _)| seq - 1)
    }
}
