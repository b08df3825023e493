//! The command `countersign-relay`.

use std::process::ExitCode;

use clap::Parser;
use countersign_relay::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    countersign_relay::cli::run(Cli::parse()).await
}
