//! All rows of a snapshot, some at a time.

use super::{Cell, Cells, CopiedTable, TABLES};
use crate::port::{Snapshot, WholeError};

/// Some rows of one table, in the order of its primary key.
#[derive(Debug)]
pub struct Page {
    /// The table.
    pub table: &'static CopiedTable,
    /// Its next rows.
    pub rows: Vec<Cells>,
}

/// Reads a snapshot from its first table's first row to its last table's last one.
pub struct Pages<'s> {
    snapshot: &'s mut dyn Snapshot,
    tables: std::slice::Iter<'static, CopiedTable>,
    /// The table that is being read, and its last row so far.
    at: Option<(&'static CopiedTable, Option<Cell>)>,
}

impl<'s> Pages<'s> {
    /// From the beginning.
    pub fn of(snapshot: &'s mut dyn Snapshot) -> Self {
        Self {
            snapshot,
            tables: TABLES.iter(),
            at: None,
        }
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// Whatever the snapshot says.
    pub async fn next(&mut self) -> Result<Option<Page>, WholeError> {
        loop {
            let (table, after) = match self.at.take() {
                Some(at) => at,
                None => match self.tables.next() {
                    Some(table) => (table, None),
                    None => return Ok(None),
                },
            };
            let rows = self.snapshot.rows(table, after.as_ref()).await?;
            if let Some(last) = rows.last() {
                self.at = Some((table, Some(last.key().clone())));
                return Ok(Some(Page { table, rows }));
            }
        }
    }
}
