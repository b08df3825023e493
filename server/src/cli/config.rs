//! `countersign config`.

use clap::Subcommand;

use super::terminal;

/// Settings.
#[derive(Subcommand)]
pub(super) enum Config {
    /// Print a commented file with all settings at their defaults
    Default,
}

impl Config {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Default => {
                terminal::say(include_str!("../../../deploy/config/countersign.toml").trim_end());
            }
        }
        Ok(())
    }
}
