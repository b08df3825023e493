//! The database file as a whole: read at one moment, on a connection of its own, or filled while it is empty.

use std::path::PathBuf;

use async_trait::async_trait;
use countersign_core::{
    copy::{Cell, CellError, Cells, CopiedTable, Kind, Page, SortedJson, TABLES},
    port::{Filling, Others, Snapshot, StoreError, Whole, WholeError},
};
use countersign_sqlite_batch::{Database, Options};
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection,
    migrate::Migrator,
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous},
};

use crate::single::store_error;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Rows that are read at once.
const READ: usize = 256;
/// Values that one statement may be given: SQLite takes 32,766.
const BOUND: usize = 16_384;

/// A database file that nobody needs to have open.
#[derive(Debug, Clone)]
pub struct SqliteWhole(PathBuf);

impl SqliteWhole {
    /// The database at `path`. Whoever fills it holds the lock of its directory.
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    fn options(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(&self.0)
            .foreign_keys(true)
            .busy_timeout(std::time::Duration::from_secs(5))
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-32768")
            .disable_statement_logging()
    }
}

#[async_trait(?Send)]
impl Whole for SqliteWhole {
    async fn snapshot(&self, others: Others) -> Result<Box<dyn Snapshot>, WholeError> {
        let options = self.options().read_only(others == Others::MayWrite);
        let mut connection = options.connect().await.map_err(failed)?;
        let begin = match others {
            Others::MayWrite => "BEGIN",
            Others::MayNotWrite => "BEGIN IMMEDIATE",
        };
        execute(&mut connection, begin).await?;
        // The first question takes the snapshot.
        let found: i64 =
            sqlx::query_scalar("SELECT ifnull(max(version), 0) FROM _sqlx_migrations WHERE success")
                .fetch_one(&mut connection)
                .await
                .map_err(failed)?;
        let wanted = MIGRATIONS.iter().map(|step| step.version).max().unwrap_or(0);
        if found != wanted {
            return Err(WholeError::Schema { found, wanted });
        }
        Ok(Box::new(Copying(connection)))
    }

