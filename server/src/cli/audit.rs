//! `countersign audit`.

mod document;
mod erase;
mod export;
mod log;
mod prove;
mod verify;
mod verify_proof;

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
    /// Print all records as JSON, a line each, oldest first
    Export(export::Export),
    /// Seal the log, and print its signed head: keep it where this server's operators cannot change it
    Head,
    /// Read the whole log and name every place where it is not what was sealed
    Verify(verify::Verify),
    /// Print a proof that a record is in the log
    Prove(prove::Prove),
    /// Print a proof that the log has only grown since a head
    ProveGrowth(prove::ProveGrowth),
    /// Check a proof, with nothing but files
    VerifyProof(verify_proof::VerifyProof),
    /// Erase network addresses from records; proofs still hold
    Erase(erase::Erase),
}

impl Audit {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Tail { limit } => operate(common, Command::AuditTail { limit }).await,
            Self::Export(export) => export.run(common).await,
            Self::Head => {
                terminal::show(&ask_or_execute(common, Command::AuditHead).await?, true);
                Ok(())
            }
            Self::Verify(verify) => verify.run(common).await,
            Self::Prove(prove) => prove.run(common).await,
            Self::ProveGrowth(prove) => prove.run(common).await,
            Self::VerifyProof(verify) => verify.run(common),
            Self::Erase(erase) => erase.run(common).await,
        }
    }
}
