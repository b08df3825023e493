//! Clients by id.

use std::collections::HashMap;

use countersign_batch::Fetch;
use countersign_core::model::{Client, ClientId};
use sqlx::SqlitePool;

use super::corrupt;
use crate::{
    set::{Element, Set},
    table::{Columns, client, hex},
};

/// See [`countersign_core::port::Store::client`].
pub(crate) struct Clients(pub(crate) SqlitePool);

pub(super) const SQL: &str = const_format::formatcp!(
    "SELECT {} FROM client WHERE id IN (SELECT unhex(value) FROM jsonb_each($1))",
    client::COLUMNS
);

impl Fetch for Clients {
    type Key = ClientId;
    type Value = Client;
    type Error = sqlx::Error;

    async fn fetch(&self, keys: &[ClientId]) -> Result<HashMap<ClientId, Client>, sqlx::Error> {
        let ids: Set = keys
            .iter()
            .map(|id| Element::of(hex(id.as_str().as_bytes())))
            .collect();
        let rows = sqlx::query(SQL).bind(ids.into_jsonb()).fetch_all(&self.0).await?;
        let clients = rows
            .iter()
            .map(|row| client::decode(Columns::new(row, 0)).map(|client| (client.id.clone(), client)));
        clients.collect::<Result<_, _>>().map_err(corrupt)
    }
}
