//! The PostgreSQL under the server, where that is what is measured.

use std::path::{Path, PathBuf};

use anyhow::Context;
use countersign_test_postgres::Postgres;
use countersign_tests::cpu_seconds_of_family;
use serde_json::{Value, json};

/// A master key for one run, in base64.
const MASTER_KEY: &str = "Y291bnRlcnNpZ24gbG9hZCB0b29sJ3Mgb3duIGtleSE=";

/// An empty PostgreSQL of this run's own, which syncs what it commits, and the key that its servers share.
pub(crate) struct Database {
    postgres: Postgres,
    key: PathBuf,
}

impl Database {
    pub(crate) fn start(dir: &Path) -> anyhow::Result<Self> {
        let key = dir.join("master.key");
        std::fs::write(&key, MASTER_KEY)?;
        Ok(Self {
            postgres: Postgres::start()?,
            key,
        })
    }

    /// Has a server with these settings use it.
    pub(crate) fn add_to(&self, settings: &mut Value) {
        settings["server"]["database_url"] = self.postgres.url().into();
        settings["secrets"] = json!({"master_key_file": self.key});
    }

    /// Does at once what it would do by itself within minutes after it has grown.
    pub(crate) fn settle(&self) -> anyhow::Result<()> {
        self.postgres.execute("postgres", "VACUUM ANALYZE")?;
        self.postgres.execute("postgres", "CHECKPOINT")?;
        Ok(())
    }

    /// CPU of all its processes so far.
    pub(crate) fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let id = self.postgres.id().context("PostgreSQL has ended")?;
        Ok(cpu_seconds_of_family(id)?)
    }
}
