//! What operators are shown.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    queue::Usage,
    relay::LaneStatus,
    sender::{Policy, Sender, SenderKey, SenderState},
};

/// A sender.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownSender {
    name: String,
    state: SenderState,
    keys: Vec<ShownKey>,
    #[serde(flatten)]
    policy: Policy,
    /// Notifications of it that wait at this relay.
    queued: usize,
    created_at_ms: i64,
}

/// A sender's key, without the key.
#[derive(Serialize, ToSchema)]
struct ShownKey {
    /// Its thumbprint (RFC 7638), by which requests name it.
    key_id: String,
    added_at_ms: i64,
    /// When it stops being accepted, if another one has followed it.
    ends_at_ms: Option<i64>,
}

impl ShownSender {
    pub(super) fn new(sender: &Sender, queued: usize) -> Self {
        let key = |key: &SenderKey| ShownKey {
            key_id: key.id(),
            added_at_ms: key.added_at_ms,
            ends_at_ms: key.ends_at_ms,
        };
        Self {
            name: sender.name.to_string(),
            state: sender.state,
            keys: sender.keys.iter().map(key).collect(),
            policy: sender.policy.clone(),
            queued,
            created_at_ms: sender.created_at_ms,
        }
    }
}

/// A sender, and what it has used.
#[derive(Serialize, ToSchema)]
pub(crate) struct SenderWithUsage {
    #[serde(flatten)]
    pub(super) sender: ShownSender,
    /// By day.
    pub(super) usage: Vec<Usage>,
}

/// How the relay is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Status {
    /// Notifications that have not ended.
    pub(super) queued: usize,
    /// How long the oldest of those that nobody has has been due, in seconds.
    pub(super) oldest_secs: Option<i64>,
    /// None while no relay runs.
    pub(super) lanes: Vec<LaneStatus>,
}
