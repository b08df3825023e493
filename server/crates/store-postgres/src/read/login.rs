//! Logins by id, with the state of their user and client.

use std::collections::HashMap;

use countersign_batch::Fetch;
use countersign_core::{model::LoginState, port::LoginRead};
use countersign_postgres::in_time;
use countersign_proto::ids::LoginId;
use sqlx::PgPool;
use uuid::Uuid;

use super::corrupt;
use crate::table::{Columns, Decoded, login};

/// See [`countersign_core::port::Store::login`].
pub(crate) struct Logins(pub(crate) PgPool);

/// The columns that [`decode`] reads: the login's, its user's state, its client's state, whether what approved it is active.
pub(super) const COLUMNS: &str = const_format::concatcp!(
    login::COLUMNS,
    ", \"user\".state, client.state, \
     (SELECT approver.state = 'active' AND coalesce(holder.state, 'active') = 'active' \
      FROM authenticator AS approver LEFT JOIN device AS holder ON holder.id = approver.device_id \
      WHERE approver.id = (login.facts->>'authenticator_id')::uuid)"
);
/// How many they are.
pub(super) const WIDTH: usize = login::WIDTH + 3;
/// Where a login's user and client are found.
pub(super) const JOINS: &str = "JOIN \"user\" ON \"user\".id = login.user_id \
     LEFT JOIN client ON client.id = login.client_id";

pub(super) const SQL: &str =
    const_format::formatcp!("SELECT {COLUMNS} FROM login {JOINS} WHERE login.id = ANY ($1)");

impl Fetch for Logins {
    type Key = LoginId;
    type Value = LoginRead;
    type Error = sqlx::Error;

    async fn fetch(&self, keys: &[LoginId]) -> Result<HashMap<LoginId, LoginRead>, sqlx::Error> {
        let ids: Vec<Uuid> = keys.iter().map(LoginId::as_uuid).collect();
        let rows = in_time(sqlx::query(SQL).bind(ids).fetch_all(&self.0)).await?;
        let logins = rows
            .iter()
            .map(|row| decode(Columns::new(row, 0)).map(|read| (read.login.id, read)));
        logins.collect::<Result<_, _>>().map_err(corrupt)
    }
}

/// The row at `columns`.
pub(super) fn decode(columns: Columns<'_>) -> Decoded<LoginRead> {
    let login = login::decode(columns)?;
    let approver_active = columns.get::<Option<bool>>(login::WIDTH + 2)?;
    Ok(LoginRead {
        user_state: columns.word(login::WIDTH)?,
        client_state: columns.optional_word(login::WIDTH + 1)?,
        approver_active: approver_active.unwrap_or(!matches!(login.state, LoginState::Approved(_))),
        login,
    })
}
