//! `countersign keys`.

use clap::Subcommand;

use super::{Common, operate::operate};
use crate::admin::Command;

/// Keys.
#[derive(Subcommand)]
pub(super) enum Keys {
    /// Add a data key; what is sealed from the next start on is sealed under it
    Rotate,
}

impl Keys {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Rotate => operate(common, Command::KeysRotate).await,
        }
    }
}
