//! The command line: one file a command.

mod audit;
mod backup;
mod certificate;
mod client;
mod config;
mod credentials;
mod demo;
mod device;
mod doctor;
mod keys;
mod move_store;
mod openapi;
mod operate;
mod operator;
mod policy;
mod restore;
mod schema;
mod serve;
mod terms;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
pub(crate) use countersign_service::terminal;
use rustix::fs::Mode;

use crate::settings::{Given, Settings};

/// A self-hosted mobile push authenticator.
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
  COUNTERSIGN_SECTION__KEY  A setting, such as COUNTERSIGN_SERVER__LISTEN; wins over the settings file
  COUNTERSIGN_LOG           What serve logs: error, warn, info (the default), debug, or per crate: countersign_core=debug";

/// The description of the API, as `countersign openapi` prints it.
pub fn openapi_document() -> impl serde::Serialize {
    countersign_web::openapi()
}

/// What every command takes.
#[derive(Args, Clone)]
pub(crate) struct Common {
    /// Settings file; countersign.toml in the working directory if present
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
    pub(crate) fn settings(
        &self,
        flags: impl IntoIterator<Item = (&'static str, String)>,
    ) -> anyhow::Result<Settings> {
        let data_dir = self
            .data_dir
            .iter()
            .map(|dir| ("server.data_dir", dir.display().to_string()));
        let flags = data_dir.chain(flags).collect();
        Settings::read(&Given {
            config: self.config.clone(),
            flags,
        })
    }
}

#[derive(Subcommand)]
enum Command {
    /// Everything on one machine, with a phone in the browser
    Demo(demo::Demo),
    /// Run the server
    Serve(serve::Serve),
    /// Users
    #[command(subcommand)]
    User(user::User),
    /// Relying parties
    #[command(subcommand)]
    Client(client::Client),
    /// Authenticators of users, and the phones among them
    #[command(subcommand)]
    Device(device::Device),
    /// Digital certificates of people
    #[command(subcommand)]
    Certificate(certificate::Certificate),
    /// People who run the service for others
    #[command(subcommand)]
    Operator(operator::Operator),
    /// What services demand of logins
    #[command(subcommand)]
    Policy(policy::Policy),
    /// The audit log
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Credentials at the vendors of phones
    #[command(subcommand)]
    Credentials(credentials::Credentials),
    /// Keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// The database schema
    #[command(subcommand)]
    Schema(schema::Schema),
    /// Copy everything into another, empty database
    Move(move_store::Move),
    /// Write the whole database to an encrypted file, also while the server runs
    Backup(backup::Backup),
    /// Fill an empty database from a backup
    Restore(restore::Restore),
    /// Settings
    #[command(subcommand)]
    Config(config::Config),
    /// Check settings, data and credentials
    Doctor(doctor::Doctor),
    /// Print the description of the API
    Openapi,
    /// The terms of use in force, as people are shown them
    Terms(terms::Terms),
}

/// Runs a command. Exit code 0: done; 1: failed; 2: misused (from the parser).
pub async fn run(cli: Cli) -> ExitCode {
    // Whatever a command makes, others than its user cannot read.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let Cli { common, command } = cli;
    let done = match command {
        Command::Demo(demo) => demo.run(&common).await,
        Command::Serve(serve) => serve.run(&common).await,
        Command::User(user) => user.run(&common).await,
        Command::Client(client) => client.run(&common).await,
        Command::Device(device) => device.run(&common).await,
        Command::Certificate(certificate) => certificate.run(&common).await,
        Command::Operator(operator) => operator.run(&common).await,
        Command::Policy(policy) => policy.run(&common).await,
        Command::Audit(audit) => audit.run(&common).await,
        Command::Credentials(credentials) => credentials.run(&common).await,
        Command::Keys(keys) => keys.run(&common).await,
        Command::Schema(schema) => schema.run(&common).await,
        Command::Move(relocate) => relocate.run(&common).await,
        Command::Backup(backup) => backup.run(&common).await,
        Command::Restore(restore) => restore.run(&common).await,
        Command::Config(config) => config.run(&common),
        Command::Doctor(doctor) => doctor.run(&common).await,
        Command::Openapi => openapi::run(),
        Command::Terms(terms) => terms.run(&common),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain("countersign", &error);
            ExitCode::FAILURE
        }
    }
}
