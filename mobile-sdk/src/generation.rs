//! The four generations of compatible apps: what each does its own way, faults included (protocol page, tables 1.3 to 4.3).
//!
//! An app of ours that is like one of them speaks as it does, and follows what both it and we accept: see
//! [`crate::enroll`] and [`crate::read_push`].

pub mod fr_android;
pub mod fr_ios;
pub mod ping_android;
pub mod ping_ios;
mod policies;
mod reading;
mod speech;

use countersign_proto::keys::SharedSecret;
pub use policies::Half;
pub use reading::{Fields, Parsed, recoded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
pub use speech::Speech;

/// A generation of compatible apps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Generation {
    /// Apps on the ForgeRock SDK for Android.
    #[default]
    FrAndroid,
    /// Apps on the ForgeRock SDK for iOS.
    FrIos,
    /// Apps on the Ping SDK for Android.
    PingAndroid,
    /// Apps on the Ping SDK for iOS.
    PingIos,
}

impl Generation {
    /// All four.
    pub const ALL: [Self; 4] = [Self::FrAndroid, Self::FrIos, Self::PingAndroid, Self::PingIos];

    /// What its users call it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FrAndroid => "FR-Android",
            Self::FrIos => "FR-iOS",
            Self::PingAndroid => "Ping-Android",
            Self::PingIos => "Ping-iOS",
        }
    }

    /// How it writes.
    pub const fn speech(self) -> &'static Speech {
        match self {
            Self::FrAndroid => &speech::FR_ANDROID,
            Self::FrIos => &speech::FR_IOS,
            Self::PingAndroid => &speech::PING_ANDROID,
            Self::PingIos => &speech::PING_IOS,
        }
    }

    /// What it reads in the push part of a code, in its own words.
    ///
    /// # Errors
    /// Its words of refusal.
    pub fn scan_push(self, code: &str) -> Parsed {
        match self {
            Self::FrAndroid => fr_android::scan(code),
            Self::FrIos => fr_ios::scan_push(code),
            Self::PingAndroid => ping_android::scan_push(code),
            Self::PingIos => ping_ios::scan_push(code),
        }
    }

    /// What it reads in the one-time password part of a code, in its own words.
    ///
    /// # Errors
    /// Its words of refusal.
    pub fn scan_oath(self, code: &str) -> Parsed {
        match self {
            Self::FrAndroid => fr_android::scan(code),
            Self::FrIos => fr_ios::scan_oath(code),
            Self::PingAndroid => ping_android::scan_oath(code),
            Self::PingIos => ping_ios::scan_oath(code),
        }
    }

    /// What it takes in of a push, whoever delivered it. Two generations do not look at the signature.
    ///
    /// # Errors
    /// Its words of refusal.
    pub fn receive(self, payload: &Value, key: &SharedSecret, mechanism_uid: &str) -> Parsed {
        // Each knows one vendor; what another delivers is put as its own would have put it.
        let parts = match &payload["aps"] {
            Value::Null => (&payload["message"], &payload["messageId"]),
            aps => (&aps["data"], &aps["messageId"]),
        };
        let fcm = || json!({"data": {"message": parts.0, "messageId": parts.1}});
        let apns = || json!({"aps": {"data": parts.0, "messageId": parts.1}});
        match self {
            Self::FrAndroid => fr_android::receive(&fcm(), key, mechanism_uid),
            Self::FrIos => fr_ios::receive(&apns(), key, mechanism_uid),
            Self::PingAndroid => ping_android::receive(&fcm()),
            Self::PingIos => ping_ios::receive(&apns()),
        }
    }
}
