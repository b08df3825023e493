//! An app installation that holds a key and can be woken by a push.

use countersign_proto::{
    ids::{DeviceId, UserId},
    keys::PublicJwk,
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
    /// What its key is called, unique over all devices: the name that a compatible phone has given it, case kept, or the
    /// thumbprint of a key that the phone has made.
    pub key_name: String,
    /// What kind of phone.
    pub platform: Platform,
    /// What it answers with.
    pub key: DeviceKey,
    /// The relay's app whose credentials wake it.
    pub app: String,
    /// Where pushes reach it; without one it asks for its challenges.
    pub address: Option<PushAddress>,
    /// Whether it may be used.
    pub state: DeviceState,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When its address was last told to us; a vendor's "gone since" is compared with it.
    pub address_at: Timestamp,
    /// See [`Version`].
    pub version: Version,
}

impl Device {
    /// Whether it may be asked and may answer (R4).
    pub fn is_active(&self) -> bool {
        self.state == DeviceState::Active
    }

    /// Whether its person may be taken to have it: it is in use, or no more is said against it than that its vendor calls the
    /// app gone, which a new address disproves.
    pub const fn is_kept(&self) -> bool {
        matches!(
            self.state,
            DeviceState::Active | DeviceState::Suspended(SuspendReason::Gone)
        )
    }

    /// Whether it speaks the native protocol: then it can fetch its challenges, and type.
    pub const fn is_native(&self) -> bool {
        matches!(self.key, DeviceKey::Own(_))
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

/// What a device answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceKey {
    /// A key that it shares with us, sealed: the compatible protocol.
    Shared(Sealed),
    /// Keys that it has made and never tells: the native protocol.
    Own(Box<OwnKeys>),
}

/// The public halves of what a phone has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKeys {
    /// Checks what it signs.
    pub signing: PublicJwk,
    /// Seals what is pushed to it.
    pub sealing: PublicJwk,
}

/// A vendor's address of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushAddress {
    /// Who wakes it.
    pub provider: Provider,
    /// Which of a vendor's two worlds the address belongs to.
    pub environment: Option<Environment>,
    /// The address, sealed.
    pub token: Sealed,
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
    /// A browser.
    Web,
    /// A program on a computer.
    Desktop,
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
    /// Its own person has removed the account from it.
    Withdrawn,
}
