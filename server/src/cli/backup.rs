//! `countersign backup`.

use std::path::PathBuf;

use clap::Args;
use countersign_core::port::Others;
use serde_json::json;

use super::{Common, terminal};
use crate::{
    backup::{Recipients, write},
    copying,
    opened::World,
};

/// Write the whole database to an encrypted file, also while the server runs.
///
/// The file is in the format of age: `age --decrypt` opens it too. It never holds the master key, without which nothing that is
/// sealed in it can be used: keep that key as well, elsewhere.
#[derive(Args)]
pub(super) struct Backup {
    /// The file to write; it must not exist
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Whom it is encrypted to, as `age-keygen` prints it; as many as you like
    #[arg(long = "recipient", value_name = "age1…")]
    recipients: Vec<String>,
    /// More recipients, one a line
    #[arg(long, value_name = "FILE")]
    recipients_file: Option<PathBuf>,
}

impl Backup {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let recipients = Recipients::read(&self.recipients, self.recipients_file.as_deref())?;
        let database = common.settings([])?.database()?;
        copying::ensure_there(&database)?;
        // Not after the moment that is backed up: what happened since is looked for from this time on.
        let now = World::default().clock.now();
        let mut snapshot = copying::whole(&database).snapshot(Others::MayWrite).await?;
        let (header, tally) = write(&mut *snapshot, &self.to, &recipients, now).await?;
        let rows: u64 = tally.counted().values().map(|counted| counted.rows).sum();
        terminal::show(
            &json!({
                "file": self.to,
                "taken_at": header.created_at.to_string(),
                "rows": rows,
                "last_audit_record": header.last_audit_record,
                "bytes": std::fs::metadata(&self.to)?.len(),
            }),
            common.json,
        );
        Ok(())
    }
}
