//! Copies of a whole installation: from one database to another, and from a backup into an empty one.

mod moving;
mod restoring;
mod target;

use std::sync::Arc;

pub(crate) use self::{
    moving::move_store,
    restoring::{Restored, Source, restore},
};
use anyhow::{Context, anyhow};
use countersign_core::{
    copy::{Cells, data_key},
    port::{Entropy, Whole},
    secrets::{MasterKey, Secrets},
};
use countersign_service::database_url::DatabaseUrl;
use countersign_store_postgres::PostgresWhole;
use countersign_store_sqlite::SqliteWhole;

/// The database at `url`, as a whole.
pub(crate) fn whole(url: &DatabaseUrl) -> Box<dyn Whole> {
    match url {
        DatabaseUrl::Sqlite(file) => Box::new(SqliteWhole::at(file.clone())),
        DatabaseUrl::Postgres(url) => Box::new(PostgresWhole::at(url.clone())),
    }
}

/// Makes sure that the database is there before anything looks for it.
pub(crate) fn ensure_there(url: &DatabaseUrl) -> anyhow::Result<()> {
    if let DatabaseUrl::Sqlite(file) = url {
        std::fs::metadata(file).with_context(|| format!("there is no database {}", file.display()))?;
    }
    Ok(())
}

/// Makes sure that this master key opens these data keys.
fn ensure_opens(master: &MasterKey, rows: &[Cells], entropy: Arc<dyn Entropy>) -> anyhow::Result<()> {
    let keys = rows.iter().map(data_key).collect::<Result<Vec<_>, _>>()?;
    let opened = Secrets::open_keys(master, &keys, entropy);
    opened.map(|_| ()).map_err(|_| {
        anyhow!("the master key of the settings is not the one that sealed this store: put that one in its place first")
    })
}
