//! A database as a whole, beside whoever has it open as a [`Store`](super::Store): read as it is at one moment, or filled
//! while it is empty.

use async_trait::async_trait;

use super::StoreError;
use crate::copy::{Cell, CellError, Cells, CopiedTable, Page};

/// What others may do to a database while it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// Whatever they like: what is read is how it was at the beginning.
    MayWrite,
    /// Nothing: it is refused while somebody else has it open, and nobody can write until all is read.
    MayNotWrite,
}

/// A database that is reached on its own, without the memory and the tasks of a store.
// Bringing tables up to date is no future that could move between threads.
#[async_trait(?Send)]
pub trait Whole: Send + Sync {
    /// Reads it, without changing anything.
    ///
    /// # Errors
    /// [`WholeError`]; its tables must be those of this program.
    async fn snapshot(&self, others: Others) -> Result<Box<dyn Snapshot>, WholeError>;

    /// Makes it if it is missing, brings its tables up to date, and begins to fill them.
    ///
    /// # Errors
    /// [`WholeError::NotEmpty`] if any table has rows.
    async fn fill(&self) -> Result<Box<dyn Filling>, WholeError>;
}

/// A database at one moment.
#[async_trait]
pub trait Snapshot: Send {
    /// The next rows of a table in the order of its primary key, some hundred at most; none at its end.
    async fn rows(
        &mut self,
        table: &'static CopiedTable,
        after: Option<&Cell>,
    ) -> Result<Vec<Cells>, WholeError>;

    /// The last row of a table.
    async fn last(&mut self, table: &'static CopiedTable) -> Result<Option<Cells>, WholeError>;
}

/// An empty database that is being filled, and reads as it is so far. All of it is there once [`Filling::finish`] has
/// returned, and nothing before, or if this is dropped.
#[async_trait]
pub trait Filling: Snapshot {
    /// Adds rows. What they refer to must be there.
    async fn put(&mut self, page: Page) -> Result<(), WholeError>;

    /// Makes all of it durable.
    async fn finish(self: Box<Self>) -> Result<(), WholeError>;
}

/// Why a database could not be copied.
#[derive(Debug, Clone, thiserror::Error)]
pub enum WholeError {
    /// Rows are only added where there are none.
    #[error("it is not empty: table {0} has rows")]
    NotEmpty(String),
    /// Somebody else has it open.
    #[error("it is in use by {0}")]
    InUse(String),
    /// Another version of this program has made its tables.
    #[error(
        "its tables are of version {found}, and this program's of version {wanted}: run `countersign schema migrate` first"
    )]
    Schema {
        /// Of the database.
        found: i64,
        /// Of this program.
        wanted: i64,
    },
    /// A row is not what it should be.
    #[error(transparent)]
    Row(#[from] CellError),
    /// The database could not serve.
    #[error(transparent)]
    Store(#[from] StoreError),
}
