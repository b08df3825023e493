//! The one writer: many callers, one transaction.

use std::sync::Arc;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How a store applies a group.
pub trait Apply: Send + 'static {
    /// What callers submit.
    type Work: Send + Sync + 'static;
    /// What they get back.
    type Done: Send + 'static;

    /// Applies `group` inside a transaction that the writer has begun and will commit. Returns one result for each
    /// unit, in order. An error rolls everything back, after which each unit comes again alone.
    fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        group: &[Self::Work],
    ) -> impl Future<Output = Result<Vec<Self::Done>, sqlx::Error>> + Send;
}

/// Why a unit was not applied.
#[derive(Debug, Clone, thiserror::Error)]
pub enum WriteError {
    /// The database is closing or its writer has died.
    #[error("the database is closed")]
    Closed,
    /// What SQLite says.
    #[error("{0}")]
    Database(Arc<sqlx::Error>),
}

struct Submitted<A: Apply> {
    work: A::Work,
    reply: oneshot::Sender<Result<A::Done, WriteError>>,
}

/// Submits units to the one writer.
pub struct Writer<A: Apply> {
    queue: mpsc::Sender<Submitted<A>>,
}

impl<A: Apply> Writer<A> {
    pub(crate) fn start(
        apply: A,
        connection: SqliteConnection,
        group: usize,
        tasks: &TaskTracker,
        stop: CancellationToken,
    ) -> Self {
        let (queue, submitted) = mpsc::channel(group);
        tasks.spawn(
            Owner {
                apply,
                connection,
                submitted,
                group,
            }
            .run(stop),
        );
        Self { queue }
    }

    /// Applies a unit, and returns once it is durable. Waits while the queue is full.
    ///
    /// # Errors
    /// [`WriteError`]; the unit was then not applied, unless the machine failed during the commit itself.
    pub async fn submit(&self, work: A::Work) -> Result<A::Done, WriteError> {
        let (reply, answer) = oneshot::channel();
        self.queue
            .send(Submitted { work, reply })
            .await
            .map_err(|_| WriteError::Closed)?;
        answer.await.map_err(|_| WriteError::Closed)?
    }
}

/// The task that owns the writing connection.
struct Owner<A: Apply> {
    apply: A,
    connection: SqliteConnection,
    submitted: mpsc::Receiver<Submitted<A>>,
    group: usize,
}

