//! The one writer: many callers, one transaction.

mod transaction;

use std::{slice, sync::Arc};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use self::transaction::{commit, may_be_one_units_fault};
use crate::{
    checkpoint::{self, Checkpointer, Log},
    database::{Options, Tasks},
    statistics::{Counters, Statistics},
};

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

type Reply<D> = oneshot::Sender<Result<D, WriteError>>;

struct Submitted<A: Apply> {
    work: A::Work,
    reply: Reply<A::Done>,
}

/// Submits units to the one writer.
pub struct Writer<A: Apply> {
    queue: mpsc::Sender<Submitted<A>>,
    counters: Arc<Counters>,
}

impl<A: Apply> Writer<A> {
    pub(crate) fn start(
        apply: A,
        connection: SqliteConnection,
        copying: SqliteConnection,
        options: Options,
        tasks: &Tasks,
    ) -> Self {
        let (queue, submitted) = mpsc::channel(options.group);
        let (counters, log) = (Arc::new(Counters::default()), Arc::new(Log::default()));
        let checkpointer = Checkpointer {
            connection: copying,
            log: Arc::clone(&log),
            long: options.log,
        };
        tasks.spawn(checkpointer.run(tasks.stop.clone()));
        tasks.spawn(
            Owner {
                apply,
                connection,
                submitted,
                group: options.group,
                counters: Arc::clone(&counters),
                log,
            }
            .run(tasks.stop.clone()),
        );
        Self { queue, counters }
    }

    /// Applies a unit, and returns once it is durable. Waits while the queue is full. A unit that has been queued is
    /// applied even if its caller stops waiting.
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

    /// Transactions and the units in them, since the start.
    pub fn statistics(&self) -> Statistics {
        self.counters.read()
    }
}

/// The task that owns the writing connection.
struct Owner<A: Apply> {
    apply: A,
    connection: SqliteConnection,
    submitted: mpsc::Receiver<Submitted<A>>,
    group: usize,
    counters: Arc<Counters>,
    log: Arc<Log>,
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
            if self.log.is_long()
                && let Err(error) = checkpoint::copy(&mut self.connection).await
            {
                tracing::warn!(%error, "the log could not be begun anew");
            }
        }
        if let Err(error) = self.close().await {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }

    async fn answer(&mut self, work: Vec<A::Work>, replies: Vec<Reply<A::Done>>) {
        match self.commit(&work).await {
            Ok(done) => {
                for (reply, done) in replies.into_iter().zip(done) {
                    // Whoever no longer waits does not need the answer; the unit is applied all the same.
                    let _ = reply.send(Ok(done));
                }
            }
            Err(error) if work.len() > 1 && may_be_one_units_fault(&error) => {
                tracing::debug!(%error, units = work.len(), "a group failed; its units are tried one by one");
                for (unit, reply) in work.iter().zip(replies) {
                    let alone = self.commit(slice::from_ref(unit)).await;
                    let alone = alone.map(|done| done.into_iter().next().expect("one unit, one answer"));
                    let _ = reply.send(alone.map_err(failed));
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
        let done = commit(&mut self.apply, &mut self.connection, group).await;
        match &done {
            Ok(done) => {
                self.counters.count(group.len());
                self.log.wrote();
                self.apply.committed(group, done);
            }
            Err(_) => self.apply.failed(),
        }
        done
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

fn failed(error: sqlx::Error) -> WriteError {
    WriteError::Database(Arc::new(error))
}

#[cfg(test)]
mod tests;
