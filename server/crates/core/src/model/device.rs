//! An app installation that holds a key and can be woken by a push.

use countersign_proto::{
    ids::{DeviceId, UserId},
    push::{Environment, Provider},
};
use serde::{Deserialize, Serialize};

use super::{Timestamp, TokenHash, Version};
use crate::secrets::Sealed;

/// An app installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Never changes.
    pub id: DeviceId,
    /// Whose it is.
    pub user_id: UserId,
    /// The name that the phone reported, cleaned.
    pub name: String,
    /// The phone's own name for the key, case kept, unique over all devices.
    pub mechanism_uid: String,
    /// What kind of phone.
    pub platform: Platform,
    /// Who wakes it.
    pub provider: Provider,
    /// Which of a vendor's two worlds the token belongs to.
    pub environment: Option<Environment>,
    /// The relay's app whose credentials wake it.
    pub app: String,
    /// The vendor's address of this installation, sealed.
    pub push_token: Sealed,
    /// The key that it shares with us, sealed.
    pub secret: Sealed,
    /// Whether it may be used.
    pub state: DeviceState,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When its push token was last told to us; a vendor's "gone since" is compared with it.
    pub token_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Device {
    /// Whether it may be asked and may answer (R4).
    pub fn is_active(&self) -> bool {
        self.state == DeviceState::Active
    }

    /// The device in another state.
    #[must_use]
    pub fn in_state(self, state: DeviceState) -> Self {
        Self {
            state,
            version: self.version.next(),
            ..self
        }
    }
}

/// A request that once gave a device a new push address. It carries neither time nor challenge, so it is kept to be
/// known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRefresh {
    /// Hash of the request.
    pub request: TokenHash,
    /// Whose address it changed.
    pub device_id: DeviceId,
    /// When.
    pub at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

/// What kind of phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Any Android phone.
    Android,
    /// Any Apple phone.
    Ios,
}

/// Whether a device may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "reason")]
pub enum DeviceState {
    /// In use.
    Active,
    /// Set aside for a reason that can end.
    Suspended(SuspendReason),
    /// Gone for good.
    Deleted,
}

/// Why a device is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspendReason {
    /// Its vendor says that the app is no longer installed.
    Gone,
    /// An operator or a client.
    Revoked,
}
