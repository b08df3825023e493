//! A rate that the relay carries without a queue, offered on a schedule that does not wait for it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use countersign_relay_client::Client;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    RelayLoad,
    bench::{Bench, notification},
};
use crate::{clock, measure::turn_after, report::Latencies};

/// Measures how long requests take to be accepted, from when they are due, at so many notifications a second.
pub(super) async fn measure(
    bench: &Bench,
    senders: &[Arc<Client>],
    load: &RelayLoad,
    rate: f64,
) -> anyhow::Result<Value> {
    let requests = rate / f64::from(u32::try_from(load.batch)?);
    let (begun, next) = (clock::now(), Arc::new(AtomicUsize::new(0)));
    let (end, batch) = (begun + load.time(), load.batch);
    let mut workers = JoinSet::new();
    for sender in senders {
        for _ in 0..load.at_once {
            let (sender, next) = (Arc::clone(sender), Arc::clone(&next));
            workers.spawn(async move {
                let mut accepting = Latencies::new();
                loop {
                    let due = begun + turn_after(next.fetch_add(1, Relaxed), requests);
                    if due >= end {
                        return anyhow::Ok(accepting);
                    }
                    clock::wait_until(due).await;
                    let batch: Vec<_> = (0..batch).map(|_| notification()).collect();
                    for answer in sender.submit_all(&batch).await? {
                        answer?;
                    }
                    accepting.record((clock::now() - due).as_secs_f64());
                }
            });
        }
    }
    let mut accepting = Latencies::new();
    while let Some(of_one) = workers.join_next().await {
        accepting.add(&of_one??);
    }
    bench.until_all_ended().await?;
    Ok(json!({
        "per_second": rate,
        "accept_p50_ms": accepting.milliseconds(0.5),
        "accept_p99_ms": accepting.milliseconds(0.99),
    }))
}
