//! What a sender and its relay say to each other (`SPEC.md`, the relay). What is sent is a [`Notification`].
//!
//! [`Notification`]: crate::push::Notification

pub mod signature;
pub(crate) mod wire;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::push::{Class, Provider, UnknownWord};

/// How far a sender's clock may be from the relay's, in seconds.
pub const CLOCK_TOLERANCE_SECS: i64 = 60;
/// Notifications in one request at most.
pub const MAX_BATCH: usize = 100;
/// How long a notification may be worth sending at most, in milliseconds.
pub const MAX_LIFE_MS: i64 = 24 * 3_600_000;
/// Events in one answer at most.
pub const MAX_EVENTS: u32 = 1000;
/// How long an answer about events may be waited for at most, in seconds.
pub const MAX_WAIT_SECS: u64 = 25;

/// How far a notification has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits, or is being sent.
    Queued,
    /// Its vendor took it; that is no proof that anybody saw it.
    Sent,
    /// Its vendor knows no such installation any more.
    DeviceGone,
    /// Its vendor refuses it and would do so again; it is kept as a dead letter until its deadline.
    Rejected,
    /// No vendor took it before its deadline.
    Expired,
    /// Its sender, or the relay's operator, took it back before it was sent.
    Cancelled,
}

impl State {
    const ALL: [Self; 6] = [
        Self::Queued,
        Self::Sent,
        Self::DeviceGone,
        Self::Rejected,
        Self::Expired,
        Self::Cancelled,
    ];

    /// The word used in SQL, JSON, metrics and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::DeviceGone => "device_gone",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for State {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or(UnknownWord)
    }
}

/// The answer to a notification that is kept, or that is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Which one.
    pub id: Uuid,
    /// How far it has come: a repeat is answered with what became of the first one.
    pub state: State,
}

/// Something that became of a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its place among all events of its sender: later ones have greater numbers.
    pub number: i64,
    /// When it happened, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The notification.
    pub id: Uuid,
    /// What its sender says that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Uuid>,
    /// When the notification was accepted, in milliseconds since the Unix epoch.
    pub accepted_at_ms: i64,
    /// What happened.
    #[serde(flatten)]
    pub report: Report,
}

/// What happened to a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Report {
    /// Its vendor has not taken it so far; it is tried again until its deadline.
    Delayed {
        /// What stands in the way.
        reason: String,
    },
    /// Its vendor took it.
    Sent {
        /// Whether it was said to be delayed before.
        #[serde(default)]
        delayed: bool,
    },
    /// Its vendor knows no such installation any more.
    DeviceGone {
        /// Since when, in milliseconds since the Unix epoch, if the vendor says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since_ms: Option<i64>,
    },
    /// Its vendor refuses it.
    Rejected {
        /// The vendor's word for it.
        reason: String,
    },
    /// Its deadline has passed.
    Expired {
        /// What stood in the way.
        reason: String,
    },
    /// It was taken back.
    Cancelled,
    /// An operator has put it back into the queue.
    Replayed,
    /// Its vendor says that it has arrived; of messages alone.
    Delivered,
    /// Its vendor, which had taken it, says that it will not arrive; of messages alone.
    Undelivered {
        /// The vendor's word for it.
        reason: String,
    },
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

/// Events of one sender, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    /// What happened after the number that was asked for.
    pub events: Vec<Event>,
    /// The number to ask for next.
    pub next: i64,
}

/// What became of one notification so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timeline {
    /// Which one.
    pub id: Uuid,
    /// What its sender says that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Uuid>,
    /// How far it has come.
    pub state: State,
    /// Who wakes the phone.
    pub kind: Provider,
    /// The app.
    pub app: String,
    /// Why it was sent.
    pub class: Class,
    /// When it was accepted, in milliseconds since the Unix epoch.
    pub accepted_at_ms: i64,
    /// When it becomes worthless, in milliseconds since the Unix epoch.
    pub deadline_ms: i64,
    /// How often it was handed to its lane.
    pub attempts: u32,
    /// What happened, oldest first.
    pub events: Vec<Event>,
}
