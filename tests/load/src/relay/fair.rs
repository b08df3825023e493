//! What many calm senders notice of one that floods.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use anyhow::bail;
use countersign_proto::relay_api::Report;
use countersign_relay_client::Client;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{
    RelayLoad,
    bench::{Bench, notification},
    saturated::{per, press},
};
use crate::{clock, measure::turn_after, report::Latencies};

/// Until all follow their events.
const HEAD_START: Duration = Duration::from_secs(2);
/// How long news is waited for at a time.
const NEWS: Duration = Duration::from_secs(2);

/// Measures the calm senders alone, and then beside one that floods as far as a sender's default limits let it.
pub(super) async fn measure(bench: &Bench, load: &RelayLoad) -> anyhow::Result<Value> {
    let calm = bench.senders(load.calm_senders).await?;
    let flood = bench.sender(&[]).await?;
    let alone = all(&calm, load).await?;
    bench.until_all_ended().await?;

    let (begun, flooded) = (clock::now(), Arc::new(AtomicU64::new(0)));
    let end = begun + HEAD_START + load.time();
    let mut flooding = JoinSet::new();
    for _ in 0..load.at_once * load.senders {
        flooding.spawn(press(Arc::clone(&flood), load.batch, end, Arc::clone(&flooded)));
    }
    let beside = all(&calm, load).await?;
    while let Some(of_one) = flooding.join_next().await {
        of_one??;
    }
    bench.until_all_ended().await?;
    let seconds = (clock::now() - begun).as_secs_f64();
    Ok(json!({
        "senders": load.calm_senders,
        "each_per_second": load.calm_rate,
        "alone_p50_ms": alone.milliseconds(0.5),
        "alone_p99_ms": alone.milliseconds(0.99),
        "flood_per_second": per(flooded.load(Relaxed), seconds),
        "with_flood_p50_ms": beside.milliseconds(0.5),
        "with_flood_p99_ms": beside.milliseconds(0.99),
        "factor": beside.milliseconds(0.99) / alone.milliseconds(0.99),
    }))
}

/// All senders at their rate, evenly one after the other.
async fn all(calm: &[Arc<Client>], load: &RelayLoad) -> anyhow::Result<Latencies> {
    let begun = clock::now() + HEAD_START;
    let together = load.calm_rate * f64::from(u32::try_from(calm.len())?);
    let mut senders = JoinSet::new();
    for (number, client) in calm.iter().enumerate() {
        let sender = Calm {
            client: Arc::clone(client),
            first: begun + turn_after(number, together),
            rate: load.calm_rate,
            end: begun + load.time(),
            under_way: Mutex::default(),
            has_ended: AtomicBool::new(false),
        };
        senders.spawn(sender.work());
    }
    let mut outcomes = Latencies::new();
    while let Some(of_one) = senders.join_next().await {
        outcomes.add(&of_one??);
    }
    Ok(outcomes)
}

/// One of the calm senders.
struct Calm {
    client: Arc<Client>,
    first: Instant,
    rate: f64,
    end: Instant,
    /// When those were due whose outcome is not known yet.
    under_way: Mutex<HashMap<Uuid, Instant>>,
    /// Whether nothing more is handed in.
    has_ended: AtomicBool,
}

impl Calm {
    /// Hands in and follows; says how long outcomes took to be told.
    async fn work(self) -> anyhow::Result<Latencies> {
        let newest = self.client.events(None, Duration::ZERO).await?.next;
        let ((), outcomes) = tokio::try_join!(self.hand_in(), self.follow(newest))?;
        Ok(outcomes)
    }

    async fn hand_in(&self) -> anyhow::Result<()> {
        for turn in 0.. {
            let due = self.first + turn_after(turn, self.rate);
            if due >= self.end {
                break;
            }
            clock::wait_until(due).await;
            let notification = notification();
            self.under_way().insert(notification.id, due);
            self.client.submit(&notification).await?;
        }
        self.has_ended.store(true, Relaxed);
        Ok(())
    }

    async fn follow(&self, mut newest: i64) -> anyhow::Result<Latencies> {
        let mut outcomes = Latencies::new();
        while !(self.has_ended.load(Relaxed) && self.under_way().is_empty()) {
            let news = self.client.events(Some(newest), NEWS).await?;
            newest = news.next;
            for event in news.events {
                match event.report {
                    Report::Delayed { .. } => {}
                    Report::Sent { .. } => {
                        if let Some(due) = self.under_way().remove(&event.id) {
                            outcomes.record((clock::now() - due).as_secs_f64());
                        }
                    }
                    other => bail!("a notification ended as {other:?}"),
                }
            }
        }
        Ok(outcomes)
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<Uuid, Instant>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
