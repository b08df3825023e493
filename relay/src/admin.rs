//! Every operator's command, as data, and what it does.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use countersign_proto::keys::PublicJwk;
use countersign_service::admin_socket::Denied;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    queue::{Burial, Key, SenderName},
    relay::Relay,
    sender::{Policy, Sender, SenderState},
    service::Opened,
    settings::AppSettings,
};

/// Dead letters that one command replays or discards at most.
const ALL: u32 = 10_000;
/// Largest share of a sender.
const MAX_WEIGHT: u32 = 1000;

/// A command.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub(crate) enum Command {
    SenderAdd {
        name: String,
        public_key: String,
        #[serde(default)]
        policy: Policy,
    },
    SenderList,
    SenderSuspend {
        name: String,
    },
    SenderResume {
        name: String,
    },
    SenderRotate {
        name: String,
        public_key: String,
        overlap_secs: u32,
    },
    SenderRemove {
        name: String,
    },
    SenderUsage {
        days: u32,
    },
    DeadLetterList {
        limit: u32,
    },
    /// One dead letter, or all of one sender's, or all.
    DeadLetterBury {
        burial: Burial,
        sender: Option<String>,
        id: Option<Uuid>,
    },
    /// Goes on with the credentials of these apps that their vendors know.
    CredentialsSwitch {
        apps: BTreeMap<String, AppSettings>,
    },
    Status,
}

/// Carries a command out.
pub(crate) async fn execute(
    opened: &Opened,
    relay: Option<&Relay>,
    command: Command,
) -> Result<Value, Denied> {
    run(opened, relay, command)
        .await
        .map_err(|error| Denied(format!("{error:#}")))
}

async fn run(opened: &Opened, relay: Option<&Relay>, command: Command) -> anyhow::Result<Value> {
    let (directory, now_ms) = (&opened.directory, opened.ambient.now_ms());
    let shown = |sender: &Sender| show(sender, opened.queue.depth_of(&sender.name));
    let set_state = async |name: String, state| {
        let sender = directory.set_state(&name.parse()?, state, now_ms).await?;
        anyhow::Ok(shown(&sender))
    };
    match command {
        Command::SenderAdd {
            name,
            public_key,
            policy,
        } => {
            check(&policy)?;
            let sender = directory
                .add(name.parse()?, key(&public_key)?, policy, now_ms)
                .await?;
            Ok(shown(&sender))
        }
        Command::SenderList => Ok(directory.list().await?.iter().map(shown).collect()),
        Command::SenderSuspend { name } => set_state(name, SenderState::Suspended).await,
        Command::SenderResume { name } => set_state(name, SenderState::Active).await,
        Command::SenderRotate {
            name,
            public_key,
            overlap_secs,
        } => {
            let ends_at_ms = now_ms + i64::from(overlap_secs) * 1000;
            let (name, jwk) = (name.parse()?, key(&public_key)?);
            let sender = directory.rotate(&name, jwk, now_ms, ends_at_ms).await?;
            Ok(shown(&sender))
        }
        Command::SenderRemove { name } => {
            let name: SenderName = name.parse()?;
            directory.remove(&name).await?;
            Ok(json!({"removed": name}))
        }
        Command::SenderUsage { days } => {
            let from_ms = now_ms - i64::from(days) * 24 * 3_600_000;
            Ok(json!(opened.queue.usage(from_ms).await?))
        }
        Command::DeadLetterList { limit } => Ok(json!(opened.queue.dead_letters(limit).await?)),
        Command::DeadLetterBury { burial, sender, id } => bury(opened, burial, sender, id, now_ms).await,
        Command::CredentialsSwitch { apps } => switch(opened, relay, &apps).await,
        Command::Status => Ok(status(opened, relay, now_ms)),
    }
}

/// Exchanges credentials; what waited for ones that work is sent at once.
async fn switch(
    opened: &Opened,
    relay: Option<&Relay>,
    apps: &BTreeMap<String, AppSettings>,
) -> anyhow::Result<Value> {
    let relay = relay.context("no relay runs here; the next start reads the credentials anyway")?;
    let tried = relay.switch(apps).await;
    for lane in relay.lanes() {
        opened.queue.hurry(lane, opened.ambient.now_ms());
    }
    Ok(json!(tried))
}

/// How full the queue is, and the lanes if the relay runs.
fn status(opened: &Opened, relay: Option<&Relay>, now_ms: i64) -> Value {
    let depth = opened.queue.depth();
    let oldest = depth
        .oldest_ms
        .map(|oldest_ms| (now_ms - oldest_ms).max(0) / 1000);
    let mut status = json!({"queued": depth.queued, "oldest_secs": oldest});
    for lane in relay.iter().flat_map(|relay| relay.status()) {
        let reason = lane.reason.map(|reason| format!(": {reason}"));
        let accepted = lane
            .accepted_secs
            .map(|secs| format!(", last accepted {secs} s ago"));
        let said = [Some(lane.state.to_owned()), reason, accepted];
        status[lane.name] = said.into_iter().flatten().collect::<String>().into();
    }
    status
}

async fn bury(
    opened: &Opened,
    burial: Burial,
    sender: Option<String>,
    id: Option<Uuid>,
    now_ms: i64,
) -> anyhow::Result<Value> {
    let sender: Option<SenderName> = sender.map(|name| name.parse()).transpose()?;
    let keys = match (sender, id) {
        (Some(sender), Some(id)) => vec![Key { sender, id }],
        (None, Some(_)) => bail!("say whose notification it is"),
        (sender, None) => {
            let letters = opened.queue.dead_letters(ALL).await?;
            let wanted = letters
                .into_iter()
                .filter(|letter| sender.as_ref().is_none_or(|sender| letter.sender == *sender));
            wanted
                .map(|letter| Key {
                    sender: letter.sender,
                    id: letter.id,
                })
                .collect()
        }
    };
    let mut buried = 0;
    for key in &keys {
        buried += u32::from(opened.queue.bury(key, burial, now_ms).await?);
    }
    if buried == 0 && id.is_some() {
        bail!("there is no such dead letter, or its deadline has passed");
    }
    let word = match burial {
        Burial::Replay => "replayed",
        Burial::Discard => "discarded",
    };
    Ok(json!({ word: buried }))
}

fn key(pem: &str) -> anyhow::Result<PublicJwk> {
    PublicJwk::from_pem(pem)
        .context("the public key is no PEM file with an Ed25519 key (openssl pkey -pubout writes one)")
}

fn check(policy: &Policy) -> anyhow::Result<()> {
    if !(1..=MAX_WEIGHT).contains(&policy.weight) {
        bail!("the weight is from 1 to {MAX_WEIGHT}");
    }
    if policy.per_minute == 0 || policy.max_queued == 0 {
        bail!("a sender that may send nothing is suspended instead");
    }
    Ok(())
}

fn show(sender: &Sender, queued: usize) -> Value {
    let key = |key: &crate::sender::SenderKey| json!({"key_id": key.id(), "added_at_ms": key.added_at_ms, "ends_at_ms": key.ends_at_ms});
    let policy = &sender.policy;
    json!({
        "name": sender.name, "state": sender.state, "keys": sender.keys.iter().map(key).collect::<Vec<_>>(),
        "weight": policy.weight, "per_minute": policy.per_minute, "max_queued": policy.max_queued,
        "messages_per_day": policy.messages_per_day,
        "apps": policy.apps, "queued": queued, "created_at_ms": sender.created_at_ms,
    })
}
