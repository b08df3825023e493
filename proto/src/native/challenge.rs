//! The question of one login to one device.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::statement::Statement;
use crate::ids::{ChallengeId, DeviceId, LoginId};

/// What the server asks a device. Times are seconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The server's public URL.
    pub iss: String,
    /// Which device is asked.
    pub aud: DeviceId,
    /// Which question this is.
    pub jti: ChallengeId,
    /// When the login was started.
    pub iat: i64,
    /// From when on no answer counts.
    pub exp: i64,
    /// Which login it would decide.
    pub login: LoginId,
    /// Random; the answer repeats it.
    #[serde(with = "super::bytes")]
    pub nonce: [u8; 32],
    /// What an approval does.
    pub purpose: Purpose,
    /// Who asks.
    pub service: String,
    /// The question in words.
    pub text: String,
    /// How the person shows that the login page is before them.
    #[serde(flatten)]
    pub number: NumberPrompt,
    /// Where the login was started, as the service says.
    #[serde(default, skip_serializing_if = "Context::is_empty")]
    pub context: Context,
}

impl Statement for Challenge {
    const TYP: &'static str = "countersign-challenge+jwt";
}

/// What an approval does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It completes a login.
    LogIn,
    /// It confirms that this phone is the person's own.
    Confirm,
    /// Nothing: the person wants to see whether pushes arrive. Whatever is answered shows that they do.
    Test,
}

/// How the person shows that the login page is before them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "number")]
pub enum NumberPrompt {
    /// Not at all.
    None,
    /// By picking what the page shows.
    Pick {
        /// What to offer.
        numbers: [String; 3],
    },
    /// By typing what the page shows.
    Type,
}

/// Where the login was started, as the service says; for people to compare, not to rely on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// The browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

impl Context {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The hash of what a phone was shown: of the payload of the challenge, as it stands between the dots.
pub fn shown(compact: &str) -> [u8; 32] {
    Sha256::digest(compact.split('.').nth(1).unwrap_or_default().as_bytes()).into()
}

/// [`shown`] as text.
pub fn shown_text(compact: &str) -> String {
    BASE64URL_NOPAD.encode(&shown(compact))
}
