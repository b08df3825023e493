//! The server's keys: all are under its master key.

use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use countersign_core::{
    model::Timestamp,
    port::{Commit, Entropy, Store, UnitOfWork},
    secrets::{MasterKey, Secrets},
};
use countersign_proto::keys::ServerKey;
use countersign_relay::VapidKey;
use zeroize::Zeroizing;

use crate::settings::RelaySettings;

/// What signs the heads of the audit log.
pub(crate) fn audit_key(master: &MasterKey) -> ServerKey {
    ServerKey::from_seed(&master.derive("countersign audit key 1"))
}

/// What requests to a remote relay are signed with.
pub(crate) fn relay_key(settings: &RelaySettings, master: &MasterKey) -> anyhow::Result<ServerKey> {
    let Some(file) = &settings.signing_key_file else {
        return Ok(ServerKey::from_seed(&master.derive("countersign relay key 1")));
    };
    let pem = std::fs::read_to_string(file).map(Zeroizing::new);
    let pem = pem.with_context(|| format!("relay.signing_key_file {} cannot be read", file.display()))?;
    ServerKey::from_pem(&pem).with_context(|| {
        format!(
            "relay.signing_key_file {} holds no Ed25519 key (PKCS #8, PEM)",
            file.display()
        )
    })
}

/// What browsers know the server by.
pub(crate) fn vapid_key(master: &MasterKey) -> anyhow::Result<VapidKey> {
    Ok(VapidKey::from_scalar(&master.derive("countersign vapid key 1"))?)
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
