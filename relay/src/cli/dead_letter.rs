//! `countersign-relay deadletter`.

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::{Common, operate::operate};
use crate::{admin::Command, queue::Burial};

/// Notifications that their vendors refuse; kept until their deadline.
#[derive(Subcommand)]
pub(super) enum DeadLetter {
    /// List them, the next deadline first
    List {
        /// At most so many
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },
    /// Put them back into the queue
    Replay(Which),
    /// Forget their content
    Discard(Which),
}

/// Which ones; all if nobody says.
#[derive(Args)]
pub(super) struct Which {
    /// Those of this sender
    #[arg(long)]
    sender: Option<String>,
    /// The one with this id
    #[arg(long, requires = "sender")]
    id: Option<Uuid>,
}

impl DeadLetter {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let bury = |burial, which: Which| Command::DeadLetterBury {
            burial,
            sender: which.sender,
            id: which.id,
        };
        let command = match self {
            Self::List { limit } => Command::DeadLetterList { limit },
            Self::Replay(which) => bury(Burial::Replay, which),
            Self::Discard(which) => bury(Burial::Discard, which),
        };
        operate(common, command).await
    }
}
