//! A seed for one-time passwords, and how far its codes have been used up (RFC 4226, RFC 6238).

use countersign_proto::otpauth::Algorithm;
use serde::{Deserialize, Serialize};

use crate::secrets::Sealed;

/// What an app and the server share for one-time passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oath {
    /// The seed, sealed.
    pub secret: Sealed,
    /// The hash function.
    pub algorithm: Algorithm,
    /// How long codes are; a code of another length is wrong.
    pub digits: u32,
    /// What counts up, and which code is the next.
    pub factor: MovingFactor,
    /// The counter of a right code far from where one was expected. The code after it proves that the app has moved on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub astray: Option<u64>,
}

/// What counts up under one-time passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovingFactor {
    /// Time.
    Time {
        /// Seconds per step.
        period_secs: u64,
        /// How many steps the phone's clock is ahead, as its codes have shown.
        drift_steps: i64,
        /// The last step of which a code was accepted: no code of it or an earlier one is again.
        last_step: Option<u64>,
    },
    /// The codes taken.
    Count {
        /// The lowest counter of which a code is still accepted.
        next: u64,
    },
}

impl Oath {
    /// The length of a new seed in bytes: that of the hash function (RFC 4226, section 4, R6).
    pub const SECRET_BYTES: usize = 20;
    /// Seconds per step.
    pub const PERIOD_SECS: u64 = 30;

    /// A seed of which no code has been used.
    pub const fn new(secret: Sealed, digits: u32, factor: MovingFactor) -> Self {
        Self {
            secret,
            // All that many apps know; RFC 6238 needs no more.
            algorithm: Algorithm::Sha1,
            digits,
            factor,
            astray: None,
        }
    }
}

impl MovingFactor {
    /// Time, from a phone whose clock is thought to be right.
    pub const fn time() -> Self {
        Self::Time {
            period_secs: Oath::PERIOD_SECS,
            drift_steps: 0,
            last_step: None,
        }
    }

    /// Codes taken, from none.
    pub const fn count() -> Self {
        Self::Count { next: 0 }
    }
}
