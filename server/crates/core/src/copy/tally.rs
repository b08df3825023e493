//! How many rows of each table were copied, and a digest of them.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Page, TABLES};

/// The rows that were seen so far.
#[derive(Debug, Clone, Default)]
pub struct Tally(BTreeMap<&'static str, (u64, Sha256)>);

/// One table's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// How many.
    pub rows: u64,
    /// SHA-256 over their lines, each with its line feed, in the order of the primary key; hexadecimal.
    pub sha256: String,
}

impl Tally {
    /// Counts a page.
    pub fn add(&mut self, page: &Page) {
        for row in &page.rows {
            self.add_line(page.table.name, &row.to_line());
        }
    }

    /// Counts a row that is at hand as its line.
    pub fn add_line(&mut self, table: &'static str, line: &str) {
        let (rows, digest) = self.0.entry(table).or_default();
        *rows += 1;
        digest.update(line.as_bytes());
        digest.update(b"\n");
    }

    /// The count and digest of every table, empty ones too.
    pub fn counted(&self) -> BTreeMap<String, Counted> {
        let tables = TABLES.iter().map(|table| {
            let (rows, digest) = self.0.get(table.name).cloned().unwrap_or_default();
            let sha256 = HEXLOWER.encode(&digest.finalize());
            (table.name.to_owned(), Counted { rows, sha256 })
        });
        tables.collect()
    }
}