impl<A: Apply> Owner<A> {
    async fn run(mut self, stop: CancellationToken) {
        let mut group = Vec::with_capacity(self.group);
        loop {
            let taken = tokio::select! {
                biased;
                () = stop.cancelled(), if !self.submitted.is_closed() => {
                    self.submitted.close();
                    continue;
                }
                taken = self.submitted.recv_many(&mut group, self.group) => taken,
            };
            if taken == 0 {
                break;
            }
            let (work, replies) = group
                .drain(..)
                .map(|submitted| (submitted.work, submitted.reply))
                .unzip();
            self.answer(work, replies).await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }

    async fn answer(
        &mut self,
        work: Vec<A::Work>,
        replies: Vec<oneshot::Sender<Result<A::Done, WriteError>>>,
    ) {
        match self.commit(&work).await {
            Ok(done) => {
                for (reply, done) in replies.into_iter().zip(done) {
                    // Whoever no longer waits does not need the answer; the unit is applied all the same.
                    let _ = reply.send(Ok(done));
                }
            }
            Err(error) if work.len() > 1 => {
                tracing::debug!(%error, units = work.len(), "a group failed; its units are tried one by one");
                for (unit, reply) in work.into_iter().zip(replies) {
                    let alone = self.commit(&[unit]).await;
                    let _ = reply.send(alone.map(single).unwrap_or_else(|error| Err(failed(error))));
                }
            }
            Err(error) => {
                let error = failed(error);
                for reply in replies {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }

    async fn commit(&mut self, group: &[A::Work]) -> Result<Vec<A::Done>, sqlx::Error> {
        // Dropped without a commit, the transaction rolls back before the connection is used again.
        let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await?;
        let done = self.apply.apply(&mut transaction, group).await?;
        transaction.commit().await?;
        Ok(done)
    }
}

fn single<D>(mut done: Vec<D>) -> Result<D, WriteError> {
    done.pop().ok_or_else(|| failed(sqlx::Error::RowNotFound))
}

fn failed(error: sqlx::Error) -> WriteError {
    WriteError::Database(Arc::new(error))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use sqlx::{
        Row,
        migrate::{Migration, MigrationType, Migrator},
    };
    use tempfile::TempDir;

    use super::*;
    use crate::{Database, Options};

    /// Inserts numbers; a negative one breaks the table's rule.
    struct Numbers;

    impl Apply for Numbers {
        type Work = i64;
        type Done = usize;

        async fn apply(
            &mut self,
            connection: &mut SqliteConnection,
            group: &[i64],
        ) -> Result<Vec<usize>, sqlx::Error> {
            for number in group {
                sqlx::query("INSERT INTO number VALUES ($1)")
                    .bind(number)
                    .execute(&mut *connection)
                    .await?;
            }
            Ok(vec![group.len(); group.len()])
        }
    }

    async fn open(dir: &TempDir) -> Database {
        let table = "CREATE TABLE number (n INTEGER NOT NULL CHECK (n >= 0)) STRICT";
        let migration = Migration::new(
            1,
            Cow::Borrowed("numbers"),
            MigrationType::Simple,
            sqlx::SqlStr::from_static(table),
            false,
        );
        let migrations = Migrator::with_migrations(vec![migration]);
        Database::open(&dir.path().join("db"), &migrations, Options::default())
            .await
            .unwrap()
    }

    async fn count(database: &Database) -> i64 {
        sqlx::query("SELECT count(*) FROM number")
            .fetch_one(database.readers())
            .await
            .unwrap()
            .get(0)
    }

    #[tokio::test]
    async fn r3_the_writer_promises_an_fsync_before_every_answer() {
        let dir = TempDir::new().unwrap();
        let durability = open(&dir).await.durability().await.unwrap();
        assert_eq!(
            (durability.journal_mode.as_str(), durability.synchronous),
            ("wal", 2)
        );
    }

    #[tokio::test]
    async fn units_that_queue_up_commit_together() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Numbers).await;
        let submits: Vec<_> = (0..200).map(|n| writer.submit(n)).collect();
        let mut largest = 0;
        for done in futures_join(submits).await {
            largest = largest.max(done.unwrap());
        }
        assert!(largest > 1, "largest group: {largest}");
        assert_eq!(count(&database).await, 200, "readers see what was answered");
    }

    #[tokio::test]
    async fn a_poisoned_unit_fails_alone() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Numbers).await;
        let submits: Vec<_> = (0..50)
            .map(|n| writer.submit(if n == 25 { -1 } else { n }))
            .collect();
        let failures = futures_join(submits)
            .await
            .iter()
            .filter(|done| done.is_err())
            .count();
        assert_eq!(failures, 1);
        assert_eq!(count(&database).await, 49);
    }

    #[tokio::test]
    async fn closing_carries_out_what_was_queued_and_refuses_the_rest() {
        let dir = TempDir::new().unwrap();
        let database = open(&dir).await;
        let writer = database.writer(Numbers).await;
        let queued: Vec<_> = (0..100).map(|n| writer.submit(n)).collect();
        let (done, ()) = tokio::join!(futures_join(queued), database.close());
        let answered = done.iter().filter(|done| done.is_ok()).count();
        assert!(matches!(writer.submit(1).await, Err(WriteError::Closed)));
        assert_eq!(count(&open(&dir).await).await, i64::try_from(answered).unwrap());
    }

    /// Runs all futures at once, first one first.
    async fn futures_join<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
        let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
        let mut done: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
        std::future::poll_fn(|context| {
            for (future, slot) in futures.iter_mut().zip(&mut done) {
                if slot.is_none()
                    && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
                {
                    *slot = Some(value);
                }
            }
            if done.iter().all(Option::is_some) {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
        done.into_iter().flatten().collect()
    }
}
