//! What an app says of itself.

use serde::{Deserialize, Serialize};

/// Name and version of the program that a device runs, in its own words: for people who look for the cause of a trouble. Nothing
/// depends on it, because nothing proves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// What it is called.
    pub name: String,
    /// Which version, as its maker counts them.
    pub version: String,
}
