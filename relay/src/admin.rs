//! Every operator's command, as data, and what it does.

mod refused;
mod shown;

use std::collections::BTreeMap;

use countersign_proto::keys::PublicJwk;
use countersign_service::admin_socket::Denied;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) use self::{
    refused::Refused,
    shown::{SenderWithUsage, ShownSender, Status},
};
use crate::{
    credentials::probe,
    queue::{Burial, Key, SenderName},
    relay::Relay,
    sender::{Policy, Sender, SenderState},
    service::Opened,
    settings::AppSettings,
};

/// How long a key works on beside the one that follows it, if nobody says.
pub(crate) const OVERLAP_SECS: u32 = 86_400;
/// Days of usage that are shown, if nobody says how many.
pub(crate) const USAGE_DAYS: u32 = 31;
/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;
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
    SenderShow {
        name: String,
        days: u32,
    },
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
    /// Asks the vendors about the credentials of these apps.
    CredentialsProbe {
        apps: BTreeMap<String, AppSettings>,
    },
    /// Goes on with the credentials of these apps that their vendors know.
    CredentialsSwitch {
        apps: BTreeMap<String, AppSettings>,
    },
    Status,
    /// What became of one notification.
    Timeline {
        sender: String,
        id: Uuid,
    },
}

/// Carries a command out, for whoever asked by the socket or by the command line.
pub(crate) async fn execute(
    opened: &Opened,
    relay: Option<&Relay>,
    command: Command,
) -> Result<Value, Denied> {
    Ok(carry_out(opened, relay, command).await?)
}

/// Carries a command out.
pub(crate) async fn carry_out(
    opened: &Opened,
    relay: Option<&Relay>,
    command: Command,
) -> Result<Value, Refused> {
    let (directory, now_ms) = (&opened.directory, opened.ambient.now_ms());
    let look = |sender: &Sender| ShownSender::new(sender, opened.queue.depth_of(&sender.name));
    let shown = |sender: &Sender| json!(look(sender));
    let set_state = async |name: String, state| {
        let sender = directory.set_state(&name.parse()?, state, now_ms).await?;
        Ok::<_, Refused>(shown(&sender))
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
        Command::SenderShow { name, days } => {
            let name: SenderName = name.parse()?;
            let sender = look(&directory.one(&name).await?);
            let mut usage = opened.queue.usage(days_before(now_ms, days)).await?;
            usage.retain(|used| used.sender == name);
            Ok(json!(SenderWithUsage { sender, usage }))
        }
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
            let usage = opened.queue.usage(days_before(now_ms, days)).await?;
            Ok(json!(usage))
        }
        Command::DeadLetterList { limit } => Ok(json!(opened.queue.dead_letters(limit).await?)),
        Command::DeadLetterBury { burial, sender, id } => bury(opened, burial, sender, id, now_ms).await,
        Command::CredentialsProbe { apps } => Ok(json!(probe(&apps, &*opened.ambient).await)),
        Command::CredentialsSwitch { apps } => switch(opened, relay, &apps).await,
        Command::Status => Ok(json!(status(opened, relay, now_ms))),
        Command::Timeline { sender, id } => {
            let sender = sender.parse()?;
            let timeline = opened.queue.timeline(&Key { sender, id }).await?;
            let timeline = timeline.ok_or(Refused::NotThere(
                "no notification of this sender has this id, or its deadline was more than a day ago",
            ))?;
            Ok(json!(timeline))
        }
    }
}

/// Exchanges credentials; what waited for ones that work is sent at once.
async fn switch(
    opened: &Opened,
    relay: Option<&Relay>,
    apps: &BTreeMap<String, AppSettings>,
) -> Result<Value, Refused> {
    let relay = relay.ok_or(Refused::Idle)?;
    let tried = relay.switch(apps).await;
    for lane in relay.lanes() {
        opened.queue.hurry(lane, opened.ambient.now_ms());
    }
    Ok(json!(tried))
}

/// How full the queue is, and the lanes if the relay runs.
fn status(opened: &Opened, relay: Option<&Relay>, now_ms: i64) -> Status {
    let depth = opened.queue.depth();
    Status {
        queued: depth.queued,
        oldest_secs: depth
            .oldest_ms
            .map(|oldest_ms| (now_ms - oldest_ms).max(0) / 1000),
        lanes: relay.map(Relay::status).unwrap_or_default(),
    }
}

/// The beginning of so many days.
fn days_before(now_ms: i64, days: u32) -> i64 {
    now_ms - i64::from(days) * DAY_MS
}

async fn bury(
    opened: &Opened,
    burial: Burial,
    sender: Option<String>,
    id: Option<Uuid>,
    now_ms: i64,
) -> Result<Value, Refused> {
    let sender: Option<SenderName> = sender.map(|name| name.parse()).transpose()?;
    let keys = match (sender, id) {
        (Some(sender), Some(id)) => vec![Key { sender, id }],
        (None, Some(_)) => return Err(Refused::Invalid("say whose notification it is".to_owned())),
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
        return Err(Refused::NotThere(
            "there is no such dead letter, or its deadline has passed",
        ));
    }
    let word = match burial {
        Burial::Replay => "replayed",
        Burial::Discard => "discarded",
    };
    Ok(json!({ word: buried }))
}

fn key(pem: &str) -> Result<PublicJwk, Refused> {
    PublicJwk::from_pem(pem).map_err(|error| {
        Refused::Invalid(format!(
            "the public key is no PEM file with an Ed25519 key (openssl pkey -pubout writes one): {error}"
        ))
    })
}

fn check(policy: &Policy) -> Result<(), Refused> {
    let refused = |what: String| Err(Refused::Invalid(what));
    if !(1..=MAX_WEIGHT).contains(&policy.weight) {
        return refused(format!("the weight is from 1 to {MAX_WEIGHT}"));
    }
    if policy.per_minute == 0 || policy.max_queued == 0 {
        return refused("a sender that may send nothing is suspended instead".to_owned());
    }
    Ok(())
}
