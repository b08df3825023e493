//! What the relay takes of memory while many notifications are under way.

use std::time::Duration;

use anyhow::ensure;
use countersign_proto::relay_api::MAX_BATCH;
use countersign_relay_client::Client;
use serde_json::{Value, json};

use super::bench::{Bench, LOOK_EVERY, notification};
use crate::clock;

/// How long notifications may take to be under way: those that were first wait for an answer no longer than that.
const PATIENCE: Duration = Duration::from_secs(8);

/// Measures it at rest, and while the vendors hold their answers to so many.
pub(super) async fn measure(bench: &Bench, sender: &Client, in_flight: usize) -> anyhow::Result<Value> {
    let at_rest = bench.process.resident_bytes()?;
    let (apns, fcm) = (&bench.fakes.apns, &bench.fakes.fcm);
    apns.hold();
    fcm.hold();
    let begun = clock::now();
    let all: Vec<_> = (0..in_flight).map(|_| notification()).collect();
    for batch in all.chunks(MAX_BATCH) {
        for answer in sender.submit_all(batch).await? {
            answer?;
        }
    }
    while apns.tries() + fcm.tries() < u64::try_from(in_flight)? {
        let tries = apns.tries() + fcm.tries();
        ensure!(
            clock::now() - begun < PATIENCE,
            "{tries} of {in_flight} are under way"
        );
        clock::pause(LOOK_EVERY).await;
    }
    let held = bench.process.resident_bytes()?;
    apns.release();
    fcm.release();
    bench.until_all_ended().await?;
    Ok(json!({
        "at_rest_mib": mib(at_rest),
        "in_flight": in_flight,
        "in_flight_mib": mib(held),
    }))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a process has fewer bytes than a double has digits"
)]
fn mib(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}
