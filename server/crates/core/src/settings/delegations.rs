//! `[delegations]`: what people let others do for them.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[delegations]`: what people let others do for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DelegationSettings {
    /// Days after which an owner must have confirmed a delegation again, from 15 to 366. Until then it gives no leave.
    pub review_days: u32,
    /// Days that one may last, from 1 to 366. Its owner may confirm it for as long again.
    pub longest_days: u32,
}

impl DelegationSettings {
    /// Fewest and most days that one may last.
    pub const DAYS: std::ops::RangeInclusive<u64> = 1..=366;
    /// Fewest and most days until a review: its owner is reminded two weeks before.
    pub const REVIEW_DAYS: std::ops::RangeInclusive<u64> = 15..=366;

    /// How long one gives leave without being confirmed.
    pub fn review(&self) -> Duration {
        super::days(self.review_days)
    }

    /// How long one may last.
    pub fn longest(&self) -> Duration {
        super::days(self.longest_days)
    }
}

impl Default for DelegationSettings {
    fn default() -> Self {
        Self {
            review_days: 90,
            longest_days: 365,
        }
    }
}
