//! `countersign device`.

use clap::Subcommand;

use super::{Common, operate::operate};
use crate::admin::Command;

/// Authenticators of users, and the phones among them.
#[derive(Subcommand)]
pub(super) enum Device {
    /// List a user's authenticators: phones, code apps, recovery codes
    List {
        /// User name
        name: String,
    },
    /// Delete all of a user's phones, as after a loss; code apps and recovery codes stay
    Revoke {
        /// User name
        name: String,
    },
}

impl Device {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::List { name } => operate(common, Command::DeviceList { name }).await,
            Self::Revoke { name } => operate(common, Command::DeviceRevoke { name }).await,
        }
    }
}
