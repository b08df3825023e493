//! The command `countersign`.

use std::process::ExitCode;

use clap::Parser;
use countersign::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    countersign::cli::run(Cli::parse()).await
}
