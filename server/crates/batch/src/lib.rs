#![doc = include_str!("../README.md")]

use std::sync::Arc;

mod loader;
mod statistics;
mod tasks;
mod writer;

pub use loader::{Fetch, Loader};
pub use statistics::Statistics;
pub use tasks::Tasks;
pub use writer::{Transact, Writer};

/// Why a member of a group was not served.
#[derive(Debug, thiserror::Error)]
pub enum GroupError<E> {
    /// The database is closing, or the task that serves groups has died.
    #[error("the database is closed")]
    Closed,
    /// What the database says.
    #[error("{0}")]
    Database(Arc<E>),
}

// Not derived: that would ask the same of `E`.
impl<E> Clone for GroupError<E> {
    fn clone(&self) -> Self {
        match self {
            Self::Closed => Self::Closed,
            Self::Database(error) => Self::Database(Arc::clone(error)),
        }
    }
}
