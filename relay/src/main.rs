//! The command `countersign-relay`.

use std::process::ExitCode;

use clap::Parser;
use countersign_relay::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // What is allocated at rest fills few of the pages that huge ones would take at once.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    countersign_relay::cli::run(Cli::parse()).await
}
