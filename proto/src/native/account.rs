//! What a server tells a phone about its account.

use serde::{Deserialize, Serialize};

use crate::{ids::DeviceId, keys::PublicJwk};

/// An account on a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The device that the phone is to the server.
    pub device_id: DeviceId,
    /// The organisation.
    pub issuer: String,
    /// The account's name.
    pub account: String,
    /// Keys that sign challenges.
    pub server_keys: Vec<PublicJwk>,
    /// Whether pushes reach the device. Without an address, or once its vendor calls it gone, they do not.
    pub pushed: bool,
    /// The server's VAPID key (RFC 8292): an uncompressed P-256 point in base64url. Absent if it sends no Web Push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web_push_key: Option<String>,
    /// One-time passwords that were enrolled along; told once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otpauth: Option<String>,
}
