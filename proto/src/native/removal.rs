//! That a device was removed from its account.

use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::ids::DeviceId;

/// What the server says to a device that was removed: the proof by which a phone forgets an account. Whatever stands between the
/// two can refuse, but cannot sign this. It stays true: no device comes back under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The server's public URL.
    pub iss: String,
    /// Which device was removed; it has one account.
    pub aud: DeviceId,
    /// When this was said, in seconds since the Unix epoch: the device was removed by then.
    pub iat: i64,
}

impl Statement for Removal {
    const TYP: &'static str = "countersign-removal+jwt";
}

/// What a device is answered that was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The signed [`Removal`].
    pub removal: String,
}
