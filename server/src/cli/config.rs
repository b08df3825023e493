//! `countersign config`.

use clap::Subcommand;

use super::{Common, terminal};
use crate::settings::Settings;

/// Settings.
#[derive(Subcommand)]
pub(super) enum Config {
    /// Print a commented file with all settings at their defaults; as JSON, without the comments
    Default,
    /// Print the JSON Schema of the settings, for editors and deployment tools
    Schema,
}

impl Config {
    pub(super) fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Default if common.json => {
                terminal::say(&serde_json::to_string_pretty(&Settings::default())?);
            }
            Self::Default => {
                terminal::say(include_str!("../../../deploy/config/countersign.toml").trim_end());
            }
            Self::Schema => terminal::say(&serde_json::to_string_pretty(&Settings::schema())?),
        }
        Ok(())
    }
}
