//! The database as a whole: read at one moment, on a connection of its own, or filled while it is empty.

use std::time::Duration;

use async_trait::async_trait;
use countersign_core::{
    copy::{Cell, CellError, Cells, CopiedTable, Kind, Page, SortedJson, TABLES},
    port::{Filling, Others, Snapshot, Whole, WholeError},
};
use countersign_postgres::{bring_up_to_date, unlimited, wait_until_it_answers};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, Row as _,
    migrate::Migrator,
    postgres::{PgArguments, PgConnectOptions, PgRow},
};
use tokio::time::sleep;
use uuid::Uuid;

use self::line::Lines;
use crate::{
    single::store_error,
    store::{NODE, unreachable},
};

mod line;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Rows that are read at once.
const READ: usize = 256;
/// Bytes that are sent at once.
const SENT: usize = 1024 * 1024;

/// A session ends a moment after its connection: how often others are looked for, and how long to rest between.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// A column that this store has for itself, which begins as another one is: a job is due when it is to run.
const DERIVED: [(&str, &str, &str); 1] = [("job", "due_at", "run_at")];

/// No copy is cut short, and nobody is waited for: whoever else is there keeps its locks for long.
const LIMITS: [(&str, &str); 4] = [
    ("statement_timeout", "0"),
    ("lock_timeout", "5000"),
    ("idle_in_transaction_session_timeout", "0"),
    ("synchronous_commit", "on"),
];

/// A database that nobody needs to have open.
#[derive(Clone)]
pub struct PostgresWhole(String);

impl PostgresWhole {
    /// The database at `url`.
    pub const fn at(url: String) -> Self {
        Self(url)
    }

    fn options(&self) -> Result<PgConnectOptions, WholeError> {
        let options = unlimited(&self.0)
            .map_err(unreachable)?
            .application_name("countersign copy");
        Ok(options.options(LIMITS))
    }
}

