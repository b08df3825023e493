//! A database with one table, for the tests of this crate.

use std::borrow::Cow;

use sqlx::{
    Row,
    migrate::{Migration, MigrationType, Migrator},
};
use tempfile::TempDir;

use crate::{Database, Options};

/// Opens `db` in `dir`, with a table `number` that refuses negative ones.
pub(crate) async fn open(dir: &TempDir) -> Database {
    open_with(dir, Options::default()).await
}

/// The same, with these options.
pub(crate) async fn open_with(dir: &TempDir, options: Options) -> Database {
    let table = "CREATE TABLE number (n INTEGER NOT NULL CHECK (n >= 0)) STRICT";
    let migration = Migration::new(
        1,
        Cow::Borrowed("numbers"),
        MigrationType::Simple,
        sqlx::SqlStr::from_static(table),
        false,
    );
    let migrations = Migrator::with_migrations(vec![migration]);
    Database::open(&dir.path().join("db"), &migrations, options)
        .await
        .unwrap()
}

/// How many numbers a reader sees.
pub(crate) async fn count(database: &Database) -> i64 {
    sqlx::query("SELECT count(*) FROM number")
        .fetch_one(database.readers())
        .await
        .unwrap()
        .get(0)
}
