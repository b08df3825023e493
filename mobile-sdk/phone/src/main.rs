#![doc = include_str!("../README.md")]

mod code;
mod condition;
mod enroll;
mod output;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::Output;

/// A phone for terminals and scripts.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// Print JSON, one value a line
    #[arg(long, global = true)]
    json: bool,
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
    let Cli { json, command } = Cli::parse();
    let output = if json { Output::Json } else { Output::Words };
    let done = match command {
        Command::Enroll(enroll) => enroll.run(output).await,
        Command::Run(run) => run.run(output).await,
        Command::Code(code) => code.run(output),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::FAILURE
        }
    }
}
