//! The heads that a log is compared with.

use super::Finding;
use crate::audit_log::{AuditHead, AuditKey, KeptHead, SignedHead};

/// A head that the log is compared with.
pub(super) struct Named {
    /// What the report calls it.
    pub(super) name: String,
    /// Whether the log itself keeps it.
    pub(super) own: bool,
    pub(super) signed: SignedHead,
}

/// The heads that can be relied on, by size, and what is wrong with the others.
pub(super) fn heads(
    own: Vec<KeptHead>,
    elsewhere: Vec<(String, SignedHead)>,
    key: &AuditKey,
) -> (Vec<Named>, Vec<Finding>) {
    let none_is_kept = own.is_empty();
    let own = own.into_iter().map(|kept| Named {
        name: format!("the kept head of {} records", kept.signed.head.size),
        own: true,
        signed: kept.signed,
    });
    let elsewhere = elsewhere.into_iter().map(|(name, signed)| Named {
        name,
        own: false,
        signed,
    });
    let (mut right, mut findings) = (Vec::<Named>::new(), Vec::new());
    for head in own.chain(elsewhere) {
        if let Err(error) = head.signed.check(key) {
            findings.push(Finding::Head {
                head: head.name,
                why: error.to_string(),
            });
        } else if right
            .first()
            .is_some_and(|first| first.signed.head.log != head.signed.head.log)
        {
            findings.push(Finding::OtherLog { head: head.name });
        } else {
            if none_is_kept {
                findings.push(Finding::NoHead {
                    head: head.name.clone(),
                });
            }
            right.push(head);
        }
    }
    right.sort_by_key(|head| head.signed.head.size);
    (right, findings)
}

/// The head up to which the log's own hashes are kept.
pub(super) fn own_latest(heads: &[Named]) -> Option<&AuditHead> {
    let own = heads.iter().rfind(|head| head.own);
    own.map(|head| &head.signed.head)
}
