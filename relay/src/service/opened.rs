//! An open data directory: what both the running relay and its commands work on.

use std::sync::Arc;

use anyhow::Context;
use countersign_proto::{keys::SharedSecret, signed::keyed_hash};
use countersign_service::{data_dir::DataDir, master_key::master_key};

use zeroize::Zeroizing;

use super::ServiceSettings;
use crate::{
    directory::Directory,
    queue::{Queue, Seal, SqliteQueue},
    relay::Ambient,
};

/// The file of the queue, inside the data directory.
const QUEUE: &str = "relay.db";

/// A data directory with its queue and senders.
pub(crate) struct Opened {
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) directory: Arc<Directory>,
    pub(crate) ambient: Arc<dyn Ambient>,
    /// What addresses for receipts are signed with.
    pub(crate) receipt_key: Zeroizing<[u8; 32]>,
    pub(crate) data_dir: DataDir,
}

impl Opened {
    /// Locks the directory, opens the queue under its key, and reads the senders.
    pub(crate) async fn open(settings: &ServiceSettings, ambient: Arc<dyn Ambient>) -> anyhow::Result<Self> {
        let data_dir = DataDir::open(&settings.server.data_dir)?;
        let master = master_key(&settings.secrets, &data_dir, |bytes| ambient.fill(bytes)).await?;
        let file = data_dir.path().join(QUEUE);
        let secret = SharedSecret::from_bytes(*master);
        let receipt_key = Zeroizing::new(keyed_hash(&secret, "countersign relay receipt key 1"));
        let queue = SqliteQueue::open(&file, Seal::new(&master), Arc::clone(&ambient))
            .await
            .with_context(|| format!("{} cannot be opened", file.display()))?;
        let queue: Arc<dyn Queue> = Arc::new(queue);
        let directory = Arc::new(Directory::open(Arc::clone(&queue)).await?);
        Ok(Self {
            queue,
            directory,
            ambient,
            receipt_key,
            data_dir,
        })
    }

    /// Finishes what was submitted and closes the queue.
    pub(crate) async fn close(&self) {
        self.queue.close().await;
    }
}
