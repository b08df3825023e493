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

/// How often they take turns.
const TURNS: u32 = 3;
/// Until all follow their events.
const HEAD_START: Duration = Duration::from_secs(2);
/// How long news is waited for at a time.
const NEWS: Duration = Duration::from_secs(2);

/// Measures the calm senders alone and beside one that floods as far as a sender's default limits let it, by turns: what else the machine
/// does then is part of both.
pub(super) async fn measure(bench: &Bench, load: &RelayLoad) -> anyhow::Result<Value> {
    let calm = bench.senders(load.calm_senders).await?;
    let flood = bench.sender(&[]).await?;
    let turn = load.time() / TURNS;
    // Nobody is measured by what is done for the first time.
    all(&calm, load.calm_rate, turn).await?;
    let (mut alone, mut beside) = (Latencies::new(), Latencies::new());
    let (mut flooded, mut seconds) = (0, 0.0);
    for _ in 0..TURNS {
        bench.until_all_ended().await?;
        alone.add(&all(&calm, load.calm_rate, turn).await?);
        bench.until_all_ended().await?;
        let (begun, flooding) = (clock::now(), Flood::start(&flood, load, HEAD_START + turn));
        beside.add(&all(&calm, load.calm_rate, turn).await?);
        flooded += flooding.end().await?;
        seconds += (clock::now() - begun).as_secs_f64();
    }
    bench.until_all_ended().await?;
    Ok(json!({
        "senders": load.calm_senders,
        "each_per_second": load.calm_rate,
        "alone_p50_ms": alone.milliseconds(0.5),
        "alone_p99_ms": alone.milliseconds(0.99),
        "flood_per_second": per(flooded, seconds),
        "with_flood_p50_ms": beside.milliseconds(0.5),
        "with_flood_p99_ms": beside.milliseconds(0.99),
        "factor": beside.milliseconds(0.99) / alone.milliseconds(0.99),
    }))
}

/// One sender that hands in as much as it can.
struct Flood {
    workers: JoinSet<anyhow::Result<Latencies>>,
    accepted: Arc<AtomicU64>,
}

impl Flood {
    fn start(sender: &Arc<Client>, load: &RelayLoad, time: Duration) -> Self {
        let (end, accepted) = (clock::now() + time, Arc::new(AtomicU64::new(0)));
        let mut workers = JoinSet::new();
        for _ in 0..load.at_once * load.senders {
            let (sender, accepted) = (Arc::clone(sender), Arc::clone(&accepted));
            workers.spawn(press(sender, load.batch, end, accepted));
        }
        Self { workers, accepted }
    }

    /// How many were accepted.
    async fn end(mut self) -> anyhow::Result<u64> {
        while let Some(worker) = self.workers.join_next().await {
            worker??;
        }
        Ok(self.accepted.load(Relaxed))
    }
}

/// All senders at their rate, evenly one after the other, for so long.
async fn all(calm: &[Arc<Client>], rate: f64, time: Duration) -> anyhow::Result<Latencies> {
    let begun = clock::now() + HEAD_START;
    let together = rate * f64::from(u32::try_from(calm.len())?);
    let mut senders = JoinSet::new();
    for (number, client) in calm.iter().enumerate() {
        let sender = Calm {
            client: Arc::clone(client),
            first: begun + turn_after(number, together),
            rate,
            end: begun + time,
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
