//! One database file: a connection that writes, one that copies its log, a pool that reads, and the tasks between them
//! and their callers.

use std::{
    fs::{File, OpenOptions, Permissions},
    io::ErrorKind,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use countersign_batch::{Fetch, Loader, Tasks, Writer};
use sqlx::{
    ConnectOptions, Row, SqliteConnection, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Mutex;

use crate::writer::{Apply, SqliteWriter};

/// How a database is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections that read.
    pub readers: u32,
    /// Units in one group at most; also how many may queue.
    pub group: usize,
    /// Pages in the log from which on it is begun anew.
    pub log: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            group: 512,
            log: 8_000,
        }
    }
}

/// What the writing connection promises, as SQLite itself reported it after opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Durability {
    /// `wal`.
    pub journal_mode: String,
    /// 2 stands for FULL: a commit returns after its fsync.
    pub synchronous: i64,
}

impl Durability {
    async fn of(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let sql = "SELECT journal_mode, synchronous FROM pragma_journal_mode, pragma_synchronous";
        let row = sqlx::query(sql).fetch_one(connection).await?;
        Ok(Self {
            journal_mode: row.try_get(0)?,
            synchronous: row.try_get(1)?,
        })
    }
}

/// An open database.
pub struct Database {
    /// The connection that writes, and the one that copies the log.
    writing: Mutex<Option<(SqliteConnection, SqliteConnection)>>,
    durability: Durability,
    reading: SqlitePool,
    options: Options,
    tasks: Tasks,
}

impl Database {
    /// Opens the file, makes it if it is missing, and brings its tables up to date. Nobody but its owner can read it.
    ///
    /// # Errors
    /// Whatever SQLite says, or a migration that does not fit the file.
    pub async fn open(path: &Path, migrations: &Migrator, options: Options) -> Result<Self, MigrateError> {
        make_private(path).map_err(sqlx::Error::from)?;
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(5))
            .pragma("temp_store", "memory")
            // Each commit empties the caches of the connections that read, so large ones would be of no use.
            .pragma("cache_size", "-4096")
            // See `checkpoint`: only if that cannot keep up for long does a commit copy the log.
            .pragma("wal_autocheckpoint", "100000")
            // Rows travel between threads: with room for a whole answer, no side waits for the other row by row.
            .row_buffer_size(16_384)
            .disable_statement_logging();
        let mut writing = connect
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            // An answered commit must survive a power cut: fsync before every answer.
            .synchronous(SqliteSynchronous::Full)
            .pragma("cache_size", "-32768")
            .connect()
            .await?;
        let copying = connect.connect().await?;
        migrations.run(&mut writing).await?;
        let durability = Durability::of(&mut writing).await?;
        let reading = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(options.readers)
            .test_before_acquire(false)
            .connect_with(connect.read_only(true))
            .await?;
        Ok(Self {
            writing: Mutex::new(Some((writing, copying))),
            durability,
            reading,
            options,
            tasks: Tasks::default(),
        })
    }

    /// What the writing connection promises.
    pub const fn durability(&self) -> &Durability {
        &self.durability
    }

    /// Connections that read, for questions that need no grouping.
    pub const fn readers(&self) -> &SqlitePool {
        &self.reading
    }

    /// Starts the one writer.
    ///
    /// # Panics
    /// If it was started before: two writers would wait for each other.
    pub async fn writer<A: Apply>(&self, apply: A) -> Writer<SqliteWriter<A>> {
        let (writing, copying) = self
            .writing
            .lock()
            .await
            .take()
            .expect("a database has one writer");
        let writer = SqliteWriter::new(apply, writing, copying, self.options.log, &self.tasks);
        Writer::start(writer, self.options.group, &self.tasks)
    }

    /// Starts a grouped reader with up to `parallel` questions at once.
    pub fn loader<F: Fetch>(&self, fetch: F, parallel: usize) -> Loader<F> {
        Loader::start(fetch, parallel, self.options.group, &self.tasks)
    }

    /// Returns when a task of the database has died. From then on it refuses what that task did.
    pub async fn broken(&self) {
        self.tasks.broken().await;
    }

    /// Carries out what was queued, then closes the file. Whoever comes later is refused.
    pub async fn close(&self) {
        self.tasks.close().await;
        self.reading.close().await;
    }
}

/// Makes the file, for its owner alone, whatever the umask and the directory allow; SQLite gives what it makes beside the file
/// the same mode. Takes an older file, and what lies beside it, away from others.
fn make_private(path: &Path) -> std::io::Result<()> {
    const OWNER_ONLY: u32 = 0o600;
    let mut new = OpenOptions::new();
    match new.write(true).create_new(true).mode(OWNER_ONLY).open(path) {
        Ok(_) => {
            // The name must outlive a power cut as surely as what is committed under it.
            let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            return File::open(directory.unwrap_or(Path::new(".")))?.sync_all();
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for beside in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        let open_to_others =
            std::fs::metadata(&name).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        if open_to_others
            && let Err(error) = std::fs::set_permissions(&name, Permissions::from_mode(OWNER_ONLY))
        {
            tracing::warn!(%error, "others than its owner can read the database");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::testing;

    fn modes(dir: &TempDir) -> Vec<u32> {
        let mode = |name: &str| {
            let file = std::fs::metadata(dir.path().join(name)).unwrap();
            file.permissions().mode() & 0o777
        };
        ["db", "db-wal", "db-shm"].map(mode).to_vec()
    }

    #[tokio::test]
    async fn nobody_but_its_owner_can_read_a_database() {
        let dir = TempDir::new().unwrap();
        let database = testing::open(&dir).await;
        assert_eq!(modes(&dir), [0o600; 3], "made");
        for name in ["db", "db-wal", "db-shm"] {
            std::fs::set_permissions(dir.path().join(name), Permissions::from_mode(0o644)).unwrap();
        }
        let again = testing::open(&dir).await;
        assert_eq!(modes(&dir), [0o600; 3], "found");
        database.close().await;
        again.close().await;
    }
}
