//! The server's keys: one master key from a file, all others under it.

use std::{path::Path, sync::Arc};

use anyhow::{Context, anyhow, bail};
use countersign_core::{
    model::Timestamp,
    port::{Commit, Entropy, Store, UnitOfWork},
    secrets::{MasterKey, Secrets},
};
use data_encoding::BASE64;
use zeroize::Zeroizing;

use crate::data_dir::DataDir;

/// The file of a generated master key, inside the data directory.
const GENERATED: &str = "master.key";

/// Reads the master key from `file`, or from the data directory, where it is generated the first time.
pub(crate) fn master_key(
    file: Option<&Path>,
    data_dir: &DataDir,
    entropy: &dyn Entropy,
) -> anyhow::Result<MasterKey> {
    let text = Zeroizing::new(match file {
        Some(file) => std::fs::read_to_string(file)
            .with_context(|| format!("the master key {} cannot be read", file.display()))?,
        None => data_dir.read_or_make(GENERATED, || generate(entropy))?,
    });
    let bytes = Zeroizing::new(
        BASE64
            .decode(text.trim().as_bytes())
            .context("the master key is not base64")?,
    );
    let bytes: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| anyhow!("the master key is not 32 bytes long"))?;
    Ok(MasterKey::from_bytes(bytes))
}

fn generate(entropy: &dyn Entropy) -> String {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    entropy.fill(bytes.as_mut());
    BASE64.encode(bytes.as_ref())
}

/// Opens the data keys; makes the first one in an empty store.
pub(crate) async fn open_secrets(
    store: &dyn Store,
    master: &MasterKey,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
) -> anyhow::Result<Secrets> {
    if store.data_keys().await?.is_empty() {
        let first = master.new_data_key(1, &*entropy, now);
        // A conflict means that another node was quicker; its key is as good.
        let _ = store.commit(UnitOfWork::new("first_data_key").put(first)).await?;
    }
    let keys = store.data_keys().await?;
    Secrets::open_keys(master, &keys, entropy)
        .map_err(|_| anyhow!("the master key is not the one that sealed this store"))
}

/// Adds a data key, under which everything is sealed from the next start on.
pub(crate) async fn add_data_key(
    store: &dyn Store,
    master: &MasterKey,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> anyhow::Result<u32> {
    let newest = store
        .data_keys()
        .await?
        .iter()
        .map(|key| key.id)
        .max()
        .unwrap_or(0);
    let key = master.new_data_key(newest + 1, entropy, now);
    match store.commit(UnitOfWork::new("add_data_key").put(key)).await? {
        Commit::Committed => Ok(newest + 1),
        Commit::Conflict => bail!("another key was added at the same moment; try again"),
    }
}
