//! One group, one transaction: all of it durable, or none of it.

use sqlx::{Error, SqliteConnection, query};

use super::Apply;

/// Applies and commits `group`; after an error nothing of it remains and the connection is free again.
///
/// The statements are our own instead of sqlx's transaction: when the disk is full or fails, SQLite ends a transaction
/// by itself; sqlx would go on counting it as open and refuse every later one.
pub(super) async fn commit<A: Apply>(
    apply: &mut A,
    connection: &mut SqliteConnection,
    group: &[A::Work],
) -> Result<Vec<A::Done>, Error> {
    query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let done = apply_and_commit(apply, connection, group).await;
    if done.is_err() {
        // Fails if SQLite has rolled back by itself. Should the transaction still be open, the next BEGIN fails.
        let _ = query("ROLLBACK").execute(&mut *connection).await;
    }
    done
}

async fn apply_and_commit<A: Apply>(
    apply: &mut A,
    connection: &mut SqliteConnection,
    group: &[A::Work],
) -> Result<Vec<A::Done>, Error> {
    let done = apply.apply(connection, group).await?;
    if done.len() != group.len() {
        // Nobody could tell which answer is whose.
        let (done, units) = (done.len(), group.len());
        return Err(Error::Protocol(format!(
            "the store gave {done} answers to {units} units"
        )));
    }
    query("COMMIT").execute(connection).await?;
    Ok(done)
}

/// Primary result codes by which SQLite says that the trouble is the database's, not a statement's: BUSY, NOMEM,
/// READONLY, IOERR, FULL, CANTOPEN (<https://www.sqlite.org/rescode.html>).
const OF_THE_DATABASE: [i32; 6] = [5, 7, 8, 10, 13, 14];

/// Whether one unit may have spoilt it for its group. If not, trying them one by one would only fail as often.
pub(super) fn may_be_one_units_fault(error: &Error) -> bool {
    match error {
        Error::Database(error) => error
            .code()
            .and_then(|code| code.parse::<i32>().ok())
            // The low byte is the primary code.
            .is_none_or(|code| !OF_THE_DATABASE.contains(&(code & 0xff))),
        Error::Io(_) | Error::WorkerCrashed => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Connection;
    use tempfile::TempDir;

    use super::*;
    use crate::testing::{count, open};

    /// What [`Odd`] does with a unit.
    #[derive(Clone, Copy)]
    enum Unit {
        Insert(i64),
        /// Lets the database grow no further, then writes more than fits.
        Overflow,
        Forget,
        Panic,
    }

    /// A store in trouble.
    struct Odd;

    impl Apply for Odd {
        type Work = Unit;
        type Done = ();

        async fn apply(
            &mut self,
            connection: &mut SqliteConnection,
            group: &[Unit],
        ) -> Result<Vec<()>, Error> {
            let mut done = Vec::new();
            for unit in group {
                let number = match unit {
                    Unit::Insert(number) => *number,
                    Unit::Overflow => {
                        query("PRAGMA max_page_count = 1")
                            .execute(&mut *connection)
                            .await?;
                        query("CREATE TABLE large AS SELECT zeroblob(1000000)")
                            .execute(&mut *connection)
                            .await?;
                        continue;
                    }
                    Unit::Forget => continue,
                    Unit::Panic => panic!("asked to"),
                };
                query("INSERT OR ROLLBACK INTO number VALUES ($1)")
                    .bind(number)
                    .execute(&mut *connection)
                    .await?;
                done.push(());
            }
            Ok(done)
        }
    }

    #[tokio::test]
    async fn the_writer_goes_on_after_sqlite_has_rolled_back_by_itself() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Odd).await;
        assert!(writer.submit(Unit::Insert(-1)).await.is_err());
        writer.submit(Unit::Insert(1)).await.unwrap();
        assert_eq!(count(&database).await, 1);
    }

    #[tokio::test]
    async fn a_full_disk_refuses_what_does_not_fit_and_keeps_what_was_answered() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Odd).await;
        writer.submit(Unit::Insert(1)).await.unwrap();
        let refusal = writer.submit(Unit::Overflow).await.unwrap_err();
        assert!(refusal.to_string().contains("full"), "{refusal}");
        writer.submit(Unit::Insert(2)).await.unwrap();
        assert_eq!(count(&database).await, 2);
    }

    #[tokio::test]
    async fn a_missing_answer_leaves_nothing_written() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Odd).await;
        let (kept, forgotten) = tokio::join!(writer.submit(Unit::Insert(1)), writer.submit(Unit::Forget));
        kept.unwrap();
        assert!(forgotten.is_err());
        assert_eq!(
            count(&database).await,
            1,
            "the group was rolled back, then one unit came alone"
        );
    }

    #[tokio::test]
    async fn r18_after_a_panic_nothing_remains_and_nothing_is_accepted() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Odd).await;
        let (one, two) = tokio::join!(writer.submit(Unit::Insert(1)), writer.submit(Unit::Panic));
        assert!(one.is_err() && two.is_err());
        assert!(writer.submit(Unit::Insert(2)).await.is_err());
        database.broken().await;
        assert_eq!(count(&database).await, 0);
    }

    #[tokio::test]
    async fn a_locked_database_is_no_units_fault() {
        let dir = TempDir::new().unwrap();
        let _database = open(&dir).await;
        let url = format!("sqlite:{}", dir.path().join("db").display());
        let mut one = SqliteConnection::connect(&url).await.unwrap();
        let mut two = SqliteConnection::connect(&url).await.unwrap();
        query("PRAGMA busy_timeout = 0").execute(&mut two).await.unwrap();
        query("BEGIN IMMEDIATE").execute(&mut one).await.unwrap();
        let busy = commit(&mut Odd, &mut two, &[Unit::Insert(1)]).await.unwrap_err();
        assert!(!may_be_one_units_fault(&busy), "{busy}");
        query("ROLLBACK").execute(&mut one).await.unwrap();
        let broken_rule = commit(&mut Odd, &mut two, &[Unit::Insert(-1)]).await.unwrap_err();
        assert!(may_be_one_units_fault(&broken_rule), "{broken_rule}");
    }
}
