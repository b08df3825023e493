//! Where pushes reach a device.

use serde::{Deserialize, Serialize};

use crate::push::{Environment, Provider, PushToken};

/// A vendor's address of an app or browser, as the device tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "provider", deny_unknown_fields)]
pub enum Address {
    /// An app on an Apple device.
    Apns {
        /// The device token, in hexadecimal.
        #[serde(with = "token")]
        token: PushToken,
        /// Where the token is valid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        environment: Option<Environment>,
    },
    /// An app on an Android device.
    Fcm {
        /// The registration token.
        #[serde(with = "token")]
        token: PushToken,
    },
    /// A browser (RFC 8030).
    Webpush {
        /// Where its push service takes messages.
        #[serde(with = "token")]
        endpoint: PushToken,
        /// The browser's key (RFC 8291), base64url.
        p256dh: String,
        /// The browser's authentication secret (RFC 8291), base64url.
        #[serde(with = "token")]
        auth: PushToken,
    },
}

impl Address {
    /// Who carries pushes to it.
    pub const fn provider(&self) -> Provider {
        match self {
            Self::Apns { .. } => Provider::Apns,
            Self::Fcm { .. } => Provider::Fcm,
            Self::Webpush { .. } => Provider::Webpush,
        }
    }
}

/// Push tokens do not write themselves; telling an address to its server is what this is for.
mod token {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::PushToken;

    pub(super) fn serialize<S: Serializer>(token: &PushToken, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(token.expose())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PushToken, D::Error> {
        String::deserialize(deserializer).map(PushToken::new)
    }
}
