//! As many notifications as the relay takes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use anyhow::ensure;
use countersign_relay_client::{CallError, Client};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    RelayLoad,
    bench::{Bench, LOOK_EVERY, notification},
};
use crate::{clock, report::Latencies};

/// What was measured.
pub(super) struct Saturated {
    notifications: u64,
    /// Notifications a second whose outcome was stored.
    pub(super) per_second: f64,
    accepting: Latencies,
    cpu_seconds: f64,
}

impl Saturated {
    pub(super) fn json(&self) -> Value {
        json!({
            "notifications": self.notifications,
            "per_second": self.per_second,
            "accept_p50_ms": self.accepting.milliseconds(0.5),
            "accept_p99_ms": self.accepting.milliseconds(0.99),
            "cpu_ms_each": self.cpu_seconds * 1000.0 / per(self.notifications, 1.0),
        })
    }
}

/// Measures it.
pub(super) async fn measure(
    bench: &Bench,
    senders: &[Arc<Client>],
    load: &RelayLoad,
) -> anyhow::Result<Saturated> {
    let (before, accepted) = (bench.sent(), Arc::new(AtomicU64::new(0)));
    let (begun, cpu) = (clock::now(), bench.process.cpu_seconds()?);
    let mut workers = JoinSet::new();
    for sender in senders {
        for _ in 0..load.at_once {
            let (sender, accepted) = (Arc::clone(sender), Arc::clone(&accepted));
            workers.spawn(press(sender, load.batch, begun + load.time(), accepted));
        }
    }
    let mut accepting = Latencies::new();
    while let Some(of_one) = workers.join_next().await {
        accepting.add(&of_one??);
    }
    bench.until_all_ended().await?;
    let seconds = (clock::now() - begun).as_secs_f64();
    let (accepted, sent) = (accepted.load(Relaxed), bench.sent() - before);
    ensure!(sent == accepted, "{accepted} were accepted, {sent} were sent");
    Ok(Saturated {
        notifications: sent,
        per_second: per(sent, seconds),
        accepting,
        cpu_seconds: bench.process.cpu_seconds()? - cpu,
    })
}

/// Hands in one batch after the other until the time is up; says how long each took to be accepted.
pub(super) async fn press(
    client: Arc<Client>,
    batch: usize,
    end: Instant,
    accepted: Arc<AtomicU64>,
) -> anyhow::Result<Latencies> {
    let mut accepting = Latencies::new();
    while clock::now() < end {
        let batch: Vec<_> = (0..batch).map(|_| notification()).collect();
        let begun = clock::now();
        let answers = match client.submit_all(&batch).await {
            Ok(answers) => answers,
            // The queue is as full as it may be.
            Err(CallError::Busy { .. }) => {
                clock::pause(LOOK_EVERY).await;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        accepting.record((clock::now() - begun).as_secs_f64());
        for answer in answers {
            answer?;
            accepted.fetch_add(1, Relaxed);
        }
    }
    Ok(accepting)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a run has fewer notifications than a double has digits"
)]
pub(super) fn per(count: u64, seconds: f64) -> f64 {
    count as f64 / seconds
}
