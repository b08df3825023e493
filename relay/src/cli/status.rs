//! `countersign-relay status`.

use countersign_service::terminal;
use serde_json::Value;

use super::{Common, operate::ask_or_execute};
use crate::admin::Command;

pub(super) async fn run(common: &Common) -> anyhow::Result<()> {
    let mut status = ask_or_execute(common, Command::Status).await?;
    if !common.json {
        // For people, a line for each lane.
        for lane in status["lanes"].take().as_array().into_iter().flatten() {
            let name = lane["name"].as_str().unwrap_or_default();
            status[name] = in_words(lane).into();
        }
        if let Value::Object(members) = &mut status {
            members.remove("lanes");
        }
    }
    terminal::show(&status, common.json);
    Ok(())
}

fn in_words(lane: &Value) -> String {
    let state = lane["state"].as_str().unwrap_or_default().to_owned();
    let reason = lane["reason"].as_str().map(|reason| format!(": {reason}"));
    let accepted = lane["accepted_secs"].as_i64();
    let accepted = accepted.map(|secs| format!(", last accepted {secs} s ago"));
    [Some(state), reason, accepted].into_iter().flatten().collect()
}
