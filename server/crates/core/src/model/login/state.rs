//! Where a login stands.

use countersign_proto::ids::{AuthenticatorId, DeviceId};
use serde::{Deserialize, Serialize};

use super::super::{KeyStorage, Method, Presence, SentCode, Timestamp, words::words};

/// Where a login stands, with what is known there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LoginState {
    /// Waiting for a decision.
    Pending(Waiting),
    /// Said yes.
    Approved(Approval),
    /// Said no.
    Denied(Denial),
    /// Nobody answered in time.
    Expired {
        /// The end of its time.
        at: Timestamp,
    },
    /// Ended by whoever started it, or by circumstances.
    Cancelled {
        /// When.
        at: Timestamp,
        /// Why, unless somebody just cancelled it.
        reason: Option<CancelReason>,
    },
    /// Answered wrongly.
    Failed {
        /// When.
        at: Timestamp,
        /// How.
        reason: FailReason,
    },
}

/// What has happened while a login waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Pushes sent, the first one included; none as long as the person has not chosen the phone.
    pub sent: u32,
    /// When the last one was asked for; else when the login was started.
    pub last_sent_at: Timestamp,
    /// Wrong codes typed.
    #[serde(default, skip_serializing_if = "none_yet")]
    pub wrong_codes: u32,
    /// Whether a push is late, or was refused: its person must not wait for it in vain (R9).
    #[serde(default, skip_serializing_if = "is_false")]
    pub undelivered: bool,
    /// The code that was sent for it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<SentCode>,
}

impl Waiting {
    /// A first push is asked for now.
    pub const fn since(now: Timestamp) -> Self {
        Self {
            sent: 1,
            last_sent_at: now,
            wrong_codes: 0,
            undelivered: false,
            code: None,
        }
    }

    /// No push is asked for before the person chooses the phone.
    pub const fn for_a_choice(now: Timestamp) -> Self {
        Self {
            sent: 0,
            ..Self::since(now)
        }
    }
}

/// A yes and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// When.
    pub at: Timestamp,
    /// By which authenticator of the user.
    pub authenticator_id: AuthenticatorId,
    /// On which device, if that is known.
    pub device_id: Option<DeviceId>,
    /// By which method.
    pub method: Method,
    /// What shows that whoever approved was looking at the login page.
    #[serde(default = "unshown", skip_serializing_if = "Presence::is_unshown")]
    pub presence: Presence,
    /// Where the key is that approved, as far as that is known.
    #[serde(default, skip_serializing_if = "KeyStorage::is_unknown")]
    pub storage: KeyStorage,
    /// When whoever logged in by it logged out again; nothing is issued for it from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logged_out_at: Option<Timestamp>,
}

/// A no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// When.
    pub at: Timestamp,
    /// On which device.
    pub device_id: Option<DeviceId>,
    /// Whether more was said than no.
    pub reason: Option<DenyReason>,
}

impl LoginState {
    /// The bare state.
    pub const fn tag(&self) -> StateTag {
        match self {
            Self::Pending(_) => StateTag::Pending,
            Self::Approved(_) => StateTag::Approved,
            Self::Denied(_) => StateTag::Denied,
            Self::Expired { .. } => StateTag::Expired,
            Self::Cancelled { .. } => StateTag::Cancelled,
            Self::Failed { .. } => StateTag::Failed,
        }
    }

    /// The word for why it ended as it did, if there is one.
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Denied(Denial {
                reason: Some(reason), ..
            }) => Some(reason.as_str()),
            Self::Cancelled {
                reason: Some(reason), ..
            } => Some(reason.as_str()),
            Self::Failed { reason, .. } => Some(reason.as_str()),
            _ => None,
        }
    }

    /// When it was decided.
    pub const fn decided_at(&self) -> Option<Timestamp> {
        match self {
            Self::Pending(_) => None,
            Self::Approved(Approval { at, .. }) | Self::Denied(Denial { at, .. }) => Some(*at),
            Self::Expired { at } | Self::Cancelled { at, .. } | Self::Failed { at, .. } => Some(*at),
        }
    }
}

fn none_yet(count: &u32) -> bool {
    *count == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// What approvals say that were written before presences were.
const fn unshown() -> Presence {
    Presence::Unshown
}

words! {
    /// The states without their facts.
    StateTag {
        /// See [`LoginState::Pending`].
        Pending = "pending",
        /// See [`LoginState::Approved`].
        Approved = "approved",
        /// See [`LoginState::Denied`].
        Denied = "denied",
        /// See [`LoginState::Expired`].
        Expired = "expired",
        /// See [`LoginState::Cancelled`].
        Cancelled = "cancelled",
        /// See [`LoginState::Failed`].
        Failed = "failed",
    }
}

words! {
    /// What was said beyond no.
    DenyReason {
        /// "This was not me."
        Reported = "reported",
    }
}

words! {
    /// Why a login was ended without an answer.
    CancelReason {
        /// A newer login took its place.
        Superseded = "superseded",
        /// User, client or the last device was suspended.
        Suspended = "suspended",
        /// The server was restored from a backup that was taken while it was pending.
        Restored = "restored",
    }
}

words! {
    /// What was wrong with an answer.
    FailReason {
        /// Another number than the one shown.
        WrongNumber = "wrong_number",
        /// No number, or nothing that reads as one.
        MissingNumber = "missing_number",
        /// One wrong code too many.
        TooManyCodes = "too_many_codes",
        /// The last authenticator that could have decided it is locked.
        Locked = "locked",
    }
}
