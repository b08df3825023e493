//! Records that differ from their kept hashes, until it is known which of both was changed.

use super::Finding;
use crate::{
    audit_log::{Hash, record_leaf},
    model::Audit,
};

/// How many are named.
const NAMED: usize = 256;

/// Records that differ from what was kept of them.
#[derive(Default)]
pub(super) struct Suspects(Vec<Suspect>);

struct Suspect {
    seq: i64,
    audit: Audit,
    sealed: Hash,
}

impl Suspects {
    pub(super) fn add(&mut self, seq: i64, audit: Audit, sealed: Hash) {
        if self.0.len() < NAMED {
            self.0.push(Suspect { seq, audit, sealed });
        }
    }

    /// The records are right.
    pub(super) fn clear(&mut self, findings: &mut Vec<Finding>) {
        findings.extend(self.0.drain(..).map(|suspect| {
            let place = suspect.seq.unsigned_abs();
            Finding::Hashes {
                from: place,
                to: place,
            }
        }));
    }

    /// The records are wrong; some may be others that were moved.
    pub(super) fn convict(&mut self, findings: &mut Vec<Finding>) {
        let suspects = std::mem::take(&mut self.0);
        findings.extend(suspects.iter().map(|suspect| {
            let sealed_there = |other: &&Suspect| record_leaf(other.seq, &suspect.audit) == other.sealed;
            match suspects.iter().find(sealed_there) {
                Some(other) => Finding::OutOfOrder {
                    seq: suspect.seq,
                    belongs_at: other.seq,
                },
                None => Finding::Changed { seq: suspect.seq },
            }
        }));
    }
}
