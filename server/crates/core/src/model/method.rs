//! How a login is approved, and what is known of an approval.

use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// How a login is approved, and what an authenticator for it is called; in the order in which they are offered.
    Method {
        /// A signed answer from an app.
        Push = "push",
        /// A one-time password by time.
        Totp = "totp",
        /// A one-time password by count.
        Hotp = "hotp",
        /// A digital certificate, shown by a browser.
        Certificate = "certificate",
        /// A passkey, used by a browser.
        Passkey = "passkey",
        /// A code in a text message.
        Sms = "sms",
        /// A code spoken in a call.
        Voice = "voice",
        /// A code on paper.
        RecoveryCode = "recovery_code",
        /// A code that an operator or a long wait has given.
        TemporaryCode = "temporary_code",
    }
}

impl Method {
    /// Whether people log in by it on any day, rather than on the one on which they have lost the others.
    pub fn is_everyday(self) -> bool {
        !matches!(self, Self::RecoveryCode | Self::TemporaryCode)
    }

    /// Whether its codes are sent to a telephone.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Sms | Self::Voice)
    }
}

words! {
    /// What shows that whoever approved was looking at the login page.
    Presence {
        /// Nothing.
        Unshown = "unshown",
        /// The number that it shows was picked out of three.
        Picked = "picked",
        /// The digits that it shows were typed.
        Typed = "typed",
        /// Its code was scanned.
        Scanned = "scanned",
        /// It is open in the browser in which the phone approved.
        Here = "here",
    }
}

impl Presence {
    pub(super) fn is_unshown(&self) -> bool {
        *self == Self::Unshown
    }
}

/// Where a key is kept, as its authenticator says it in what it signs, or as the settings have it of the organisation that vouches
/// for it. What is worth more comes later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyStorage {
    /// Nothing says that it is bound to a device.
    #[default]
    Unknown,
    /// In one device, which it never leaves.
    Device,
    /// On a smart card, which never gives it away.
    SmartCard,
}

impl KeyStorage {
    pub(super) fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}
