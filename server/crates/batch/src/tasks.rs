//! The tasks between a database and its callers.

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Owns the tasks of one database.
#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
    broken: CancellationToken,
}

impl Tasks {
    /// Starts a task that ends only once it is told to; if it ends sooner, the database is broken.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let unless_stopped = Unless {
            stop: self.stop.clone(),
            broken: self.broken.clone(),
        };
        self.tracker.spawn(async move {
            let _unless_stopped = unless_stopped;
            task.await;
        });
    }

    /// Tells the tasks to end.
    pub fn stop(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Returns when a task has died. From then on what it did is refused.
    pub async fn broken(&self) {
        self.broken.cancelled().await;
    }

    /// Tells the tasks to end and waits until they have carried out what was queued.
    pub async fn close(&self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

/// Says that the database is broken when it is dropped, however that comes about, unless it was told to stop.
struct Unless {
    stop: CancellationToken,
    broken: CancellationToken,
}

impl Drop for Unless {
    fn drop(&mut self) {
        if !self.stop.is_cancelled() {
            self.broken.cancel();
        }
    }
}
