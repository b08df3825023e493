//! Removes what has served its time, a little at a time so that nobody waits for it.

use std::time::Duration;

use countersign_core::{model::Timestamp, port::Swept};
use sqlx::PgConnection;

/// Rows of one kind that one sweep removes at most.
pub(crate) const BATCH: u64 = 1000;
/// How long an ended login or enrolment can still be read: longer than its idempotency key is remembered.
const KEEP: Duration = Duration::from_secs(25 * 3600);

/// Removes up to [`BATCH`] rows of each kind.
pub(crate) async fn sweep(connection: &mut PgConnection, now: Timestamp) -> Result<Swept, sqlx::Error> {
    let before = now - KEEP;
    Ok(Swept {
        logins: delete(
            connection,
            "login",
            "id",
            "state <> 'pending' AND expires_at",
            before,
        )
        .await?,
        enrollments: delete(
            connection,
            "enrollment",
            "id",
            "state NOT IN ('pending', 'proving') AND expires_at",
            before,
        )
        .await?,
        sessions: delete(connection, "session", "token", "expires_at", now).await?,
        standings: delete(connection, "standing", "key", "settled_at", now).await?,
        remembered: delete(connection, "remembered", "key", "expires_at", now).await?,
    })
}

/// What another node is removing or changing is left to it.
async fn delete(
    connection: &mut PgConnection,
    table: &'static str,
    key: &'static str,
    time: &'static str,
    before: Timestamp,
) -> Result<u64, sqlx::Error> {
    let sql = format!(
        "DELETE FROM {table} WHERE {key} IN \
         (SELECT {key} FROM {table} WHERE {time} <= $1 LIMIT {BATCH} FOR UPDATE SKIP LOCKED)"
    );
    let done = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(before.as_millis())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Whether a sweep left something behind.
pub(crate) const fn is_full(swept: &Swept) -> bool {
    swept.logins == BATCH
        || swept.enrollments == BATCH
        || swept.sessions == BATCH
        || swept.standings == BATCH
        || swept.remembered == BATCH
}
