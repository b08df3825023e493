//! The number that makes a row's changes conditional on what was read.

use serde::{Deserialize, Serialize};

/// Counts the states a row has been in. A new row is version 1, each change adds one, and a store
/// applies a change only while it still holds the version before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(i64);

impl Version {
    /// What a new row carries.
    pub const FIRST: Self = Self(1);

    /// The version that a store holds as `value`.
    pub const fn from_stored(value: i64) -> Self {
        Self(value)
    }

    /// The number itself.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// What the row carries after one more change.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// What the store must hold for a row of this version to be written; zero stands for "no row".
    pub const fn before(self) -> i64 {
        self.0 - 1
    }
}
