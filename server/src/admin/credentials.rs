//! Credentials of apps at their vendors, while the server runs.

use std::collections::BTreeMap;

use anyhow::Context;
use countersign_relay::{AppSettings, Relay};
use serde_json::{Value, json};

/// Exchanges credentials without a gap. What waits for ones that work is sent when its next try is due, within a minute; whoever was told
/// that no push comes can have it sent again at once.
pub(super) async fn switch(
    relay: Option<&Relay>,
    apps: &BTreeMap<String, AppSettings>,
) -> anyhow::Result<Value> {
    let relay = relay.context("no server runs here; the next start reads the credentials anyway")?;
    Ok(json!(relay.switch(apps).await))
}
