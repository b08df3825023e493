//! Clients by id.

use std::collections::HashMap;

use countersign_batch::Fetch;
use countersign_core::model::{Client, ClientId};
use countersign_postgres::in_time;
use sqlx::PgPool;

use super::corrupt;
use crate::table::{Columns, client};

/// See [`countersign_core::port::Store::client`].
pub(crate) struct Clients(pub(crate) PgPool);

pub(super) const SQL: &str =
    const_format::formatcp!("SELECT {} FROM client WHERE id = ANY ($1)", client::COLUMNS);

impl Fetch for Clients {
    type Key = ClientId;
    type Value = Client;
    type Error = sqlx::Error;

    async fn fetch(&self, keys: &[ClientId]) -> Result<HashMap<ClientId, Client>, sqlx::Error> {
        let ids: Vec<&str> = keys.iter().map(ClientId::as_str).collect();
        let rows = in_time(sqlx::query(SQL).bind(ids).fetch_all(&self.0)).await?;
        let clients = rows
            .iter()
            .map(|row| client::decode(Columns::new(row, 0)).map(|client| (client.id.clone(), client)));
        clients.collect::<Result<_, _>>().map_err(corrupt)
    }
}
