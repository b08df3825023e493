//! How long anything may take: the database limits itself, but a connection whose packets vanish says nothing, for ever.

use std::{io, time::Duration};

use sqlx::PgPool;
use tokio::time::timeout;

/// Longer than the database lets itself take for a statement or a lock.
const PATIENCE: Duration = Duration::from_secs(15);

/// What `asked` comes to, unless the database says nothing for too long. The connection is dropped then: what was asked may have been
/// carried out, or may be yet.
///
/// # Errors
/// What the database says, or that it says nothing.
pub async fn in_time<T>(asked: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    let answered = timeout(PATIENCE, asked).await;
    answered
        .unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, "the database says nothing").into()))
}

/// Closes a pool. A connection on which nothing comes does not hold up whoever ends.
pub async fn close(pool: &PgPool) {
    if timeout(PATIENCE, pool.close()).await.is_err() {
        tracing::warn!("connections to the database are left that say nothing");
    }
}
