//! `countersign audit`.

use clap::Subcommand;

use super::{
    Common,
    operate::{ask_or_execute, operate},
    terminal,
};
use crate::admin::Command;

/// The audit log.
#[derive(Subcommand)]
pub(super) enum Audit {
    /// Show the last records
    Tail {
        /// How many
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Print records as JSON, oldest first
    Export {
        /// Begin after this place in the log
        #[arg(long, default_value_t = 0)]
        after: i64,
        /// How many
        #[arg(long, default_value_t = 100_000)]
        limit: u32,
    },
}

impl Audit {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Tail { limit } => operate(common, Command::AuditTail { limit }).await,
            Self::Export { after, limit } => {
                let export = Command::AuditExport { after, limit };
                terminal::show(&ask_or_execute(common, export).await?, true);
                Ok(())
            }
        }
    }
}
