//! From start to end: who owns tasks, what a signal means, and how long draining may take.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use sd_notify::NotifyState;
use tokio::{
    signal::unix::{SignalKind, signal},
    time::{interval, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long what is under way may take after the signal to end.
const DRAIN: Duration = Duration::from_secs(20);
/// Shortest time between two words to systemd's watchdog.
const SHORTEST: Duration = Duration::from_millis(100);

/// The tasks of one service and the word that ends them.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle {
    /// Owns every task.
    pub tasks: TaskTracker,
    /// Cancelled when the service shall end.
    pub stop: CancellationToken,
    failed: Arc<AtomicBool>,
}

/// Watches over a task, however it ends.
struct Kept {
    name: &'static str,
    stop: CancellationToken,
    failed: Arc<AtomicBool>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !self.stop.is_cancelled() {
            tracing::error!(
                task = self.name,
                "a part of the service has ended; so does the service"
            );
            self.failed.store(true, Relaxed);
            self.stop.cancel();
        }
    }
}

/// A task without which a service is of no use has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part of the service has failed; the log says which")]
pub struct PartFailed;

impl Lifecycle {
    /// Starts a task without which the service is of no use. Should it end, by a panic or by itself, before the service
    /// is told to, the whole service ends, so that whoever watches over it starts it again.
    pub fn keep(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let guard = Kept {
            name,
            stop: self.stop.clone(),
            failed: Arc::clone(&self.failed),
        };
        self.tasks.spawn(async move {
            let _guard = guard;
            task.await;
        });
    }

    /// Returns on SIGTERM or SIGINT, or when something else has said stop.
    ///
    /// # Errors
    /// If the signals cannot be watched.
    pub async fn wait_for_signal(&self) -> std::io::Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            () = self.stop.cancelled() => {}
        }
        Ok(())
    }

    /// Tells systemd, if there is one, that the service works; if its watchdog asks, goes on telling it.
    pub fn ready(&self) {
        notify(NotifyState::Ready);
        if let Some(limit) = sd_notify::watchdog_enabled() {
            let stop = self.stop.clone();
            self.tasks.spawn(async move {
                let mut turn = interval((limit / 2).max(SHORTEST));
                while stop.run_until_cancelled(turn.tick()).await.is_some() {
                    notify(NotifyState::Watchdog);
                }
            });
        }
    }

    /// Ends the service: says so, lets what is under way finish, but not for ever.
    ///
    /// # Errors
    /// [`PartFailed`] if that is why it ends.
    pub async fn drain(&self) -> Result<(), PartFailed> {
        notify(NotifyState::Stopping);
        self.stop.cancel();
        self.tasks.close();
        if timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(tasks = self.tasks.len(), "some work did not end in time");
        }
        if self.failed.load(Relaxed) {
            Err(PartFailed)
        } else {
            Ok(())
        }
    }
}

fn notify(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::debug!(%error, "systemd was not notified");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn draining_lets_work_finish_but_not_for_ever() {
        let lifecycle = Lifecycle::default();
        let stop = lifecycle.stop.clone();
        let finishing = lifecycle.tasks.spawn(async move {
            stop.cancelled().await;
            tokio::time::sleep(DRAIN / 2).await;
            "finished"
        });
        let endless = lifecycle.tasks.spawn(std::future::pending::<()>());
        timeout(DRAIN * 2, lifecycle.drain())
            .await
            .expect("draining is bounded")
            .expect("no part failed");
        assert_eq!(finishing.await.unwrap(), "finished");
        assert!(!endless.is_finished());
    }

    #[tokio::test]
    async fn a_part_that_dies_takes_the_service_along() {
        let lifecycle = Lifecycle::default();
        lifecycle.keep("healthy", lifecycle.stop.clone().cancelled_owned());
        lifecycle.keep("broken", async { panic!("asked to") });
        lifecycle.wait_for_signal().await.unwrap();
        assert_eq!(lifecycle.drain().await, Err(PartFailed));
        let healthy = Lifecycle::default();
        healthy.keep("healthy", healthy.stop.clone().cancelled_owned());
        assert_eq!(healthy.drain().await, Ok(()));
    }

    #[tokio::test]
    async fn whoever_says_stop_ends_the_wait() {
        let lifecycle = Lifecycle::default();
        lifecycle.stop.cancel();
        lifecycle.wait_for_signal().await.unwrap();
    }
}
