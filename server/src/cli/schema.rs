//! `countersign schema`.

use clap::Subcommand;
use serde_json::json;

use super::{Common, terminal};
use crate::opened::{Opened, World};

/// The database schema.
#[derive(Subcommand)]
pub(super) enum Schema {
    /// Bring the tables up to date; `serve` does so too
    Migrate,
}

impl Schema {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Migrate => {
                let settings = common.settings([])?;
                Opened::open_for_command(&settings, World::default())
                    .await?
                    .close()
                    .await;
                terminal::show(&json!({"schema": "up to date"}), common.json);
                Ok(())
            }
        }
    }
}
