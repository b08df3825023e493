//! From start to end: who owns tasks, what a signal means, and how long draining may take.

use std::time::Duration;

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
}

impl Lifecycle {
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
    pub async fn drain(&self) {
        notify(NotifyState::Stopping);
        self.stop.cancel();
        self.tasks.close();
        if timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(tasks = self.tasks.len(), "some work did not end in time");
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
            .expect("draining is bounded");
        assert_eq!(finishing.await.unwrap(), "finished");
        assert!(!endless.is_finished());
    }

    #[tokio::test]
    async fn whoever_says_stop_ends_the_wait() {
        let lifecycle = Lifecycle::default();
        lifecycle.stop.cancel();
        lifecycle.wait_for_signal().await.unwrap();
    }
}
