//! `countersign move`: every row of one database into another one, which must be empty.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context, ensure};
use countersign_core::{
    copy::{CopiedTable, Counted, Pages, Tally},
    port::{Others, Snapshot},
    secrets::MasterKey,
};
use countersign_service::{
    data_dir::{DataDir, lock_database},
    database_url::DatabaseUrl,
    master_key::existing_master_key,
};

use super::{ensure_opens, ensure_there, target::Target, whole};
use crate::{opened::World, settings::Settings};

/// Copies every row, reads all of them back, and only then makes them durable; says how many they are. The source is not
/// changed, and a failure leaves the target as empty as it was.
pub(crate) async fn move_store(
    settings: &Settings,
    world: World,
    from: &DatabaseUrl,
    to: &DatabaseUrl,
) -> anyhow::Result<BTreeMap<String, Counted>> {
    ensure!(from != to, "both are the same database");
    ensure_there(from)?;
    let data_dir = DataDir::open(&settings.server.data_dir)?;
    let master = MasterKey::from_bytes(*existing_master_key(&settings.secrets, &data_dir).await?);
    let _lock = match from {
        DatabaseUrl::Sqlite(file) => Some(lock_database(file)?),
        DatabaseUrl::Postgres(_) => None,
    };
    let mut source = whole(from)
        .snapshot(Others::MayNotWrite)
        .await
        .context("the source cannot be moved")?;
    let data_keys = CopiedTable::named("data_key").context("it is a table")?;
    let data_keys = source.rows(data_keys, None).await?;
    ensure_opens(&master, &data_keys, Arc::clone(&world.entropy))?;
    let target = Target::lock(to)?;
    let mut filling = target.fill().await.context("the target cannot be filled")?;
    let (mut pages, mut tally) = (Pages::of(&mut *source), Tally::default());
    while let Some(page) = pages.next().await? {
        tally.add(&page);
        filling.put(page).await.context("the target cannot be filled")?;
    }
    let (read, back) = (tally.counted(), counted(&mut *filling).await?);
    for (table, counted) in &read {
        ensure!(
            back.get(table) == Some(counted),
            "table {table} does not read back from the target as it was written: nothing was moved"
        );
    }
    filling.finish().await.context("the target cannot be filled")?;
    target.keep();
    Ok(read)
}

async fn counted(snapshot: &mut dyn Snapshot) -> anyhow::Result<BTreeMap<String, Counted>> {
    let (mut pages, mut tally) = (Pages::of(snapshot), Tally::default());
    while let Some(page) = pages.next().await? {
        tally.add(&page);
    }
    Ok(tally.counted())
}
