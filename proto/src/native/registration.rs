//! How a phone introduces its key.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    address::Address,
    app::App,
    statement::{Statement, StatementError, sign_introducing, verify_introducing},
};
use crate::{
    ids::EnrollmentId,
    keys::{DeviceKey, DevicePublicKey, PublicJwk},
};

/// A phone follows an enrolment's link: whoever signs this holds the new key, and the code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The server's public URL.
    pub aud: String,
    /// When, in seconds since the Unix epoch, by the phone's clock. The enrolment's own end is what counts.
    pub iat: i64,
    /// Which enrolment.
    pub enrollment: EnrollmentId,
    /// The code of its link.
    #[serde(with = "super::bytes")]
    pub code: [u8; 32],
    /// What its owner calls the phone.
    pub name: String,
    /// What kind of device it is.
    pub platform: Platform,
    /// Pushes are sealed with this key.
    pub sealing_key: PublicJwk,
    /// Where pushes reach it; absent for a phone that asks for its challenges.
    #[serde(default)]
    pub address: Option<Address>,
    /// Which app it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app: Option<App>,
}

impl Statement for Registration {
    const TYP: &'static str = "countersign-registration+jwt";
}

/// The code stays out of logs.
impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("enrollment", &self.enrollment)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}

impl Registration {
    /// Signs it with the key that it introduces.
    pub fn sign(&self, key: &DeviceKey) -> String {
        sign_introducing(key, key.public().to_jwk(), self)
    }

    /// What `compact` states, with the key that it introduces.
    ///
    /// # Errors
    /// [`StatementError`].
    pub fn verify(compact: &str) -> Result<(Self, DevicePublicKey), StatementError> {
        verify_introducing(compact, |jwk| {
            let key = DevicePublicKey::from_jwk(jwk).ok()?;
            Some((key.key_id().to_owned(), key))
        })
    }
}

/// What kind of device a phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// An app on Android.
    Android,
    /// An app on an Apple phone or tablet.
    Ios,
    /// A browser.
    Web,
    /// A program on a computer.
    Desktop,
}
