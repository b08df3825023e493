//! A code that lets its user in once, for a while: for the day on which nothing else is at hand.

use std::time::Duration;

use countersign_proto::ids::JobId;
use serde::{Deserialize, Serialize};

use super::{Timestamp, TokenHash};
use crate::secrets::Sealed;

/// What is kept of a temporary code. The code itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemporaryCode {
    /// The key of the hash, sealed.
    pub key: Sealed,
    /// Hash of the code until it is used.
    pub unused: Option<TokenHash>,
    /// Why there is one.
    pub origin: CodeOrigin,
    /// From when on it works.
    pub usable_from: Timestamp,
    /// From when on it does not work any more.
    pub expires_at: Timestamp,
    /// The job that mails it, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailed_by: Option<JobId>,
}

/// Why somebody has a temporary code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeOrigin {
    /// An operator has made sure who somebody is.
    Operator,
    /// Somebody has asked for it with the password and the mailbox, and waited; it comes by mail.
    Delay,
}

impl TemporaryCode {
    /// Longest life of an operator's code.
    pub const OPERATOR_TTL: Duration = Duration::from_secs(8 * 3600);
    /// Life of a mailed code once it works (NIST SP 800-63B-4, 4.2.2.2).
    pub const MAILED_TTL: Duration = Duration::from_secs(24 * 3600);

    /// Whether it can still let somebody in, now or later.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.unused.is_some() && now < self.expires_at
    }

    /// Whether it lets somebody in now.
    pub fn works(&self, now: Timestamp) -> bool {
        self.is_open(now) && now >= self.usable_from
    }
}
