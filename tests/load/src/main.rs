#![doc = include_str!("../README.md")]

mod account;
mod bare;
mod clock;
mod database;
mod denying;
mod enrolling;
mod grow;
mod growth;
mod http;
mod login;
mod measure;
mod relay;
mod report;
mod run;
mod server;
mod strangers;
mod waiting;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much one machine carries.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(flatten)]
    load: Load,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What is measured.
#[derive(Args, Clone)]
pub(crate) struct Load {
    /// Settings of the server under test
    #[arg(long, default_value = "tests/load/settings.toml")]
    settings: PathBuf,
    /// Devices to enrol
    #[arg(long, default_value_t = 20_000)]
    devices: usize,
    /// Logins under way at once
    #[arg(long, default_value_t = 192)]
    at_once: usize,
    /// Seconds of each measured phase
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Logins a second, offered whether or not the server keeps up; as many as it takes if absent
    #[arg(long)]
    rate: Option<f64>,
    /// Logins that wait at once when memory is measured
    #[arg(long, default_value_t = 5_000)]
    waiting: usize,
    /// Devices of the large installation that a small one is compared with, with ten audit records for each; 0 leaves
    /// the comparison out
    #[arg(long, default_value_t = 0)]
    grow: usize,
    /// Keep the rows in a PostgreSQL of this run's own, and measure its CPU as well
    #[arg(long)]
    postgres: bool,
    /// Leave the bare server out
    #[arg(long)]
    no_bare: bool,
    /// Where the server keeps its data; a temporary directory if absent
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// The bare server, as the tool itself starts it
    #[command(hide = true)]
    Bare(bare::Bare),
    /// How much a relay of its own carries
    Relay(relay::RelayLoad),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.command {
        None => Box::pin(run::run(cli.load)).await,
        Some(Command::Bare(bare)) => bare.run().await,
        Some(Command::Relay(relay)) => relay.run().await,
    }
}
