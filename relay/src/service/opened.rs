//! An open data directory: what both the running relay and its commands work on.

use std::{fs::File, sync::Arc};

use anyhow::Context;
use countersign_proto::{keys::SharedSecret, signed::keyed_hash};
use countersign_service::{
    data_dir::{DataDir, lock_database},
    database_url::DatabaseUrl,
    master_key::master_key,
};

use zeroize::Zeroizing;

use super::ServiceSettings;
use crate::{
    directory::Directory,
    queue::{Queue, Seal, open_alone, open_shared},
    relay::Ambient,
};

/// A data directory with its queue and senders.
pub(crate) struct Opened {
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) directory: Arc<Directory>,
    pub(crate) ambient: Arc<dyn Ambient>,
    /// What addresses for receipts are signed with.
    pub(crate) receipt_key: Zeroizing<[u8; 32]>,
    pub(crate) data_dir: DataDir,
    /// Of a database that one process has to itself.
    _lock: Option<File>,
}

impl Opened {
    /// Locks the directory, opens the queue under its key, and reads the senders.
    pub(crate) async fn open(settings: &ServiceSettings, ambient: Arc<dyn Ambient>) -> anyhow::Result<Self> {
        let data_dir = DataDir::open(&settings.server.data_dir)?;
        let master = master_key(&settings.secrets, &data_dir, |bytes| ambient.fill(bytes)).await?;
        let secret = SharedSecret::from_bytes(*master);
        let receipt_key = Zeroizing::new(keyed_hash(&secret, "countersign relay receipt key 1"));
        let (seal, time) = (Seal::new(&master), Arc::clone(&ambient));
        let (queue, lock) = match settings.database()? {
            DatabaseUrl::Sqlite(file) => {
                let lock = lock_database(&file)?;
                let queue = open_alone(&file, seal, time).await;
                (
                    queue.with_context(|| format!("{} cannot be opened", file.display()))?,
                    Some(lock),
                )
            }
            // Boxed, so that whoever opens the other one does not carry the room for this.
            DatabaseUrl::Postgres(url) => (Box::pin(open_shared(&url, seal, time)).await?, None),
        };
        let directory = Arc::new(Directory::open(Arc::clone(&queue)).await?);
        Ok(Self {
            queue,
            directory,
            ambient,
            receipt_key,
            data_dir,
            _lock: lock,
        })
    }

    /// Finishes what was submitted and closes the queue.
    pub(crate) async fn close(&self) {
        self.queue.close().await;
    }
}
