//! How the database is reached: waiting while it starts, refusing what would not keep its promises.

use std::{io::ErrorKind, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgPool, Row,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::{sleep, timeout};

use crate::close;

/// How long a start waits for a database that is not there yet.
const START_PATIENCE: Duration = Duration::from_secs(60);
/// How long it rests between two tries.
const PAUSE: Duration = Duration::from_millis(500);
/// How long one try may take.
const TRY: Duration = Duration::from_secs(5);
/// How long a caller waits for a connection.
const ACQUIRE: Duration = Duration::from_secs(5);
/// How long a connection may rest before we look whether it still stands: the database may have been restarted since.
const FRESH: Duration = Duration::from_millis(100);
/// How long a connection that is given back may take to be of use again.
const RELEASE: Duration = Duration::from_secs(5);
/// Connections that read at once.
const READERS: u32 = 8;
/// Connections of the writer, which uses one at a time: another takes its place while the pool waits for one that says nothing.
const WRITERS: u32 = 3;

/// What the database does for us, times in milliseconds: no statement and no lock outlasts a caller's patience, and a node that
/// stops in the middle of a transaction does not keep its locks.
const LIMITS: [(&str, &str); 6] = [
    ("statement_timeout", "10000"),
    ("lock_timeout", "5000"),
    ("idle_in_transaction_session_timeout", "10000"),
    // An answered commit must survive a power cut, whatever the role's default is.
    ("synchronous_commit", "on"),
    // Plans are kept, and one that was made while a table was small would read all of it for ever: whatever is asked often has its
    // index. What has none looks so dear then that it would be compiled, which takes longer than to carry it out.
    ("enable_seqscan", "off"),
    ("jit", "off"),
];

/// Why a database cannot be used: a sentence for whoever runs it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Unreachable(pub String);

/// How the database at `url` is reached, for as long as it takes.
///
/// # Errors
/// If it is no URL of a database.
pub fn unlimited(url: &str) -> Result<PgConnectOptions, Unreachable> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| Unreachable(format!("the database URL is not one: {error}")))?;
    Ok(options.disable_statement_logging())
}

/// Pools of connections to one database.
#[derive(Clone)]
pub struct Pools {
    /// Many, for questions.
    pub reading: PgPool,
    /// For the grouped writer, one at a time; the pool makes them anew when they break.
    pub writing: PgPool,
}

impl Pools {
    /// Waits a minute until the database answers, makes sure that it syncs what it commits, and brings its tables up to date. Its
    /// sessions are called `name` there.
    ///
    /// # Errors
    /// What is missing.
    pub async fn open(url: &str, name: &str, migrations: &Migrator) -> Result<Self, Unreachable> {
        let unlimited = unlimited(url)?.application_name(name);
        let options = unlimited.clone().options(LIMITS);
        wait_until_it_answers(&options).await?;
        bring_up_to_date(&unlimited, migrations).await?;
        let pool = |connections| {
            PgPoolOptions::new()
                .min_connections(1)
                .max_connections(connections)
                .acquire_timeout(ACQUIRE)
                // A trip before each question would double its cost under load.
                .test_before_acquire(false)
                .before_acquire(|connection, used| {
                    Box::pin(async move {
                        if used.idle_for > FRESH {
                            connection.ping().await?;
                        }
                        Ok(true)
                    })
                })
                // Whoever gave it up in the middle of a question leaves an answer to wait for. Else this costs nothing.
                .after_release(|connection, _| {
                    Box::pin(async move {
                        let ready = timeout(RELEASE, connection.flush()).await;
                        ready.unwrap_or_else(|_| Err(sqlx::Error::Io(ErrorKind::TimedOut.into())))?;
                        Ok(true)
                    })
                })
                .connect_lazy_with(options.clone())
        };
        Ok(Self {
            reading: pool(READERS),
            writing: pool(WRITERS),
        })
    }

    /// Closes every connection.
    pub async fn close(&self) {
        close(&self.writing).await;
        close(&self.reading).await;
    }
}

/// Nodes that start together take turns: sqlx holds an advisory lock meanwhile. However long it takes, nothing cuts it short.
///
/// # Errors
/// What the database says.
pub async fn bring_up_to_date(options: &PgConnectOptions, migrations: &Migrator) -> Result<(), Unreachable> {
    let migrated = async {
        let mut connection = options.connect().await?;
        migrations.run(&mut connection).await?;
        connection.close().await?;
        Ok::<_, MigrateError>(())
    };
    migrated
        .await
        .map_err(|error| Unreachable(format!("the tables cannot be brought up to date: {error}")))
}

/// Waits for a database that is still starting.
///
/// # Errors
/// If it does not answer within a minute, refuses us, or would not keep what it commits.
pub async fn wait_until_it_answers(options: &PgConnectOptions) -> Result<(), Unreachable> {
    let (host, port) = (options.get_host(), options.get_port());
    let mut why = String::new();
    let answers = async {
        loop {
            why = match timeout(TRY, promises(options)).await {
                Ok(Ok(())) => return Ok(()),
                // Waiting mends no settings.
                Ok(Err(Trouble::Settings(why))) => return Err(Unreachable(why)),
                Ok(Err(Trouble::Connection(error))) if !may_pass(&error) => {
                    return Err(Unreachable(format!(
                        "the database at {host}:{port} refuses us: {error}"
                    )));
                }
                Ok(Err(Trouble::Connection(error))) => error.to_string(),
                Err(_) => format!("no answer within {} s", TRY.as_secs()),
            };
            tracing::warn!(host, port, why, "waiting for the database");
            sleep(PAUSE).await;
        }
    };
    let in_time = timeout(START_PATIENCE, answers).await;
    in_time.unwrap_or_else(|_| {
        let patience = START_PATIENCE.as_secs();
        Err(Unreachable(format!(
            "no database at {host}:{port} for {patience} s: {why}"
        )))
    })
}

enum Trouble {
    Connection(sqlx::Error),
    Settings(String),
}

async fn promises(options: &PgConnectOptions) -> Result<(), Trouble> {
    let mut connection = options.connect().await.map_err(Trouble::Connection)?;
    let row = sqlx::query("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        .fetch_one(&mut connection)
        .await
        .map_err(Trouble::Connection)?;
    for (position, name) in ["fsync", "synchronous_commit"].into_iter().enumerate() {
        let value: String = row.try_get(position).map_err(Trouble::Connection)?;
        if value == "off" {
            return Err(Trouble::Settings(format!(
                "the database has {name} = off: a power cut would lose what was answered"
            )));
        }
    }
    Ok(())
}

/// Whether trying again may help: the database starts, is full, or is not there yet. A wrong password does not become right.
/// Classes 08, 53 and 57 (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn may_pass(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| ["08", "53", "57"].iter().any(|class| code.starts_with(class))),
        // A certificate that is not believed is such data.
        sqlx::Error::Io(error) => error.kind() != ErrorKind::InvalidData,
        sqlx::Error::PoolTimedOut => true,
        _ => false,
    }
}
