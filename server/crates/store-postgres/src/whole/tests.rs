use countersign_core::{port::Store, testing::copy_contract::Place};
use countersign_test_postgres::Postgres;

use super::*;
use crate::PostgresStore;

struct Alone(Postgres);

#[async_trait(?Send)]
impl Place for Alone {
    fn whole(&self) -> Box<dyn Whole> {
        Box::new(PostgresWhole::at(self.0.url()))
    }

    async fn store(&self) -> Box<dyn Store> {
        Box::new(PostgresStore::open(&self.0.url()).await.unwrap())
    }
}

fn open() -> Alone {
    Alone(Postgres::start().unwrap())
}

countersign_core::copy_contract!(open);

#[tokio::test]
async fn every_table_and_column_is_copied() {
    let place = open();
    place.store().await.close().await;
    let mut connection = unlimited(&place.0.url()).unwrap().connect().await.unwrap();
    let sql = "SELECT c.table_name::text, c.column_name::text, c.data_type::text, k.column_name IS NOT NULL \
         FROM information_schema.columns c LEFT JOIN (information_schema.key_column_usage k \
             JOIN information_schema.table_constraints p USING (constraint_name, table_name)) \
         ON p.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND k.column_name = c.column_name \
         WHERE c.table_schema = 'public' \
         AND c.table_name NOT IN ('_sqlx_migrations', 'heartbeat', 'audit_end', 'statement')";
    let mut found: Vec<(String, String, String, bool)> =
        sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    let own = |(table, column, ..): &(String, String, String, bool)| {
        DERIVED
            .iter()
            .any(|(name, derived, _)| (name, derived) == (&table.as_str(), &column.as_str()))
    };
    found.retain(|column| !own(column));
    let listed = TABLES.iter().flat_map(|table| {
        table.columns.iter().enumerate().map(|(at, column)| {
            let held = match column.kind {
                Kind::Integer => "bigint",
                Kind::Text => "text",
                Kind::Bytes => "bytea",
                Kind::Id => "uuid",
                Kind::Json => "jsonb",
            };
            (
                table.name.to_owned(),
                column.name.to_owned(),
                held.to_owned(),
                at == 0,
            )
        })
    });
    let mut listed: Vec<_> = listed.collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed, "list it in `core::copy`, and raise `SCHEMA` there");
}

#[tokio::test]
async fn a_database_that_nodes_have_open_is_not_moved() {
    let place = open();
    let (whole, store) = (place.whole(), place.store().await);
    store.check().await.unwrap();
    let refused = whole
        .snapshot(Others::MayNotWrite)
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(refused.contains("stop every node first"), "{refused}");
    assert!(whole.snapshot(Others::MayWrite).await.is_ok());
    store.close().await;
    let held = whole.snapshot(Others::MayNotWrite).await.unwrap();
    let mut writing = unlimited(&place.0.url()).unwrap().connect().await.unwrap();
    let written = sqlx::raw_sql("SET lock_timeout = 1; DELETE FROM client")
        .execute(&mut writing)
        .await;
    assert!(written.unwrap_err().to_string().contains("lock"));
    drop(held);
}
