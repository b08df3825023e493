//! `countersign restore`: a backup into an empty database, where a new epoch begins.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, ensure};
use countersign_core::{
    audit_log::AuditLine,
    copy::Page,
    flow::begin_epoch::{BackedUp, Ended, Epoch, Revoked},
    model::Timestamp,
    secrets::MasterKey,
};
use countersign_service::{data_dir::DataDir, master_key::existing_master_key};

use super::{ensure_opens, target::Target};
use crate::{
    backup::{Header, Identities, Reader},
    opened::World,
    settings::Settings,
};

/// What is restored.
pub(crate) struct Source<'s> {
    /// The backup.
    pub(crate) file: &'s Path,
    /// Who opens it.
    pub(crate) identities: &'s Identities,
    /// What `audit export` has printed after it was taken.
    pub(crate) audit: Option<&'s Path>,
}

/// What came of it.
pub(crate) struct Restored {
    /// What the backup said of itself.
    pub(crate) header: Header,
    /// What has ended with it.
    pub(crate) ended: Ended,
    /// The time until which revocations are known.
    pub(crate) known_until: Option<Timestamp>,
}

/// Fills the empty database of the settings. All that a restore changes is changed in the one transaction that fills it, so
/// nobody can use what was; a failure leaves the database as empty as it was.
pub(crate) async fn restore(
    settings: &Settings,
    world: World,
    source: Source<'_>,
) -> anyhow::Result<Restored> {
    let World { clock, entropy } = world;
    let data_dir = DataDir::open(&settings.server.data_dir)?;
    let master = MasterKey::from_bytes(*existing_master_key(&settings.secrets, &data_dir).await?);
    let mut reader = Reader::open(source.file, source.identities)?;
    let header = reader.header.clone();
    let revoked = match source.audit {
        Some(file) => revoked(file, header.backed_up())
            .with_context(|| format!("{} does not tell what was revoked since", file.display()))?,
        None => Revoked::default(),
    };
    let known_until = revoked.until();
    // Before anything is made: data keys come first.
    let (first, data_keys) = data_keys(&mut reader)?;
    ensure_opens(&master, &data_keys.rows, Arc::clone(&entropy))?;
    let target = Target::lock(&settings.database()?)?;
    let mut filling = target.fill().await.context("the database cannot be filled")?;
    let mut epoch = Epoch::begin(header.backed_up(), revoked, clock.now(), &*entropy);
    let mut next = Some(data_keys);
    let mut then = first;
    while let Some(page) = next {
        for page in epoch.carry(page)? {
            put(&mut *filling, page).await?;
        }
        next = match then.take() {
            Some(page) => Some(page),
            None => reader.next()?,
        };
    }
    let (rest, ended) = epoch.end()?;
    put(&mut *filling, rest).await?;
    filling.finish().await.context("the database cannot be filled")?;
    target.keep();
    Ok(Restored {
        header,
        ended,
        known_until,
    })
}

async fn put(filling: &mut dyn countersign_core::port::Filling, page: Page) -> anyhow::Result<()> {
    if page.rows.is_empty() {
        return Ok(());
    }
    filling.put(page).await.context("the database cannot be filled")
}

/// The data keys, and the page after them.
fn data_keys(reader: &mut Reader) -> anyhow::Result<(Option<Page>, Page)> {
    let mut keys = reader.next()?.context("the backup holds nothing")?;
    ensure!(keys.table.name == "data_key", "the backup holds no data key");
    loop {
        match reader.next()? {
            Some(page) if page.table == keys.table => keys.rows.extend(page.rows),
            other => return Ok((other, keys)),
        }
    }
}

/// What the records in a file say was revoked after the backup.
fn revoked(file: &Path, backup: BackedUp) -> anyhow::Result<Revoked> {
    let lines = BufReader::new(File::open(file)?).lines();
    let mut revoked = Revoked::default();
    for line in lines {
        let line: AuditLine = serde_json::from_str(&line?).context("a line is no record")?;
        revoked.read(line.into(), backup.last)?;
    }
    Ok(revoked.checked(backup.last)?)
}
