//! Hints between processes by LISTEN and NOTIFY. They may get lost: rows are the truth, and every wait has a slow poll.

use std::{sync::Arc, time::Duration};

use countersign_batch::Tasks;
use sqlx::{PgPool, postgres::PgListener};
use tokio::{sync::mpsc, time::sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::in_time;

/// Hints that wait to be sent. What comes beyond is lost, and found by slow polls.
const QUEUE: usize = 16_384;
/// Hints that are taken together at most.
const TOGETHER: usize = 200;
/// Bytes in one notification: PostgreSQL takes fewer than 8,000.
const ROOM: usize = 7_900;
/// How long hints collect: each notification is a commit of its own, and those of all processes take turns.
const COLLECT: Duration = Duration::from_millis(2);
/// How long to rest before a broken connection is made anew.
const PAUSE: Duration = Duration::from_millis(500);

/// What a process does with the hints of the others.
pub trait Hear: Send + Sync + 'static {
    /// Another process has sent this one. Later versions may say what this one does not know.
    fn hear(&self, hint: &str);

    /// Hints may have been lost: everybody looks once.
    fn missed(&self);
}

/// Sends hints to all other processes on a channel.
pub struct Hints(mpsc::Sender<String>);

impl Hints {
    /// Starts to send and to listen. `process` names this one, so that it does not hear itself; nobody else may have it.
    pub fn start(
        channel: &'static str,
        process: Uuid,
        pool: &PgPool,
        hear: Arc<dyn Hear>,
        tasks: &Tasks,
    ) -> Self {
        let (outgoing, to_send) = mpsc::channel(QUEUE);
        let channel = Channel {
            name: channel,
            process: process.simple().to_string(),
            pool: pool.clone(),
        };
        tasks.spawn(send(channel.clone(), to_send, tasks.stop()));
        tasks.spawn(listen(channel, hear, tasks.stop()));
        Self(outgoing)
    }

    /// Sends a hint, which has no spaces, soon.
    pub fn send(&self, hint: String) {
        if self.0.try_send(hint).is_err() {
            lost();
        }
    }
}

#[derive(Clone)]
struct Channel {
    name: &'static str,
    process: String,
    pool: PgPool,
}

async fn send(channel: Channel, mut to_send: mpsc::Receiver<String>, stop: CancellationToken) {
    let mut hints = Vec::with_capacity(TOGETHER);
    while let Some(1..) = stop
        .run_until_cancelled(to_send.recv_many(&mut hints, TOGETHER))
        .await
    {
        sleep(COLLECT).await;
        while hints.len() < TOGETHER
            && let Ok(hint) = to_send.try_recv()
        {
            hints.push(hint);
        }
        hints.sort_unstable();
        hints.dedup();
        for notification in packed(&channel.process, hints.drain(..)) {
            let say = sqlx::query("SELECT pg_notify($1, $2)")
                .bind(channel.name)
                .bind(notification);
            let sent = in_time(say.execute(&channel.pool)).await;
            if let Err(error) = sent {
                lost();
                tracing::warn!(%error, "hints could not be sent to the other processes");
            }
        }
    }
}

/// As few notifications as the hints have room in.
fn packed(process: &str, hints: impl Iterator<Item = String>) -> Vec<String> {
    let mut notifications: Vec<String> = Vec::new();
    for hint in hints {
        match notifications.last_mut() {
            Some(last) if last.len() + 1 + hint.len() <= ROOM => {
                last.push(' ');
                last.push_str(&hint);
            }
            _ => notifications.push(format!("{process} {hint}")),
        }
    }
    notifications
}

async fn listen(channel: Channel, hear: Arc<dyn Hear>, stop: CancellationToken) {
    loop {
        let heard = stop.run_until_cancelled(hear_all(&channel, &*hear)).await;
        match heard {
            None => return,
            Some(error) => {
                tracing::warn!(%error, "hints of other processes cannot be heard; slow polls go on");
            }
        }
        if stop.run_until_cancelled(sleep(PAUSE)).await.is_none() {
            return;
        }
    }
}

/// Hears until the connection breaks. What was said before it stood is lost, so everybody looks once.
async fn hear_all(channel: &Channel, hear: &dyn Hear) -> sqlx::Error {
    let listening = async {
        let mut listener = PgListener::connect_with(&channel.pool).await?;
        listener.listen(channel.name).await?;
        Ok(listener)
    };
    let mut listener = match listening.await {
        Ok(listener) => listener,
        Err(error) => return error,
    };
    hear.missed();
    loop {
        match listener.try_recv().await {
            Ok(Some(notification)) => {
                for hint in of_others(&channel.process, notification.payload()) {
                    hear.hear(hint);
                }
            }
            // It was made anew.
            Ok(None) => hear.missed(),
            Err(error) => return error,
        }
    }
}

/// The hints in a notification, unless this process has sent it.
fn of_others<'n>(process: &str, notification: &'n str) -> impl Iterator<Item = &'n str> {
    let mut parts = notification.split(' ');
    let is_own = parts.next() == Some(process);
    parts.filter(move |_| !is_own)
}

fn lost() {
    metrics::counter!("countersign_signals_lost_total").increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_reach_others_whole_in_notifications_that_postgresql_takes() {
        let hints: Vec<String> = (0..TOGETHER)
            .map(|hint| format!("{hint:>064}").replace(' ', "0"))
            .collect();
        let notifications = packed("me", hints.iter().cloned());
        assert_eq!(notifications.len(), 2);
        assert!(notifications.iter().all(|notification| notification.len() < 8000));
        let heard = |process: &str| {
            let all = notifications
                .iter()
                .flat_map(|notification| of_others(process, notification));
            all.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(heard("another"), hints);
        assert!(heard("me").is_empty(), "nobody hears itself");
    }
}
