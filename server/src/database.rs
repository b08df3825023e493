//! The store that the settings name, and the way its nodes tell each other.

use std::{fs::File, sync::Arc};

use countersign_core::port::{Entropy, LocalSignals, Signals, Store};
use countersign_service::{data_dir::lock_database, database_url::DatabaseUrl};
use countersign_store_postgres::PostgresStore;
use countersign_store_sqlite::SqliteStore;

/// An open database.
pub(crate) struct Database {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) signals: Arc<dyn Signals>,
    /// Of a database that one process has to itself.
    _lock: Option<File>,
}

impl Database {
    /// Opens it and brings its tables up to date.
    pub(crate) async fn open(url: &DatabaseUrl, entropy: &dyn Entropy) -> anyhow::Result<Self> {
        match url {
            DatabaseUrl::Sqlite(file) => {
                let lock = lock_database(file)?;
                Ok(Self {
                    store: Arc::new(SqliteStore::open(file).await?),
                    signals: Arc::new(LocalSignals::default()),
                    _lock: Some(lock),
                })
            }
            DatabaseUrl::Postgres(url) => {
                // Boxed, so that whoever opens the other store does not carry the room for this.
                let store = Box::pin(PostgresStore::open(url)).await?;
                Ok(Self {
                    signals: store.signals(entropy.uuid()),
                    store: Arc::new(store),
                    _lock: None,
                })
            }
        }
    }
}
