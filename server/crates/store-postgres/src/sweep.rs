//! Removes what has served its time, a little at a time so that nobody waits for it.

use countersign_core::{
    model::Timestamp,
    port::{KEEP_ENDED, Swept},
};
use sqlx::{PgConnection, Row as _};

/// Rows of one kind that one sweep removes at most.
const BATCH: u64 = 1000;

/// A part of a sweep.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    now: Timestamp,
    /// Where the counters begin that nobody has looked at yet, if there are any. They have no tree by time, because every login
    /// would have to move in it.
    unseen: Option<[u8; 32]>,
}

impl Step {
    /// The first one.
    pub(crate) const fn first(now: Timestamp) -> Self {
        Self {
            now,
            unseen: Some([0; 32]),
        }
    }
}

/// Removes up to [`BATCH`] rows of each kind, and says what there is left to do.
pub(crate) async fn sweep(
    connection: &mut PgConnection,
    Step { now, unseen }: Step,
) -> Result<(Swept, Option<Step>), sqlx::Error> {
    let before = now - KEEP_ENDED;
    let (standings, unseen) = match unseen {
        Some(from) => settled(connection, now, from).await?,
        None => (0, None),
    };
    let swept = Swept {
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
        sessions: delete(connection, "session", "token", "expires_at", before).await?,
        standings,
        remembered: delete(connection, "remembered", "key", "expires_at", now).await?,
        mailed_links: delete(connection, "mailed_link", "token", "expires_at", before).await?,
        allowances: delete(connection, "allowance", "key", "settled_at", now).await?,
        certificates: delete(
            connection,
            "certificate_request",
            "id",
            "state = 'ended' AND due_at",
            now,
        )
        .await?
            + delete(
                connection,
                "certificate",
                "fingerprint",
                "state = 'ended' AND not_after",
                before,
            )
            .await?,
        delegations: delete(connection, "delegation", "id", "state = 'ended' AND due_at", now).await?,
        refreshes: delete(connection, "device_refresh", "request", "forget_at", now).await?,
    };
    let is_over = unseen.is_none() && !is_full(&swept);
    Ok((swept, (!is_over).then_some(Step { now, unseen })))
}

/// Removes what has settled among the next [`BATCH`] counters, and says where the others begin.
async fn settled(
    connection: &mut PgConnection,
    now: Timestamp,
    from: [u8; 32],
) -> Result<(u64, Option<[u8; 32]>), sqlx::Error> {
    let next = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT key FROM standing WHERE key >= $1 ORDER BY key LIMIT 1 OFFSET {BATCH}"
    )))
    .bind(from.to_vec())
    .fetch_optional(&mut *connection)
    .await?;
    let next = match next {
        Some(row) => Some(row.try_get::<Vec<u8>, _>(0)?),
        None => None,
    };
    // Longer than every key, and so after all of them.
    let end = next.clone().unwrap_or_else(|| vec![u8::MAX; 33]);
    let done = sqlx::query("DELETE FROM standing WHERE key >= $1 AND key < $2 AND settled_at <= $3")
        .bind(from.to_vec())
        .bind(end)
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok((done.rows_affected(), next.and_then(|next| next.try_into().ok())))
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

/// Whether a sweep may have left something behind.
const fn is_full(swept: &Swept) -> bool {
    swept.logins == BATCH
        || swept.enrollments == BATCH
        || swept.sessions == BATCH
        || swept.remembered == BATCH
        || swept.mailed_links == BATCH
        || swept.allowances == BATCH
        || swept.certificates >= BATCH
        || swept.delegations == BATCH
        || swept.refreshes == BATCH
}
