//! Reads a whole log, builds its tree anew, and names every place where it is not what was sealed.
//!
//! Heads say whether the log is right; the kept hashes of leaves say where it is not. So whoever changes records alone is found
//! to the record. Whoever changes kept hashes too is found by the heads that they cannot sign; and whoever could sign, by
//! the heads that were kept elsewhere: then only the records between two heads can be named.

mod finding;
mod heads;
mod kept;
mod restored;
mod right;
mod suspect;

use async_trait::async_trait;
use serde::Serialize;

pub use self::finding::Finding;
use self::{
    heads::{Named, heads, own_latest},
    kept::Kept,
    restored::Restores,
    right::Right,
    suspect::Suspects,
};
use super::{AuditKey, AuditTile, Frontier, KeptHead, SignedHead, TileId, record_leaf};
use crate::{
    model::AuditEntry,
    port::{Store, StoreError},
};

/// Rows that are read at once.
const PAGE: u32 = 4096;

/// Where a log and what was kept of its tree are read.
#[async_trait]
pub trait Log: Send + Sync {
    /// See [`Store::audit_heads`].
    async fn heads(&self) -> Result<Vec<KeptHead>, StoreError>;

    /// See [`Store::audit`].
    async fn entries(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// See [`Store::audit_tiles`].
    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError>;
}

#[async_trait]
impl Log for &dyn Store {
    async fn heads(&self) -> Result<Vec<KeptHead>, StoreError> {
        self.audit_heads().await
    }

    async fn entries(&self, after: i64, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        self.audit(after, limit).await
    }

    async fn tiles(&self, from: TileId, limit: u32) -> Result<Vec<AuditTile>, StoreError> {
        self.audit_tiles(from, limit).await
    }
}

/// What came of reading a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many records there are.
    pub records: u64,
    /// How many of them heads cover; the others have been written since.
    pub sealed: u64,
    /// How many heads, with right signatures, the log was compared with.
    pub heads: usize,
    /// What is wrong, by places; of changed records the first some hundred.
    pub findings: Vec<Finding>,
}

/// Compares a log with its own heads and with those that were kept `elsewhere`, each with a name for the report. `key` is
/// the one that must have signed them all.
///
/// # Errors
/// If the log cannot be read; a row that makes no sense is a finding.
pub async fn verify(
    log: &dyn Log,
    key: &AuditKey,
    elsewhere: Vec<(String, SignedHead)>,
) -> Result<Report, StoreError> {
    let (heads, findings) = heads(log.heads().await?, elsewhere, key);
    let mut reading = Reading {
        kept: Kept::new(log, own_latest(&heads)),
        heads: &heads,
        rebuilt: Some(Frontier::default()),
        next: 1,
        right: Right::default(),
        restores: Restores::default(),
        suspects: Suspects::default(),
        findings,
    };
    let mut records = 0;
    let mut after = i64::MIN;
    loop {
        let page = log.entries(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        records += page.len() as u64;
        for entry in page {
            reading.entry(entry).await?;
        }
    }
    let sealed = heads.iter().map(|head| head.signed.head.size).max().unwrap_or(0);
    let mut findings = reading.end().await?;
    findings.sort_by_key(Finding::place);
    Ok(Report {
        records,
        sealed,
        heads: heads.len(),
        findings,
    })
}

/// A log that is being read.
struct Reading<'l> {
    kept: Kept<'l>,
    /// Those that the log is still to be compared with, by size.
    heads: &'l [Named],
    /// The tree of the records; none once one of them is not there.
    rebuilt: Option<Frontier>,
    /// The place of the next record.
    next: u64,
    right: Right,
    restores: Restores,
    suspects: Suspects,
    findings: Vec<Finding>,
}

impl Reading<'_> {
    async fn entry(&mut self, entry: AuditEntry) -> Result<(), StoreError> {
        let seq = match u64::try_from(entry.seq) {
            Ok(seq) if seq >= self.next => seq,
            _ => {
                self.findings.push(Finding::Added { seq: entry.seq });
                return Ok(());
            }
        };
        if seq > self.next {
            let (from, to) = (self.next, seq - 1);
            self.findings.push(Finding::Missing { from, to });
            while self.next < seq && self.next <= self.kept.size() {
                self.place(None).await?;
            }
            self.rebuilt = None;
            self.next = seq;
        }
        self.place(Some(entry)).await
    }

    /// Goes on by one place, at which this was found.
    async fn place(&mut self, entry: Option<AuditEntry>) -> Result<(), StoreError> {
        let sealed = self.kept.next_leaf().await?;
        match entry {
            Some(AuditEntry {
                seq,
                audit: Ok(audit),
            }) => {
                let leaf = record_leaf(seq, &audit);
                self.restores.learn(seq, &audit);
                if let Some(rebuilt) = &mut self.rebuilt {
                    rebuilt.push(leaf);
                }
                if let Some(sealed) = sealed.filter(|sealed| *sealed != leaf) {
                    self.suspects.add(seq, audit, sealed);
                }
            }
            Some(AuditEntry { seq, audit: Err(why) }) => {
                self.rebuilt = None;
                self.findings.push(Finding::Unreadable { seq, why });
            }
            None => self.rebuilt = None,
        }
        while let Some(head) = self
            .heads
            .first()
            .filter(|head| head.signed.head.size <= self.next)
        {
            self.heads = &self.heads[1..];
            if head.signed.head.size == self.next {
                self.compare(head);
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Compares both trees, that of the records and that of the kept hashes, with a head of their size.
    fn compare(&mut self, head: &Named) {
        let (root, size) = (head.signed.head.root, head.signed.head.size);
        let rebuilt = self.rebuilt.as_ref().map(Frontier::root);
        let kept = self.kept.root(size);
        if rebuilt == Some(root) {
            // The records are right, so what differs from them was changed.
            self.suspects.clear(&mut self.findings);
            self.right.fits(head);
        } else if kept == Some(root) {
            self.suspects.convict(&mut self.findings);
            self.right.fits(head);
        } else if rebuilt.is_some() || kept.is_some() {
            let head_name = head.name.clone();
            if let Some(after) = self.restores.departed(head) {
                // It says nothing of what came after, so it hides nothing either.
                let head = head_name;
                self.findings.push(Finding::Departed { after, head });
            } else if let Some(from) = self.right.ends(head) {
                self.findings.push(Finding::Rewritten {
                    from,
                    to: size,
                    head: head_name,
                });
            }
        }
    }

    /// The log has ended; the heads that are left were signed for more records.
    async fn end(mut self) -> Result<Vec<Finding>, StoreError> {
        let last = self.next - 1;
        let mut sealed = 0;
        for head in self.heads {
            match self.restores.departed(head) {
                Some(after) => self.findings.push(Finding::Departed {
                    after,
                    head: head.name.clone(),
                }),
                None => sealed = head.signed.head.size,
            }
        }
        if last < sealed {
            self.findings.push(Finding::Truncated { after: last, sealed });
            while self.next <= sealed {
                self.place(None).await?;
            }
        }
        self.suspects.convict(&mut self.findings);
        self.kept.end(&mut self.findings).await?;
        Ok(self.findings)
    }
}

#[cfg(test)]
mod tests;
