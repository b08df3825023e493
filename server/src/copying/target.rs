//! Where a copy goes: a database that nobody else opens meanwhile, and that is as it was if the copy fails.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use countersign_core::port::{Filling, Whole, WholeError};
use countersign_service::{data_dir::lock_database, database_url::DatabaseUrl};

use super::whole;

/// A database that is to be filled.
pub(super) struct Target {
    whole: Box<dyn Whole>,
    /// A file that was not there before.
    new: Option<PathBuf>,
    _lock: Option<File>,
}

impl Target {
    /// Locks it, if one process has it to itself.
    pub(super) fn lock(url: &DatabaseUrl) -> anyhow::Result<Self> {
        let (new, lock) = match url {
            DatabaseUrl::Sqlite(file) => ((!file.exists()).then(|| file.clone()), Some(lock_database(file)?)),
            DatabaseUrl::Postgres(_) => (None, None),
        };
        Ok(Self {
            whole: whole(url),
            new,
            _lock: lock,
        })
    }

    /// Begins to fill it.
    pub(super) async fn fill(&self) -> Result<Box<dyn Filling>, WholeError> {
        self.whole.fill().await
    }

    /// Keeps what it holds now.
    pub(super) fn keep(mut self) {
        self.new = None;
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Some(file) = &self.new {
            for beside in ["", "-wal", "-shm"] {
                let mut name = file.as_os_str().to_owned();
                name.push(beside);
                // What was not made is not there.
                let _ = std::fs::remove_file(Path::new(&name));
            }
        }
    }
}
