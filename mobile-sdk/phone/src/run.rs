//! `countersign-phone run`.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use countersign_mobile_sdk::{
    FileStore, HttpTransport, KeyStore, NumberClaim, Question, Vendor, Verdict, read_push, respond,
};
use tokio::io::{AsyncBufReadExt, BufReader, Lines, Stdin};

use crate::ambient;

/// Receive pushes and answer them.
#[derive(Args)]
pub(crate) struct Run {
    /// Where accounts are kept
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    /// Read one vendor payload (JSON) a line from standard input
    #[arg(long, required = true)]
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
    /// The number to pick
    #[arg(long, value_name = "NUMBER")]
    number: Option<u32>,
    /// End after one answer
    #[arg(long)]
    once: bool,
    /// Trust anchors beside those of the system
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
}

impl Run {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let transport = HttpTransport::new(self.ca_file.as_deref())?;
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while let Some(line) = lines.next_line().await? {
            if line.trim().is_empty() {
                continue;
            }
            // Accounts are read each time: one may have been enrolled meanwhile.
            let accounts = FileStore::new(&self.store).load()?;
            let vendor = if line.contains("\"aps\"") {
                Vendor::Apns
            } else {
                Vendor::Fcm
            };
            let question = match read_push(vendor, line.as_bytes(), &accounts, ambient::now_ms()) {
                Ok(question) => question,
                Err(error) => {
                    ambient::say(&format!("dropped: {error}"));
                    continue;
                }
            };
            self.show(&question);
            let verdict = self.verdict(&question, &mut lines).await?;
            respond(&question, verdict, &transport).await?;
            ambient::say(if verdict == Verdict::Deny {
                "denied"
            } else {
                "approved"
            });
            if self.once {
                break;
            }
        }
        Ok(())
    }

    fn show(&self, question: &Question) {
        let numbers = question
            .numbers()
            .map(|[a, b, c]| format!(" [{a}] [{b}] [{c}]"))
            .unwrap_or_default();
        ambient::say(&format!(
            "{}: {}{numbers}",
            question.account.issuer, question.claims.message
        ));
    }

    async fn verdict(
        &self,
        question: &Question,
        lines: &mut Lines<BufReader<Stdin>>,
    ) -> anyhow::Result<Verdict> {
        let given = |number: Option<u32>| number.map_or(NumberClaim::Absent, NumberClaim::Given);
        if self.deny {
            return Ok(Verdict::Deny);
        }
        if self.approve {
            return Ok(Verdict::Approve {
                number: given(self.number),
            });
        }
        let prompt = if question.numbers().is_some() {
            "number, or n:"
        } else {
            "y or n:"
        };
        ambient::say(prompt);
        let Some(answer) = lines.next_line().await? else {
            bail!("nobody answered")
        };
        match answer.trim() {
            "n" | "no" => Ok(Verdict::Deny),
            "y" | "yes" => Ok(Verdict::Approve {
                number: given(self.number),
            }),
            number => Ok(Verdict::Approve {
                number: given(Some(number.parse()?)),
            }),
        }
    }
}
