//! `countersign-relay sender`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};

use super::{Common, operate::operate};
use crate::{
    admin::{Command, OVERLAP_SECS, USAGE_DAYS},
    sender::Policy,
};

/// Servers that may send.
#[derive(Subcommand)]
pub(super) enum Sender {
    /// Let a server send
    Add {
        /// What it is called here
        name: String,
        /// Its public key, a PEM file, or - for standard input; a Countersign server prints it: `countersign keys relay`
        #[arg(long, value_name = "FILE")]
        public_key: PathBuf,
        #[command(flatten)]
        policy: Limits,
    },
    /// List servers that may send
    List,
    /// Show one, and what it has used, by day (universal time)
    Show {
        /// Its name
        name: String,
        /// How many days before today, up to 400
        #[arg(long, default_value_t = USAGE_DAYS)]
        days: u32,
    },
    /// What each has handed in, and what became of it, by day (universal time)
    Usage {
        /// How many days before today, up to 400
        #[arg(long, default_value_t = USAGE_DAYS)]
        days: u32,
    },
    /// Take nothing more from it; what waits of it is taken back
    Suspend {
        /// Its name
        name: String,
    },
    /// Take its notifications again
    Resume {
        /// Its name
        name: String,
    },
    /// Give it another key; the present one works on for a while
    Rotate {
        /// Its name
        name: String,
        /// Its next public key, a PEM file, or - for standard input
        #[arg(long, value_name = "FILE")]
        public_key: PathBuf,
        /// How long the present key works on
        #[arg(long, value_name = "SECONDS", default_value_t = OVERLAP_SECS)]
        overlap_secs: u32,
    },
    /// Remove it with all that is kept of it
    Remove {
        /// Its name
        name: String,
    },
}

/// What a sender may do.
#[derive(Args)]
pub(super) struct Limits {
    /// Its share of the sending when several have something to send, from 1 to 1000
    #[arg(long, default_value_t = Policy::default().weight)]
    weight: u32,
    /// Notifications that it may hand in within a minute, evenly: at once the share of a second, or one whole request
    #[arg(long, default_value_t = Policy::default().per_minute)]
    per_minute: u32,
    /// Notifications of it that may wait at once
    #[arg(long, default_value_t = Policy::default().max_queued)]
    max_queued: usize,
    /// Messages and calls to telephones that it may have sent in a day: they cost money
    #[arg(long, default_value_t = Policy::default().messages_per_day)]
    messages_per_day: u32,
    /// An app whose phones it may wake; all apps if absent
    #[arg(long = "app", value_name = "APP")]
    apps: Vec<String>,
}

impl Sender {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let command = match self {
            Self::Add {
                name,
                public_key,
                policy,
            } => Command::SenderAdd {
                name,
                public_key: read(&public_key)?,
                policy: Policy {
                    weight: policy.weight,
                    per_minute: policy.per_minute,
                    max_queued: policy.max_queued,
                    messages_per_day: policy.messages_per_day,
                    apps: Some(policy.apps).filter(|apps| !apps.is_empty()),
                },
            },
            Self::List => Command::SenderList,
            Self::Show { name, days } => Command::SenderShow { name, days },
            Self::Usage { days } => Command::SenderUsage { days },
            Self::Suspend { name } => Command::SenderSuspend { name },
            Self::Resume { name } => Command::SenderResume { name },
            Self::Rotate {
                name,
                public_key,
                overlap_secs,
            } => Command::SenderRotate {
                name,
                public_key: read(&public_key)?,
                overlap_secs,
            },
            Self::Remove { name } => Command::SenderRemove { name },
        };
        operate(common, command).await
    }
}

/// A file, or standard input for `-`: containers hold no files of ours.
fn read(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        return std::io::read_to_string(std::io::stdin()).context("no key on standard input");
    }
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