    async fn fill(&self) -> Result<Box<dyn Filling>, WholeError> {
        let made = Database::open(&self.0, &MIGRATIONS, Options::default()).await;
        let made = made.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        made.close().await;
        let options = self
            .options()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = options.connect().await.map_err(failed)?;
        execute(&mut connection, "BEGIN IMMEDIATE").await?;
        for table in TABLES {
            let any = format!("SELECT EXISTS (SELECT 1 FROM \"{}\")", table.name);
            let any: bool = sqlx::query_scalar(AssertSqlSafe(any))
                .fetch_one(&mut connection)
                .await
                .map_err(failed)?;
            if any {
                return Err(WholeError::NotEmpty(table.name.to_owned()));
            }
        }
        Ok(Box::new(Copying(connection)))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn failed(error: sqlx::Error) -> WholeError {
    store_error(&error).into()
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), WholeError> {
    let done = sqlx::query(sql).execute(connection).await;
    done.map(|_| ()).map_err(failed)
}

/// The columns of a table, for SQL.
fn columns(table: &CopiedTable) -> String {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    names.join(", ")
}

/// A connection in a transaction; when it is dropped, SQLite takes back what was written.
struct Copying(SqliteConnection);

#[async_trait]
impl Snapshot for Copying {
    async fn rows(
        &mut self,
        table: &'static CopiedTable,
        after: Option<&Cell>,
    ) -> Result<Vec<Cells>, WholeError> {
        let (columns, name, key) = (columns(table), table.name, table.key().name);
        let beyond = after.map_or_else(String::new, |_| format!("WHERE \"{key}\" > ? "));
        let sql = format!("SELECT {columns} FROM \"{name}\" {beyond}ORDER BY \"{key}\" LIMIT {READ}");
        let mut arguments = SqliteArguments::default();
        if let Some(after) = after {
            bind(&mut arguments, table, 0, after.clone())?;
        }
        let rows = sqlx::query_with(AssertSqlSafe(sql), arguments)
            .fetch_all(&mut self.0)
            .await
            .map_err(failed)?;
        rows.iter().map(|row| cells(table, row)).collect()
    }

    async fn last(&mut self, table: &'static CopiedTable) -> Result<Option<Cells>, WholeError> {
        let (columns, name, key) = (columns(table), table.name, table.key().name);
        let sql = format!("SELECT {columns} FROM \"{name}\" ORDER BY \"{key}\" DESC LIMIT 1");
        let row = sqlx::query(AssertSqlSafe(sql))
            .fetch_optional(&mut self.0)
            .await
            .map_err(failed)?;
        row.map(|row| cells(table, &row)).transpose()
    }
}

fn cells(table: &'static CopiedTable, row: &SqliteRow) -> Result<Cells, WholeError> {
    let wrong = |column: &str, why: &str| CellError {
        table: table.name,
        why: format!("{column} {why}"),
    };
    let mut cells = Vec::with_capacity(table.columns.len());
    for (at, column) in table.columns.iter().enumerate() {
        let bytes = || row.try_get_unchecked::<Option<Vec<u8>>, _>(at).map_err(failed);
        let text = || match bytes()?.map(String::from_utf8) {
            None => Ok(None),
            Some(Ok(text)) => Ok(Some(text)),
            Some(Err(_)) => Err(WholeError::from(wrong(column.name, "is no text"))),
        };
        let cell = match column.kind {
            Kind::Integer => row
                .try_get_unchecked::<Option<i64>, _>(at)
                .map_err(failed)?
                .map(Cell::Integer),
            Kind::Text => text()?.map(Cell::Text),
            Kind::Bytes | Kind::Id => bytes()?.map(Cell::Bytes),
            Kind::Json => match text()? {
                None => None,
                Some(text) => Some(Cell::Json(
                    SortedJson::read_from(&text).ok_or_else(|| wrong(column.name, "is no JSON"))?,
                )),
            },
        };
        cells.push(cell.unwrap_or(Cell::Null));
    }
    Ok(Cells::new(table, cells)?)
}

/// Adds a cell to the values of a statement.
fn bind(
    arguments: &mut SqliteArguments,
    table: &CopiedTable,
    at: usize,
    cell: Cell,
) -> Result<(), WholeError> {
    use sqlx::Arguments as _;
    // Keys are blobs here, also the one that is text.
    let is_key = at == 0 && table.columns[0].kind == Kind::Text;
    let added = match cell {
        Cell::Null => arguments.add(None::<i64>),
        Cell::Integer(number) => arguments.add(number),
        Cell::Text(text) if is_key => arguments.add(text.into_bytes()),
        Cell::Text(text) => arguments.add(text),
        Cell::Bytes(bytes) => arguments.add(bytes),
        Cell::Json(value) => arguments.add(value.as_str().to_owned()),
    };
    added.map_err(|error| StoreError::Unavailable(error.to_string()).into())
}

#[async_trait]
impl Filling for Copying {
    async fn put(&mut self, page: Page) -> Result<(), WholeError> {
        let Page { table, rows } = page;
        let width = table.columns.len();
        let row = format!("({})", vec!["?"; width].join(", "));
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let (mut arguments, mut places) = (SqliteArguments::default(), Vec::new());
            for cells in rows.by_ref().take(BOUND / width) {
                for (at, cell) in cells.into_cells().into_iter().enumerate() {
                    bind(&mut arguments, table, at, cell)?;
                }
                places.push(row.as_str());
            }
            let (columns, name, places) = (columns(table), table.name, places.join(", "));
            let sql = format!("INSERT INTO \"{name}\" ({columns}) VALUES {places}");
            sqlx::query_with(AssertSqlSafe(sql), arguments)
                .execute(&mut self.0)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn finish(mut self: Box<Self>) -> Result<(), WholeError> {
        execute(&mut self.0, "COMMIT").await?;
        self.0.close().await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use countersign_core::{port::Store, testing::copy_contract::Place};
    use tempfile::TempDir;

    use super::*;
    use crate::SqliteStore;

    struct InDir(TempDir);

    impl InDir {
        fn database(&self) -> SqliteWhole {
            SqliteWhole::at(self.0.path().join("db"))
        }
    }

    #[async_trait(?Send)]
    impl Place for InDir {
        fn whole(&self) -> Box<dyn Whole> {
            Box::new(self.database())
        }

        async fn store(&self) -> Box<dyn Store> {
            Box::new(SqliteStore::open(&self.database().0).await.unwrap())
        }
    }

    fn open() -> InDir {
        InDir(TempDir::new().unwrap())
    }

    countersign_core::copy_contract!(open);

    #[tokio::test]
    async fn every_table_and_column_is_copied() {
        let place = open();
        place.store().await.close().await;
        let mut connection = place.database().options().connect().await.unwrap();
        let sql = "SELECT t.name, c.name, c.type, c.pk FROM sqlite_schema t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT IN ('_sqlx_migrations', 'heartbeat')";
        let found = sqlx::query_as(sql).fetch_all(&mut connection).await;
        let mut found: Vec<(String, String, String, i64)> = found.unwrap();
        let listed = TABLES.iter().flat_map(|table| {
            table.columns.iter().enumerate().map(|(at, column)| {
                let held = match column.kind {
                    Kind::Integer => "INTEGER",
                    Kind::Text if at == 0 => "BLOB",
                    Kind::Text | Kind::Json => "TEXT",
                    Kind::Bytes | Kind::Id => "BLOB",
                };
                let names = (table.name.to_owned(), column.name.to_owned());
                (names.0, names.1, held.to_owned(), i64::from(at == 0))
            })
        });
        let mut listed: Vec<_> = listed.collect();
        found.sort();
        listed.sort();
        assert_eq!(found, listed, "list it in `core::copy`, and raise `SCHEMA` there");
    }
}
