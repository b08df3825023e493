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
use tokio_util::sync::CancellationToken;

use crate::statistics::Counters;

/// How often the log is copied while there is something to copy: often enough that each time there is little, since a
/// commit's fsync waits for that of a copy.
const EVERY: Duration = Duration::from_millis(200);

/// Asks the writer to begin the log anew: that takes a moment in which nothing has been added to what was copied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Restart(Arc<AtomicBool>);

impl Restart {
    /// Whether it was asked for since the last time.
    pub(crate) fn take(&self) -> bool {
        self.0.load(Relaxed) && self.0.swap(false, Relaxed)
    }
}

/// The task that copies.
pub(crate) struct Checkpointer {
    pub(crate) connection: SqliteConnection,
    pub(crate) counters: Arc<Counters>,
    pub(crate) restart: Restart,
    /// Pages in the log from which on the writer is asked to begin it anew.
    pub(crate) long: u32,
}

impl Checkpointer {
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        let mut seen = 0;
        while stop
            .run_until_cancelled(tokio::time::sleep(EVERY))
            .await
            .is_some()
        {
            let groups = self.counters.read().groups;
            if groups == seen {
                continue;
            }
            seen = groups;
            match copy(&mut self.connection).await {
                Ok(pages) => self.restart.0.store(pages > i64::from(self.long), Relaxed),
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
