//! `countersign-phone run`.

mod payloads;
mod streams;

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use countersign_mobile_sdk::HttpTransport;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};

use crate::{condition::Likeness, output::Output};

/// Receive questions and answer them
#[derive(Args)]
pub(crate) struct Run {
    /// Where accounts are kept
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// Read one vendor payload (JSON) a line from standard input, instead of asking the servers of native accounts
    #[arg(long)]
    stdin: bool,
    /// Approve every question
    #[arg(long, conflicts_with_all = ["deny", "ask"])]
    approve: bool,
    /// Deny every question
    #[arg(long, conflicts_with = "ask")]
    deny: bool,
    /// Ask the terminal: y, n, or a number (the default)
    #[arg(long)]
    ask: bool,
    /// The number to pick or type
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
    /// End after one answer
    #[arg(long)]
    once: bool,
    /// Trust anchors beside those of the system
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    #[command(flatten)]
    likeness: Likeness,
}

/// What is to be answered.
enum Decision {
    /// Yes, with this number if there is one.
    Approve(Option<String>),
    /// No.
    Deny,
}

impl Run {
    pub(crate) async fn run(self, output: Output) -> anyhow::Result<()> {
        let transport = HttpTransport::new(self.ca_file.as_deref())?;
        let mut terminal = BufReader::new(tokio::io::stdin()).lines();
        if self.stdin {
            payloads::run(&self, output, &transport, &mut terminal).await
        } else {
            streams::run(&self, output, &transport, &mut terminal).await
        }
    }

    /// What the flags say, or else whoever sits at the terminal.
    async fn decide(
        &self,
        output: Output,
        wants_number: bool,
        terminal: &mut Lines<BufReader<Stdin>>,
    ) -> anyhow::Result<Decision> {
        if self.deny {
            return Ok(Decision::Deny);
        }
        if self.approve {
            return Ok(Decision::Approve(self.number.clone()));
        }
        let prompt = if wants_number { "number, or n:" } else { "y or n:" };
        output.say(prompt, &json!({"asking": prompt}));
        let Some(typed) = terminal.next_line().await? else {
            bail!("nobody answered")
        };
        Ok(match typed.trim() {
            "n" | "no" => Decision::Deny,
            "y" | "yes" => Decision::Approve(self.number.clone()),
            number => Decision::Approve(Some(number.to_owned())),
        })
    }
}
