//! One transaction for each group, on the one connection that writes.

mod transaction;

use std::sync::Arc;

use countersign_batch::{Tasks, Transact};
use sqlx::{Connection, SqliteConnection};

use self::transaction::{commit, may_be_one_units_fault};
use crate::checkpoint::{self, Checkpointer, Log};

/// How a store applies a group.
pub trait Apply: Send + 'static {
    /// What callers submit.
    type Work: Send + Sync + 'static;
    /// What they get back.
    type Done: Send + 'static;

    /// Applies `group` inside a transaction that the writer has begun and will commit. Returns one result for each
    /// unit, in order. An error rolls everything back, after which each unit comes again alone, unless the error was
    /// the database's own. Each statement costs a trip to sqlx's worker thread; the writer adds two to a group.
    fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        group: &[Self::Work],
    ) -> impl Future<Output = Result<Vec<Self::Done>, sqlx::Error>> + Send;

    /// The group is durable; nobody has been answered yet.
    fn committed(&mut self, _group: &[Self::Work], _done: &[Self::Done]) {}

    /// The last group was not committed, as far as anybody can tell.
    fn failed(&mut self) {}
}

/// Owns the connection that writes.
pub struct SqliteWriter<A: Apply> {
    apply: A,
    connection: SqliteConnection,
    log: Arc<Log>,
}

impl<A: Apply> SqliteWriter<A> {
    pub(crate) fn new(
        apply: A,
        connection: SqliteConnection,
        copying: SqliteConnection,
        long: u32,
        tasks: &Tasks,
    ) -> Self {
        let log = Arc::new(Log::default());
        let checkpointer = Checkpointer {
            connection: copying,
            log: Arc::clone(&log),
            long,
        };
        tasks.spawn(checkpointer.run(tasks.stop()));
        Self {
            apply,
            connection,
            log,
        }
    }

    /// Leaves one file behind. SQLite itself does so only when its last connection closes, and the last one here only
    /// reads.
    async fn close(mut self) -> Result<(), sqlx::Error> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut self.connection)
            .await?;
        self.connection.close().await
    }
}

impl<A: Apply> Transact for SqliteWriter<A> {
    type Work = A::Work;
    type Done = A::Done;
    type Error = sqlx::Error;

    async fn commit(&mut self, group: &[A::Work]) -> Result<Vec<A::Done>, sqlx::Error> {
        let done = commit(&mut self.apply, &mut self.connection, group).await;
        match &done {
            Ok(done) => {
                self.log.wrote();
                self.apply.committed(group, done);
            }
            Err(_) => self.apply.failed(),
        }
        done
    }

    fn may_be_one_units_fault(error: &sqlx::Error) -> bool {
        may_be_one_units_fault(error)
    }

    async fn tidy(&mut self) {
        if self.log.is_long()
            && let Err(error) = checkpoint::copy(&mut self.connection).await
        {
            tracing::warn!(%error, "the log could not be begun anew");
        }
    }

    async fn close(self) {
        if let Err(error) = Self::close(self).await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }
}

#[cfg(test)]
mod tests;
