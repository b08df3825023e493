//! `countersign move`.

use clap::Args;
use countersign_service::database_url::DatabaseUrl;
use serde_json::{Map, json};

use super::{Common, terminal};
use crate::{copying, opened::World};

/// Copy everything from one database into another, empty one, such as from SQLite to PostgreSQL.
///
/// No server may have either open. Every row is read back and compared before the copy counts; the source is not changed. A
/// password need not stand in the URL: it is read from `PGPASSWORD` or from `~/.pgpass` too.
#[derive(Args)]
pub(super) struct Move {
    /// Where everything is: sqlite:PATH or postgres://…
    #[arg(long, value_name = "URL")]
    from: String,
    /// Where it shall be
    #[arg(long, value_name = "URL")]
    to: String,
}

impl Move {
    pub(super) async fn run(self, common: &Common) -> anyhow::Result<()> {
        let settings = common.settings([])?;
        let (from, to) = (
            DatabaseUrl::parse("--from", &self.from)?,
            DatabaseUrl::parse("--to", &self.to)?,
        );
        let moved = copying::move_store(&settings, World::default(), &from, &to).await?;
        let rows: Map<String, _> = moved
            .iter()
            .map(|(table, counted)| (table.clone(), counted.rows.into()))
            .collect();
        if common.json {
            terminal::show(&json!({"moved": rows, "read_back": true}), true);
            return Ok(());
        }
        terminal::show(&rows.into(), false);
        terminal::say(
            "Every row was read back and is the same. The source was not changed: start no server on it again.",
        );
        terminal::say(&match to {
            DatabaseUrl::Sqlite(_) => format!("Now set server.database_url = \"{}\".", self.to),
            DatabaseUrl::Postgres(_) => "Now set server.database_url to the URL of --to, and on every node \
                 secrets.master_key_file to a copy of the same master key: what is sealed stays sealed under it."
                .to_owned(),
        });
        Ok(())
    }
}
