//! `countersign-phone code`.

use std::path::PathBuf;

use clap::Args;
use countersign_mobile_sdk::{Account, FileStore, KeyStore, OathAccount, ambient, code};
use serde_json::json;

use crate::{condition::Likeness, output::Output};

/// Show the present one-time password of each account that has one.
#[derive(Args)]
pub(crate) struct Code {
    /// Where accounts are kept
    #[arg(long, value_name = "FILE")]
    store: PathBuf,
    #[command(flatten)]
    likeness: Likeness,
}

impl Code {
    pub(crate) fn run(self, output: Output) -> anyhow::Result<()> {
        let store = FileStore::new(&self.store);
        let mut accounts = store.load()?;
        let now_secs = u64::try_from(ambient::now_secs())?;
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for account in &mut accounts {
            if let Account::Oath(oath) = account {
                let shown = code(oath, self.likeness.into(), now_secs);
                let OathAccount { name, issuer, .. } = oath;
                let (line, row) = match shown {
                    Ok(code) => (
                        format!("{code} {name} at {issuer}"),
                        json!({"code": code, "name": name, "issuer": issuer}),
                    ),
                    Err(unmet) => (
                        format!("locked: {name} at {issuer}: {unmet}"),
                        json!({"locked": unmet.to_string(), "name": name, "issuer": issuer}),
                    ),
                };
                lines.push(line);
                rows.push(row);
            }
        }
        // A counter that moved is kept before its code is seen, so that no code is shown twice.
        store.save(&accounts)?;
        anyhow::ensure!(!lines.is_empty(), "no account shows codes");
        output.say(&lines.join("\n"), &rows.into());
        Ok(())
    }
}
