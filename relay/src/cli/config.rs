//! `countersign-relay config`.

use clap::Subcommand;
use countersign_service::terminal;

use crate::service::ServiceSettings;

/// Settings.
#[derive(Subcommand)]
pub(super) enum Config {
    /// Print a settings file with all defaults
    Default,
    /// Print the settings' JSON Schema
    Schema,
}

impl Config {
    pub(super) fn run(&self) -> anyhow::Result<()> {
        match self {
            Self::Default => {
                terminal::say(include_str!("../../../deploy/config/countersign-relay.toml").trim_end());
            }
            Self::Schema => terminal::say(&serde_json::to_string_pretty(&ServiceSettings::schema())?),
        }
        Ok(())
    }
}
