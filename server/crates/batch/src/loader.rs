//! Grouped reads: while one question is with the database, keys collect for the next.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use tokio::sync::{Mutex, mpsc, oneshot};

use crate::{
    GroupError,
    statistics::{Counters, Statistics},
    tasks::Tasks,
};

/// How a store reads a set of keys.
pub trait Fetch: Send + Sync + 'static {
    /// What is asked for.
    type Key: Clone + Eq + Hash + Send + Sync + 'static;
    /// What is found.
    type Value: Clone + Send + 'static;
    /// What can go wrong.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The values of those of `keys` that exist, in one question.
    fn fetch(
        &self,
        keys: &[Self::Key],
    ) -> impl Future<Output = Result<HashMap<Self::Key, Self::Value>, Self::Error>> + Send;
}

type Answer<F> = Result<Option<<F as Fetch>::Value>, GroupError<<F as Fetch>::Error>>;

struct Asked<F: Fetch> {
    key: F::Key,
    reply: oneshot::Sender<Answer<F>>,
}

/// Asks for values by key.
pub struct Loader<F: Fetch> {
    queue: mpsc::Sender<Asked<F>>,
    counters: Arc<Counters>,
}

impl<F: Fetch> Loader<F> {
    /// Starts one with up to `parallel` questions at once, each for at most `group` loads.
    pub fn start(fetch: F, parallel: usize, group: usize, tasks: &Tasks) -> Self {
        let (queue, asked) = mpsc::channel(group);
        let counters = Arc::new(Counters::default());
        let shared = Arc::new(Shared {
            counters: Arc::clone(&counters),
            fetch,
            asked: Mutex::new(asked),
            group,
        });
        for _ in 0..parallel {
            let shared = Arc::clone(&shared);
            let stop = tasks.stop();
            tasks.spawn(async move {
                stop.run_until_cancelled(shared.answer_questions()).await;
            });
        }
        Self { queue, counters }
    }

    /// The value of `key`, as of some moment after this call.
    ///
    /// # Errors
    /// [`GroupError`].
    pub async fn load(&self, key: F::Key) -> Answer<F> {
        let (reply, answer) = oneshot::channel();
        self.queue
            .send(Asked { key, reply })
            .await
            .map_err(|_| GroupError::Closed)?;
        answer.await.map_err(|_| GroupError::Closed)?
    }

    /// Questions and the loads they answered, since the start.
    pub fn statistics(&self) -> Statistics {
        self.counters.read()
    }
}

struct Shared<F: Fetch> {
    counters: Arc<Counters>,
    fetch: F,
    asked: Mutex<mpsc::Receiver<Asked<F>>>,
    group: usize,
}

impl<F: Fetch> Shared<F> {
    /// Each turn takes all keys that have come before it asks, and none after: a caller never gets an answer to a
    /// question that is older than its own.
    async fn answer_questions(&self) {
        let mut asked = Vec::with_capacity(self.group);
        while self.asked.lock().await.recv_many(&mut asked, self.group).await > 0 {
            self.counters.count(asked.len());
            let mut callers: HashMap<F::Key, Vec<oneshot::Sender<Answer<F>>>> = HashMap::new();
            for Asked { key, reply } in asked.drain(..) {
                callers.entry(key).or_default().push(reply);
            }
            let keys: Vec<F::Key> = callers.keys().cloned().collect();
            let found = self.fetch.fetch(&keys).await.map_err(Arc::new);
            for (key, replies) in callers {
                let answer = match &found {
                    Ok(values) => Ok(values.get(&key).cloned()),
                    Err(error) => Err(GroupError::Database(Arc::clone(error))),
                };
                for reply in replies {
                    // Whoever no longer waits does not need the answer.
                    let _ = reply.send(answer.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

    use tokio::sync::Notify;

    use super::*;

    /// Answers with a counter after it has been let go, and counts questions.
    struct Gate {
        present: Arc<AtomicI64>,
        go: Arc<Notify>,
        started: Arc<Notify>,
        questions: Arc<AtomicUsize>,
    }

    impl Fetch for Gate {
        type Key = u32;
        type Value = i64;
        type Error = std::convert::Infallible;

        async fn fetch(&self, keys: &[u32]) -> Result<HashMap<u32, i64>, Self::Error> {
            let seen = self.present.load(Ordering::SeqCst);
            self.questions.fetch_add(1, Ordering::SeqCst);
            self.started.notify_one();
            self.go.notified().await;
            Ok(keys
                .iter()
                .filter(|key| **key != 0)
                .map(|key| (*key, seen))
                .collect())
        }
    }

    #[tokio::test]
    async fn a_key_never_joins_a_question_that_has_started() {
        let tasks = Tasks::default();
        let (present, questions) = (Arc::new(AtomicI64::new(1)), Arc::new(AtomicUsize::new(0)));
        let (go, started) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let gate = Gate {
            present: Arc::clone(&present),
            go: Arc::clone(&go),
            started: Arc::clone(&started),
            questions: Arc::clone(&questions),
        };
        let loader = Loader::start(gate, 1, 8, &tasks);
        let (early, late) = tokio::join!(loader.load(7), async {
            started.notified().await;
            present.store(2, Ordering::SeqCst);
            let many = async { tokio::join!(loader.load(7), loader.load(8), loader.load(0)) };
            let release = async {
                go.notify_one();
                started.notified().await;
                go.notify_one();
            };
            tokio::join!(many, release).0
        });
        assert_eq!(early.unwrap(), Some(1));
        assert_eq!(
            late.0.unwrap(),
            Some(2),
            "what was written before the call is seen"
        );
        assert_eq!((late.1.unwrap(), late.2.unwrap()), (Some(2), None));
        assert_eq!(
            questions.load(Ordering::SeqCst),
            2,
            "later keys shared one question"
        );
        assert_eq!(
            loader.statistics(),
            Statistics {
                groups: 2,
                members: 4,
                largest: 3
            }
        );
        tasks.close().await;
        assert!(matches!(loader.load(1).await, Err(GroupError::Closed)));
    }

    /// Finds no database.
    struct Broken;

    impl Fetch for Broken {
        type Key = u32;
        type Value = ();
        type Error = std::io::Error;

        async fn fetch(&self, _: &[u32]) -> Result<HashMap<u32, ()>, Self::Error> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }

    #[tokio::test]
    async fn r18_an_error_reaches_everybody_and_is_never_an_absence() {
        let tasks = Tasks::default();
        let loader = Loader::start(Broken, 2, 8, &tasks);
        let (one, two, three) = tokio::join!(loader.load(1), loader.load(2), loader.load(2));
        for answer in [one, two, three] {
            assert!(matches!(answer, Err(GroupError::Database(_))), "{answer:?}");
        }
    }
}
