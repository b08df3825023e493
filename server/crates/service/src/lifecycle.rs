//! From start to end: who owns tasks, what a signal means, and how long draining may take.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long what is under way may take after the signal to end.
const DRAIN: Duration = Duration::from_secs(20);

/// The tasks of one service and the word that ends them.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle {
    /// Owns every task.
    pub tasks: TaskTracker,
    /// Cancelled when the service shall end.
    pub stop: CancellationToken,
}

impl Lifecycle {
    /// Returns on SIGTERM or SIGINT.
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

    /// Tells systemd, if there is one, that the service works.
    pub fn ready(&self) {
        notify(&[sd_notify::NotifyState::Ready]);
    }

    /// Ends the service: says so, lets what is under way finish, but not for ever.
    pub async fn drain(&self) {
        notify(&[sd_notify::NotifyState::Stopping]);
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!(tasks = self.tasks.len(), "some work did not end in time");
        }
    }
}

fn notify(states: &[sd_notify::NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::debug!(%error, "systemd was not notified");
    }
}