#[async_trait(?Send)]
impl Whole for PostgresWhole {
    async fn snapshot(&self, others: Others) -> Result<Box<dyn Snapshot>, WholeError> {
        let options = self.options()?;
        wait_until_it_answers(&options).await.map_err(unreachable)?;
        let mut connection = options.connect().await.map_err(failed)?;
        match others {
            Others::MayWrite => {
                execute(&mut connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
            }
            Others::MayNotWrite => {
                refuse_others(&mut connection).await?;
                execute(&mut connection, "BEGIN ISOLATION LEVEL REPEATABLE READ").await?;
                // Before the first question, which takes the snapshot.
                lock(&mut connection, "SHARE").await?;
            }
        }
        let found =
            sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success");
        let found: i64 = found.fetch_one(&mut connection).await.map_err(failed)?;
        let wanted = MIGRATIONS.iter().map(|step| step.version).max().unwrap_or(0);
        if found != wanted {
            return Err(WholeError::Schema { found, wanted });
        }
        Ok(Box::new(Copying::on(connection)))
    }

    async fn fill(&self) -> Result<Box<dyn Filling>, WholeError> {
        let options = self.options()?;
        wait_until_it_answers(&options).await.map_err(unreachable)?;
        let mut connection = options.connect().await.map_err(failed)?;
        refuse_others(&mut connection).await?;
        bring_up_to_date(&options, &MIGRATIONS)
            .await
            .map_err(unreachable)?;
        execute(&mut connection, "BEGIN").await?;
        lock(&mut connection, "EXCLUSIVE").await?;
        for table in TABLES {
            let any = format!("SELECT EXISTS (SELECT 1 FROM \"{}\")", table.name);
            let any = sqlx::query_scalar(AssertSqlSafe(any));
            if any.fetch_one(&mut connection).await.map_err(failed)? {
                return Err(WholeError::NotEmpty(table.name.to_owned()));
            }
        }
        Ok(Box::new(Copying::on(connection)))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn failed(error: sqlx::Error) -> WholeError {
    store_error(&error).into()
}

async fn execute(connection: &mut PgConnection, sql: &'static str) -> Result<(), WholeError> {
    let done = sqlx::query(sql).execute(connection).await;
    done.map(|_| ()).map_err(failed)
}

/// Whoever serves would go on with what it has in memory, and lose what it writes.
async fn refuse_others(connection: &mut PgConnection) -> Result<(), WholeError> {
    let sql = "SELECT count(*) FROM pg_stat_activity \
         WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()";
    for _ in 0..TRIES {
        let others = sqlx::query_scalar(sql).bind(NODE).fetch_one(&mut *connection);
        let others: i64 = others.await.map_err(failed)?;
        if others == 0 {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    Err(WholeError::InUse("a server: stop every node first".to_owned()))
}

async fn lock(connection: &mut PgConnection, mode: &str) -> Result<(), WholeError> {
    let names: Vec<String> = TABLES.iter().map(|table| format!("\"{}\"", table.name)).collect();
    let sql = format!("LOCK TABLE {} IN {mode} MODE", names.join(", "));
    let locked = sqlx::query(AssertSqlSafe(sql)).execute(connection).await;
    locked.map(|_| ()).map_err(failed)
}

/// A connection in a transaction; when it is dropped, the database takes back what was written.
struct Copying {
    connection: PgConnection,
    /// Rows of one table that are still to be sent: each COPY costs a few trips, so there are few of them.
    waiting: Option<(&'static CopiedTable, Lines)>,
}

impl Copying {
    const fn on(connection: PgConnection) -> Self {
        Self {
            connection,
            waiting: None,
        }
    }

    /// Sends the rows that wait.
    async fn send(&mut self) -> Result<(), WholeError> {
        let Some((table, lines)) = self.waiting.take() else {
            return Ok(());
        };
        let mut columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        columns.extend(derived(table).map(|(column, _)| column));
        let sql = format!(
            "COPY \"{}\" (\"{}\") FROM STDIN",
            table.name,
            columns.join("\", \"")
        );
        let mut copying = self.connection.copy_in_raw(&sql).await.map_err(failed)?;
        copying.send(lines.into_bytes()).await.map_err(failed)?;
        copying.finish().await.map_err(failed)?;
        Ok(())
    }
}

/// The column that this store has for itself, and the one that it begins as.
fn derived(table: &CopiedTable) -> Option<(&'static str, &'static str)> {
    let own = DERIVED.iter().find(|(name, ..)| *name == table.name);
    own.map(|(_, column, from)| (*column, *from))
}

/// What is selected of a table. JSON comes as text, which costs nothing to read.
fn selected(table: &CopiedTable) -> String {
    let columns = table.columns.iter().map(|column| match column.kind {
        Kind::Json => format!("\"{}\"::text", column.name),
        _ => format!("\"{}\"", column.name),
    });
    columns.collect::<Vec<_>>().join(", ")
}

#[async_trait]
impl Snapshot for Copying {
    async fn rows(
        &mut self,
        table: &'static CopiedTable,
        after: Option<&Cell>,
    ) -> Result<Vec<Cells>, WholeError> {
        self.send().await?;
        let (columns, name, key) = (selected(table), table.name, table.key().name);
        let beyond = after.map_or_else(String::new, |_| format!("WHERE \"{key}\" > $1 "));
        let sql = format!("SELECT {columns} FROM \"{name}\" {beyond}ORDER BY \"{key}\" LIMIT {READ}");
        let query = sqlx::query_with(AssertSqlSafe(sql), PgArguments::default());
        let query = match after {
            None | Some(Cell::Null | Cell::Json(_)) => query,
            Some(Cell::Integer(number)) => query.bind(*number),
            Some(Cell::Text(text)) => query.bind(text.clone()),
            Some(Cell::Bytes(bytes)) => match table.key().kind {
                Kind::Id => query.bind(Uuid::from_slice(bytes).unwrap_or_default()),
                _ => query.bind(bytes.clone()),
            },
        };
        let rows = query.fetch_all(&mut self.connection).await.map_err(failed)?;
        rows.iter().map(|row| cells(table, row)).collect()
    }

    async fn last(&mut self, table: &'static CopiedTable) -> Result<Option<Cells>, WholeError> {
        self.send().await?;
        let (columns, name, key) = (selected(table), table.name, table.key().name);
        let sql = format!("SELECT {columns} FROM \"{name}\" ORDER BY \"{key}\" DESC LIMIT 1");
        let row = sqlx::query(AssertSqlSafe(sql))
            .fetch_optional(&mut self.connection)
            .await;
        row.map_err(failed)?.map(|row| cells(table, &row)).transpose()
    }
}

fn cells(table: &'static CopiedTable, row: &PgRow) -> Result<Cells, WholeError> {
    let mut cells = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let text = || row.try_get::<Option<String>, _>(at).map_err(failed);
        let cell = match column.kind {
            Kind::Integer => row
                .try_get::<Option<i64>, _>(at)
                .map_err(failed)?
                .map(Cell::Integer),
            Kind::Text => text()?.map(Cell::Text),
            Kind::Bytes => row
                .try_get::<Option<Vec<u8>>, _>(at)
                .map_err(failed)?
                .map(Cell::Bytes),
            Kind::Id => row
                .try_get::<Option<Uuid>, _>(at)
                .map_err(failed)?
                .map(|id| Cell::Bytes(id.into_bytes().to_vec())),
            Kind::Json => match text()? {
                None => None,
                Some(text) => {
                    let json = SortedJson::read_from(&text).map(Cell::Json);
                    let json = json.ok_or_else(|| CellError {
                        table: table.name,
                        why: format!("{} is no JSON", column.name),
                    })?;
                    Some(json)
                }
            },
        };
        cells.push(cell.unwrap_or(Cell::Null));
    }
    Ok(Cells::new(table, cells)?)
}

#[async_trait]
impl Filling for Copying {
    async fn put(&mut self, page: Page) -> Result<(), WholeError> {
        let Page { table, rows } = page;
        let full = |(other, lines): &(&CopiedTable, Lines)| *other != table || lines.len() >= SENT;
        if self.waiting.as_ref().is_some_and(full) {
            self.send().await?;
        }
        let (_, lines) = self.waiting.get_or_insert_with(|| (table, Lines::default()));
        for row in &rows {
            let kinds = table.columns.iter().map(|column| column.kind);
            let also = derived(table).map(|(_, from)| (row.get(from), Kind::Integer));
            lines.add(row.cells().iter().zip(kinds).chain(also));
        }
        Ok(())
    }

    async fn finish(mut self: Box<Self>) -> Result<(), WholeError> {
        self.send().await?;
        for sql in [
            "UPDATE audit_end SET seq = (SELECT coalesce(max(seq), 0) FROM audit)",
            "SELECT setval('user_number', max(number)) FROM \"user\" HAVING max(number) IS NOT NULL",
            "COMMIT",
            // New tables have no statistics, and would be walked through until somebody makes them.
            "ANALYZE",
        ] {
            execute(&mut self.connection, sql).await?;
        }
        self.connection.close().await.map_err(failed)
    }
}

#[cfg(test)]
mod tests;
