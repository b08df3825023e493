//! Hints between nodes by LISTEN and NOTIFY. They may get lost: rows are the truth, and every wait has a slow poll.

use std::{sync::Arc, time::Duration};

use countersign_batch::Tasks;
use countersign_core::port::{LocalSignals, Signals, Subscription, Topic};
use countersign_proto::ids::{DeviceId, EnrollmentId, LoginId};
use sqlx::{PgPool, postgres::PgListener};
use tokio::{sync::mpsc, time::sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The channel of the hints; its number is that of their format.
const CHANNEL: &str = "countersign_1";
/// Hints that wait to be sent. What comes beyond is lost, and found by slow polls.
const QUEUE: usize = 16_384;
/// Hints in one notification: PostgreSQL takes fewer than 8,000 bytes.
const TOGETHER: usize = 200;
/// How long hints collect: each notification is a commit of its own, and those of all nodes take turns.
const COLLECT: Duration = Duration::from_millis(2);
/// How long a lost hint delays whoever waits.
const SLOW_POLL: Duration = Duration::from_secs(5);
/// How long to rest before a broken connection is made anew.
const PAUSE: Duration = Duration::from_millis(500);

/// Hints within this process at once, and to all other nodes soon after.
pub struct PostgresSignals {
    local: LocalSignals,
    outgoing: mpsc::Sender<Topic>,
    /// This process, so that it does not wake its own waiters twice.
    node: String,
}

impl PostgresSignals {
    pub(crate) fn start(node: Uuid, pool: &PgPool, tasks: &Tasks) -> Arc<Self> {
        let (outgoing, to_send) = mpsc::channel(QUEUE);
        let signals = Arc::new(Self {
            local: LocalSignals::default(),
            outgoing,
            node: node.simple().to_string(),
        });
        tasks.spawn(send(signals.node.clone(), pool.clone(), to_send, tasks.stop()));
        tasks.spawn(listen(Arc::clone(&signals), pool.clone(), tasks.stop()));
        signals
    }

    fn take(&self, notification: &str) {
        let mut parts = notification.split(' ');
        if parts.next() == Some(self.node.as_str()) {
            return;
        }
        for topic in parts.filter_map(decode) {
            self.local.publish(topic);
        }
    }
}

impl Signals for PostgresSignals {
    fn publish(&self, topic: Topic) {
        self.local.publish(topic);
        if self.outgoing.try_send(topic).is_err() {
            metrics::counter!("countersign_signals_lost_total").increment(1);
        }
    }

    fn subscribe(&self, topic: Topic) -> Subscription {
        self.local.subscribe(topic)
    }

    fn slow_poll(&self) -> Duration {
        SLOW_POLL
    }
}

async fn send(node: String, pool: PgPool, mut to_send: mpsc::Receiver<Topic>, stop: CancellationToken) {
    let mut topics = Vec::with_capacity(TOGETHER);
    while let Some(1..) = stop
        .run_until_cancelled(to_send.recv_many(&mut topics, TOGETHER))
        .await
    {
        sleep(COLLECT).await;
        while topics.len() < TOGETHER
            && let Ok(topic) = to_send.try_recv()
        {
            topics.push(topic);
        }
        topics.sort_unstable_by_key(|topic| encode(*topic));
        topics.dedup();
        let notification = topics
            .drain(..)
            .fold(node.clone(), |text, topic| text + " " + &encode(topic));
        let sent = sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(notification)
            .execute(&pool)
            .await;
        if let Err(error) = sent {
            metrics::counter!("countersign_signals_lost_total").increment(1);
            tracing::warn!(%error, "hints could not be sent to the other nodes");
        }
    }
}

async fn listen(signals: Arc<PostgresSignals>, pool: PgPool, stop: CancellationToken) {
    loop {
        let heard = stop.run_until_cancelled(hear(&signals, &pool)).await;
        match heard {
            None => return,
            Some(error) => tracing::warn!(%error, "hints of other nodes cannot be heard; slow polls go on"),
        }
        if stop.run_until_cancelled(sleep(PAUSE)).await.is_none() {
            return;
        }
    }
}

/// Hears until the connection breaks. What was said before it stood is lost, so everybody looks once.
async fn hear(signals: &PostgresSignals, pool: &PgPool) -> sqlx::Error {
    let listening = async {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    };
    let mut listener = match listening.await {
        Ok(listener) => listener,
        Err(error) => return error,
    };
    signals.local.publish_all();
    loop {
        match listener.try_recv().await {
            Ok(Some(notification)) => signals.take(notification.payload()),
            // It was made anew.
            Ok(None) => signals.local.publish_all(),
            Err(error) => return error,
        }
    }
}

fn encode(topic: Topic) -> String {
    match topic {
        Topic::Login(id) => format!("l{}", id.as_uuid().simple()),
        Topic::Enrollment(id) => format!("e{}", id.as_uuid().simple()),
        Topic::Device(id) => format!("d{}", id.as_uuid().simple()),
        Topic::Jobs => "j".to_owned(),
    }
}

/// Nothing for what a later version may say.
fn decode(text: &str) -> Option<Topic> {
    if text == "j" {
        return Some(Topic::Jobs);
    }
    let (kind, id) = text.split_at_checked(1)?;
    let id = Uuid::try_parse(id).ok()?;
    match kind {
        "l" => Some(Topic::Login(LoginId::new(id))),
        "e" => Some(Topic::Enrollment(EnrollmentId::new(id))),
        "d" => Some(Topic::Device(DeviceId::new(id))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_reads_as_what_was_sent() {
        let id = Uuid::from_u128(7);
        for topic in [
            Topic::Login(LoginId::new(id)),
            Topic::Enrollment(EnrollmentId::new(id)),
            Topic::Device(DeviceId::new(id)),
            Topic::Jobs,
        ] {
            assert_eq!(decode(&encode(topic)), Some(topic));
        }
        for other in ["", "l", "x00000000000000000000000000000007", "é", "lnot-an-id"] {
            assert_eq!(decode(other), None, "{other}");
        }
        let longest = TOGETHER * (encode(Topic::Login(LoginId::new(id))).len() + 1) + 32;
        assert!(longest < 8000, "{longest}");
    }
}
