//! `[places]`: where on earth networks are.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[places]`: where on earth networks are. Without a database nobody is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceSettings {
    /// A database of cities or countries in the MaxMind DB format (`.mmdb`), which is read into memory at start.
    pub database: Option<PathBuf>,
    /// Kilometres an hour that nobody outruns between two logins, from 100 to 30000. Who seems to is told by mail.
    pub fastest_kmh: u32,
}

impl PlaceSettings {
    /// Slowest and fastest journey that can be called impossible, in kilometres an hour.
    pub const FASTEST_KMH: std::ops::RangeInclusive<u64> = 100..=30_000;
}

impl Default for PlaceSettings {
    fn default() -> Self {
        Self {
            database: None,
            fastest_kmh: 1000,
        }
    }
}
