#![doc = include_str!("../README.md")]

mod ambient;
mod code;
mod enroll;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A phone for terminals and scripts.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Follow an enrolment code
    Enroll(enroll::Enroll),
    /// Receive pushes and answer them
    Run(run::Run),
    /// Show one-time passwords
    Code(code::Code),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Enroll(enroll) => enroll.run().await,
        Command::Run(run) => run.run().await,
        Command::Code(code) => code.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ambient::complain(&error);
            ExitCode::FAILURE
        }
    }
}
