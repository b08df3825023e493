//! The command line: one file a command.

mod config;
mod credentials;
mod dead_letter;
mod openapi;
mod operate;
mod sender;
mod serve;
mod status;
mod timeline;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use countersign_service::terminal;
use rustix::fs::Mode;

use crate::service::{Given, ServiceSettings};

/// Brings notifications to phones through their vendors, for servers that do not hold the vendors' credentials.
#[derive(Parser)]
#[command(version, after_help = ENVIRONMENT)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

const ENVIRONMENT: &str = "\
Environment:
  NOTIFYRELAY_SECTION__KEY  A setting, such as NOTIFYRELAY_SERVER__LISTEN; wins over the settings file
  NOTIFYRELAY_LOG           What serve logs: error, warn, info (the default), debug, or per crate";

/// What every command takes.
#[derive(Args, Clone)]
struct Common {
    /// Settings file; countersign-relay.toml in the working directory if present
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where everything is kept
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
}

impl Common {
    /// Reads the settings, with these flags on top.
    fn settings(
        &self,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> anyhow::Result<ServiceSettings> {
        let data_dir = self
            .data_dir
            .iter()
            .map(|dir| ("server.data_dir", dir.display().to_string()));
        ServiceSettings::read(&Given {
            config: self.config.clone(),
            flags: data_dir.chain(flags).collect(),
        })
    }
}

#[derive(Subcommand)]
enum Command {
    /// Run the relay
    Serve(serve::Serve),
    /// Servers that may send
    #[command(subcommand)]
    Sender(sender::Sender),
    /// Notifications that their vendors refuse
    #[command(subcommand, name = "deadletter")]
    DeadLetter(dead_letter::DeadLetter),
    /// What became of a notification
    Timeline(timeline::Timeline),
    /// Credentials at the vendors
    #[command(subcommand)]
    Credentials(credentials::Credentials),
    /// How full the queue is, and how each lane to a vendor fares
    Status,
    /// Settings
    #[command(subcommand)]
    Config(config::Config),
    /// Print the description of the API
    Openapi,
}

/// Runs a command. Exit code 0: done; 1: failed; 2: misused (from the parser).
pub async fn run(cli: Cli) -> ExitCode {
    // Whatever a command makes, others than its user cannot read.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let Cli { common, command } = cli;
    let done = match command {
        Command::Serve(serve) => serve.run(&common).await,
        Command::Sender(sender) => sender.run(&common).await,
        Command::DeadLetter(dead_letter) => dead_letter.run(&common).await,
        Command::Timeline(timeline) => timeline.run(&common).await,
        Command::Credentials(credentials) => credentials.run(&common).await,
        Command::Status => status::run(&common).await,
        Command::Config(config) => config.run(),
        Command::Openapi => openapi::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain("countersign-relay", &error);
            ExitCode::FAILURE
        }
    }
}
