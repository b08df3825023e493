//! What becomes of a backup's rows when they are put in place of what came after them: a new epoch begins.
//!
//! Nobody knows what happened between a backup and its restore. So nothing that was under way goes on, nothing that is good once
//! is good again, and what was revoked meanwhile stays revoked as far as the audit log of that time is at hand.
//!
//! - **Logins** that were pending end as cancelled, because `restored`; those that had ended are gone with their challenges, so
//!   that no approval opens a second session or allows a second enrolment.
//! - **Enrolments** that were open end.
//! - **Sessions, remembered outcomes and jobs** are gone.
//! - **Recovery codes**: any of them may have been used. The sets stay, empty, so that they still keep others from binding an
//!   authenticator by password alone (R11); their owners make new ones.
//! - **Codes by time** are accepted from steps on that no code accepted before can have come from: see [`unused_since`](crate::method::oath::unused_since).
//! - **Codes by count**: no clock says how far they were used. Such an app or token is set aside; its owner enrols it anew, or
//!   whoever manages it takes it back into use, knowing that no code was typed since.
//! - **Counters of initiators** stay: whoever guessed before is no better off now. So do cookies of known browsers, which
//!   prove a login of the past and allow nothing.
//!
//! Whoever has nothing else left is not let in by less: an operator deletes what they have, as after any total loss. One thing
//! cannot be known again: which requests of compatible phones have changed a push address since; one that somebody has
//! captured works once more, and the phone's own next request puts it right.

mod revoked;
mod rules;

use std::collections::{HashMap, HashSet};

use countersign_proto::ids::UserId;
use serde::Serialize;
use uuid::Uuid;

pub use self::revoked::{LossKind, Revoked, RevokedError, Subject};
use crate::{
    copy::{Cell, CellError, Cells, CopiedTable, Page},
    model::{Audit, AuditEvent, Timestamp},
    port::Entropy,
};

/// What a backup says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedUp {
    /// When it was taken.
    pub at: Timestamp,
    /// The place of its last audit record.
    pub last: i64,
}

/// Something that was revoked after the backup was taken, and is revoked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revocation {
    /// The place of the record that says so, in the log that was.
    pub seq: i64,
    /// When it was.
    pub at: Timestamp,
    /// What it is about.
    pub subject: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called, as far as the backup knows.
    pub name: String,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What became of it.
    pub became: LossKind,
}

/// What a restore has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// Logins that were pending.
    pub logins: u64,
    /// Enrolments that were open.
    pub enrollments: u64,
    /// Sessions.
    pub sessions: u64,
    /// Sets of recovery codes that had any left.
    pub recovery_codes: u64,
    /// Apps and tokens that count.
    pub counting_apps: u64,
    /// What was revoked since, by place.
    pub revoked: Vec<Revocation>,
}

/// A restore that cannot go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EpochError {
    /// A row is not what it should be.
    #[error(transparent)]
    Row(#[from] CellError),
    /// The records that tell of revocations are not those of this log.
    #[error("the audit file is of another log: its record {0} is not the backup's")]
    OtherLog(i64),
    /// A table has no rule here.
    #[error("table {0} has no rule for a restore")]
    Unruled(&'static str),
}

/// A restore on its way.
pub struct Epoch<'e> {
    now: Timestamp,
    /// The latest time at which a code can have been used.
    used_until: Timestamp,
    revoked: Revoked,
    entropy: &'e dyn Entropy,
    /// The place of the next record.
    next: i64,
    records: Vec<Audit>,
    /// Names of the people whom revocations are about.
    names: HashMap<UserId, String>,
    /// Devices of people who were deleted.
    dropped: HashSet<Uuid>,
    ended: Ended,
}

impl<'e> Epoch<'e> {
    /// Begins a new epoch at `now`, with what was revoked since.
    pub fn begin(backup: BackedUp, revoked: Revoked, now: Timestamp, entropy: &'e dyn Entropy) -> Self {
        let said = format!("backup of {} with {} records", backup.at, backup.last);
        Self {
            now,
            used_until: revoked.until().map_or(now, |until| until.max(now)),
            next: backup.last + 1,
            records: vec![Audit::new(AuditEvent::Restored, now).because(said)],
            names: HashMap::new(),
            dropped: HashSet::new(),
            ended: Ended::default(),
            revoked,
            entropy,
        }
    }

    /// What is to be stored for these rows of the backup, which come in the order of [`crate::copy::TABLES`].
    ///
    /// # Errors
    /// [`EpochError`].
    pub fn carry(&mut self, page: Page) -> Result<[Page; 2], EpochError> {
        let Page { table, rows } = page;
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            kept.extend(self.row(row)?);
        }
        Ok([Page { table, rows: kept }, self.records()?])
    }

    /// The records that are still to be stored, and what has ended.
    ///
    /// # Errors
    /// [`EpochError`], never in fact.
    pub fn end(mut self) -> Result<(Page, Ended), EpochError> {
        let rest = self.records()?;
        self.ended.revoked.sort_by_key(|one| one.seq);
        Ok((rest, self.ended))
    }

    /// The rows of the records that have come up.
    fn records(&mut self) -> Result<Page, EpochError> {
        let table = CopiedTable::named("audit").ok_or(EpochError::Unruled("audit"))?;
        let mut rows = Vec::with_capacity(self.records.len());
        for audit in self.records.drain(..) {
            let cells = vec![
                Cell::Integer(self.next),
                Cell::Integer(audit.at.as_millis()),
                Cell::Text(audit.event.as_str().to_owned()),
                audit
                    .user_id
                    .map_or(Cell::Null, |id| Cell::Bytes(id.as_uuid().into_bytes().to_vec())),
                Cell::facts(&audit),
                Cell::Null,
                Cell::Null,
                Cell::Null,
            ];
            rows.push(Cells::new(table, cells)?);
            self.next += 1;
        }
        Ok(Page { table, rows })
    }
}

#[cfg(test)]
mod tests;
