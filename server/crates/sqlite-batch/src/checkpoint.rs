//! Copies the log into the database file beside the writer, so that nobody waits for it.
//!
//! SQLite would do so itself, but inside a commit: with many pages to copy that one commit takes as long as many others.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use sqlx::{Connection, Row, SqliteConnection};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// How long the log grows before it is copied. A commit's fsync waits for that of a copy, so the less there is to copy
/// each time, the shorter is the longest commit.
const GROWS: Duration = Duration::from_millis(20);

/// What the writer and the copier tell each other.
#[derive(Debug, Default)]
pub(crate) struct Log {
    written: Notify,
    is_long: AtomicBool,
}

impl Log {
    /// The writer has added to it.
    pub(crate) fn wrote(&self) {
        self.written.notify_one();
    }

    /// Whether the writer shall begin it anew: that takes a moment in which nothing has been added to what was copied.
    pub(crate) fn is_long(&self) -> bool {
        self.is_long.load(Relaxed) && self.is_long.swap(false, Relaxed)
    }
}

/// The task that copies.
pub(crate) struct Checkpointer {
    pub(crate) connection: SqliteConnection,
    pub(crate) log: Arc<Log>,
    /// Pages in the log from which on it is long.
    pub(crate) long: u32,
}

impl Checkpointer {
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let has_grown = async |log: &Log| {
            log.written.notified().await;
            tokio::time::sleep(GROWS).await;
        };
        while stop.run_until_cancelled(has_grown(&self.log)).await.is_some() {
            match copy(&mut self.connection).await {
                Ok(pages) => self.log.is_long.store(pages > i64::from(self.long), Relaxed),
                // The log grows meanwhile; nothing in it is lost.
                Err(error) => tracing::warn!(%error, "the log could not be copied into the database"),
            }
        }
        if let Err(error) = self.connection.close().await {
            tracing::debug!(%error, "the copying connection did not close cleanly");
        }
    }
}

/// Copies what nobody reads from the log any more, and says how many pages the log has. The next commit begins the log
/// anew if all of it was copied.
pub(crate) async fn copy(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    let row = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
        .fetch_one(connection)
        .await?;
    row.try_get(1)
}
