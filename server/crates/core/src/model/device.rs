//! An app installation that holds a key and can be woken by a push.

use std::{fmt, time::Duration};

use countersign_proto::{
    ids::{DeviceId, UserId},
    keys::PublicJwk,
    native::app::App,
    push::{Environment, Provider},
};
use serde::{Deserialize, Serialize};

use super::{Timestamp, TokenHash, Version, clean};
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
    /// What its own app says that it is; compatible apps do not say.
    pub app_version: Option<AppVersion>,
    /// Where pushes reach it; without one it asks for its challenges.
    pub address: Option<PushAddress>,
    /// Whether it may be used.
    pub state: DeviceState,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When its address was last told to us; a vendor's "gone since" is compared with it.
    pub address_at: Timestamp,
    /// What kept the last push from it; nothing if a vendor took that one, or none was sent.
    pub push_trouble: Option<PushTrouble>,
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

    /// The device once it is known what became of a push to it; nothing if that is no news. The same trouble is news again after
    /// a minute, so that a vendor's long failure costs no row for each push.
    pub fn pushed(&self, trouble: Option<PushTrouble>) -> Option<Self> {
        let is_known = match (self.push_trouble, trouble) {
            (None, None) => true,
            (Some(known), Some(new)) => known.why == new.why && new.at < known.at + RENEWED_AFTER,
            _ => false,
        };
        (!is_known).then(|| Self {
            push_trouble: trouble,
            version: self.version.next(),
            ..self.clone()
        })
    }
}

/// How long a trouble stands before the same one is written again.
const RENEWED_AFTER: Duration = Duration::from_secs(60);

/// A push that did not reach a device, as far as can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushTrouble {
    /// Why not.
    pub why: Undelivered,
    /// When that became known.
    pub at: Timestamp,
}

/// Why a push was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undelivered {
    /// The device has told no address: nothing can be sent to it.
    NoAddress,
    /// No vendor has taken it so far.
    Late,
    /// The vendor knows no such installation any more.
    Gone,
    /// The vendor does not take it.
    Refused,
    /// The server may not send to this vendor until an operator has mended that.
    Misconfigured,
    /// The vendor could not be reached in time.
    Unreachable,
}

impl Undelivered {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::NoAddress,
        Self::Late,
        Self::Gone,
        Self::Refused,
        Self::Misconfigured,
        Self::Unreachable,
    ];

    /// The word for it, in SQL and keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Late => "late",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Misconfigured => "misconfigured",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Name and version of an app, in its own words: shown to people, and relied on for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppVersion {
    /// What it is called.
    pub name: String,
    /// Which version; empty if it has not said.
    pub version: String,
}

impl AppVersion {
    /// Longest name that is kept, in user-perceived characters.
    const NAME_GRAPHEMES: usize = 60;
    /// Longest version that is kept, in user-perceived characters.
    const VERSION_GRAPHEMES: usize = 30;

    /// What is kept of `told`; nothing if it has no name that can be shown.
    pub fn told(told: &App) -> Option<Self> {
        let name = clean(&told.name, Self::NAME_GRAPHEMES);
        let version = clean(&told.version, Self::VERSION_GRAPHEMES);
        (!name.is_empty()).then_some(Self { name, version })
    }
}

impl fmt::Display for AppVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version } = self;
        if version.is_empty() {
            f.write_str(name)
        } else {
            write!(f, "{name} {version}")
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

/// A request that once gave a device a new push address, kept to be known again. That of a compatible app carries neither time nor
/// challenge: whoever has captured it could move pushes back for as long as the device is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRefresh {
    /// Hash of the request.
    pub request: TokenHash,
    /// Whose address it changed.
    pub device_id: DeviceId,
    /// When.
    pub at: Timestamp,
    /// From when on it need not be known, because it is good for nothing by itself; absent if that never comes.
    pub forget_at: Option<Timestamp>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample;

    #[test]
    fn r15_what_an_app_calls_itself_is_bounded_and_clean() {
        let told = |name: &str, version: &str| {
            let (name, version) = (name.to_owned(), version.to_owned());
            AppVersion::told(&App { name, version })
        };
        let kept = told(" Example\u{202e}\n Authenticator ", &"1.".repeat(100)).unwrap();
        assert_eq!(kept.name, "Example Authenticator");
        assert_eq!(kept.version.len(), AppVersion::VERSION_GRAPHEMES);
        assert_eq!(
            told(&"x".repeat(500), "").unwrap().name.len(),
            AppVersion::NAME_GRAPHEMES
        );
        assert_eq!(told("\u{200f}\u{7}", "1.0"), None);
    }

    #[test]
    fn what_became_of_a_push_is_written_when_it_is_news() {
        let device = sample::device();
        let trouble = |why, secs| {
            Some(PushTrouble {
                why,
                at: sample::NOW + Duration::from_secs(secs),
            })
        };
        assert_eq!(device.pushed(None), None, "all is well as before");
        let late = device.pushed(trouble(Undelivered::Late, 0)).unwrap();
        assert_eq!(late.pushed(trouble(Undelivered::Late, 59)), None);
        assert!(late.pushed(trouble(Undelivered::Late, 60)).is_some());
        assert!(late.pushed(trouble(Undelivered::Gone, 1)).is_some());
        assert_eq!(late.pushed(None).unwrap().push_trouble, None);
        for why in Undelivered::ALL {
            assert_eq!(serde_json::json!(why), why.as_str());
        }
    }
}
