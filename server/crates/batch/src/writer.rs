//! The one writer: many callers, one transaction.

use std::{slice, sync::Arc};

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    GroupError,
    statistics::{Counters, Statistics},
    tasks::Tasks,
};

/// How a database carries out groups.
pub trait Transact: Send + 'static {
    /// What callers submit.
    type Work: Send + Sync + 'static;
    /// What they get back.
    type Done: Send + 'static;
    /// What can go wrong.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Carries out `group` in one transaction and returns one result for each unit, in order. What it returns is
    /// durable; after an error nothing of the group remains.
    fn commit(
        &mut self,
        group: &[Self::Work],
    ) -> impl Future<Output = Result<Vec<Self::Done>, Self::Error>> + Send;

    /// Whether one unit may have spoilt it for its group. If not, trying them one by one would only fail as often.
    fn may_be_one_units_fault(error: &Self::Error) -> bool;

    /// What there is to do once the callers have their answers.
    fn tidy(&mut self) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Lets go of the database.
    fn close(self) -> impl Future<Output = ()> + Send;
}

type Reply<T> = oneshot::Sender<Result<<T as Transact>::Done, GroupError<<T as Transact>::Error>>>;

struct Submitted<T: Transact> {
    work: T::Work,
    reply: Reply<T>,
}

/// Submits units to the one writer.
pub struct Writer<T: Transact> {
    queue: mpsc::Sender<Submitted<T>>,
    counters: Arc<Counters>,
}

impl<T: Transact> Writer<T> {
    /// Starts it. At most `group` units make a group; as many may queue.
    pub fn start(transact: T, group: usize, tasks: &Tasks) -> Self {
        let (queue, submitted) = mpsc::channel(group);
        let counters = Arc::new(Counters::default());
        let owner = Owner {
            transact,
            submitted,
            group,
            counters: Arc::clone(&counters),
        };
        tasks.spawn(owner.run(tasks.stop()));
        Self { queue, counters }
    }

    /// Applies a unit, and returns once it is durable. Waits while the queue is full. A unit that has been queued is
    /// applied even if its caller stops waiting.
    ///
    /// # Errors
    /// [`GroupError`]; the unit was then not applied, unless the database failed during the commit itself.
    pub async fn submit(&self, work: T::Work) -> Result<T::Done, GroupError<T::Error>> {
        let (reply, answer) = oneshot::channel();
        self.queue
            .send(Submitted { work, reply })
            .await
            .map_err(|_| GroupError::Closed)?;
        answer.await.map_err(|_| GroupError::Closed)?
    }

    /// Transactions and the units in them, since the start.
    pub fn statistics(&self) -> Statistics {
        self.counters.read()
    }
}

/// The task that owns the way to write.
struct Owner<T: Transact> {
    transact: T,
    submitted: mpsc::Receiver<Submitted<T>>,
    group: usize,
    counters: Arc<Counters>,
}

impl<T: Transact> Owner<T> {
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
            self.transact.tidy().await;
        }
        self.transact.close().await;
    }

    async fn answer(&mut self, work: Vec<T::Work>, replies: Vec<Reply<T>>) {
        match self.commit(&work).await {
            Ok(done) => {
                for (reply, done) in replies.into_iter().zip(done) {
                    // Whoever no longer waits does not need the answer; the unit is applied all the same.
                    let _ = reply.send(Ok(done));
                }
            }
            Err(error) if work.len() > 1 && T::may_be_one_units_fault(&error) => {
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

    async fn commit(&mut self, group: &[T::Work]) -> Result<Vec<T::Done>, T::Error> {
        let done = self.transact.commit(group).await?;
        self.counters.count(group.len());
        Ok(done)
    }
}

fn failed<E>(error: E) -> GroupError<E> {
    GroupError::Database(Arc::new(error))
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;

    /// Keeps numbers until it is told to fail; a negative one spoils its group.
    #[derive(Default)]
    struct Numbers {
        kept: Arc<std::sync::Mutex<Vec<i64>>>,
        closed: bool,
    }

    #[derive(Debug, thiserror::Error)]
    enum Odd {
        #[error("a number is negative")]
        Negative,
        #[error("the disk is full")]
        Full,
    }

    impl Transact for Numbers {
        type Work = i64;
        type Done = usize;
        type Error = Odd;

        async fn commit(&mut self, group: &[i64]) -> Result<Vec<usize>, Odd> {
            // Others can queue up meanwhile.
            tokio::task::yield_now().await;
            if group.contains(&99) {
                return Err(Odd::Full);
            }
            if group.iter().any(|number| *number < 0) {
                return Err(Odd::Negative);
            }
            assert!(!group.contains(&13), "asked to");
            self.kept.lock().unwrap().extend(group);
            Ok(vec![group.len(); group.len()])
        }

        fn may_be_one_units_fault(error: &Odd) -> bool {
            matches!(error, Odd::Negative)
        }

        async fn close(mut self) {
            self.closed = true;
            self.kept.lock().unwrap().push(-1);
        }
    }

    async fn submitted(writer: &Writer<Numbers>, numbers: &[i64]) -> Vec<bool> {
        let all = numbers.iter().map(|number| writer.submit(*number));
        join_all(all).await.iter().map(Result::is_ok).collect()
    }

    fn start() -> (Writer<Numbers>, Tasks, Arc<std::sync::Mutex<Vec<i64>>>) {
        let (numbers, tasks) = (Numbers::default(), Tasks::default());
        let kept = Arc::clone(&numbers.kept);
        (Writer::start(numbers, 8, &tasks), tasks, kept)
    }

    #[tokio::test]
    async fn units_that_queue_up_commit_together_in_their_order() {
        let (writer, tasks, kept) = start();
        assert_eq!(submitted(&writer, &[1, 2, 3, 4]).await, [true; 4]);
        assert_eq!(writer.statistics().members, 4);
        assert!(writer.statistics().largest > 1);
        tasks.close().await;
        assert_eq!(*kept.lock().unwrap(), [1, 2, 3, 4, -1], "and then it lets go");
        assert!(matches!(writer.submit(5).await, Err(GroupError::Closed)));
    }

    #[tokio::test]
    async fn a_unit_fails_alone_and_a_database_for_all() {
        let (writer, _tasks, kept) = start();
        assert_eq!(submitted(&writer, &[1, -2, 3]).await, [true, false, true]);
        assert_eq!(submitted(&writer, &[4, 99]).await, [false, false]);
        assert_eq!(
            submitted(&writer, &[5]).await,
            [true],
            "the next one is tried afresh"
        );
        assert_eq!(*kept.lock().unwrap(), [1, 3, 5]);
    }

    #[tokio::test]
    async fn r18_after_a_panic_nothing_is_accepted() {
        let (writer, tasks, _) = start();
        assert_eq!(submitted(&writer, &[13]).await, [false]);
        tasks.broken().await;
        assert_eq!(submitted(&writer, &[1]).await, [false]);
    }
}
