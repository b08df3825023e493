//! `countersign device`.

use clap::Subcommand;

use super::{Common, operate::operate};
use crate::admin::Command;

/// Devices of users.
#[derive(Subcommand)]
pub(super) enum Device {
    /// List a user's devices
    List {
        /// User name
        name: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Delete all of a user's devices, as after a loss
    Revoke {
        /// User name
        name: String,
    },
}

impl Device {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::List { name, json } => operate(common, Command::DeviceList { name }, json).await,
            Self::Revoke { name } => operate(common, Command::DeviceRevoke { name }, false).await,
        }
    }
}
