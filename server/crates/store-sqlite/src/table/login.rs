//! Table `login`.

use countersign_core::model::{ClientId, Login, Version};
use countersign_proto::ids::{LoginId, UserId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "login.id, login.version, login.user_id, login.client_id, login.created_at, \
     login.expires_at, login.request, login.facts";
/// How many they are.
pub(crate) const WIDTH: usize = 8;

/// Writes the set `$8`. Ends come first, so that a slot is free before its next holder takes it.
pub(crate) const UPSERT: &str = "\
    INSERT INTO login (id, version, user_id, client_id, initiator, slot, created_at, expires_at, state, request, facts) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, unhex(value->>4), unhex(value->>5), value->>6, \
           value->>7, value->>8, value->>9, value->>10 \
    FROM jsonb_each($8) WHERE true ORDER BY value->>8 = 'pending' \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, expires_at = excluded.expires_at, \
        state = excluded.state, facts = excluded.facts";

/// Removes what is pending of the users of the set `$1`, before they are removed themselves.
pub(crate) const REMOVE_PENDING: &str =
    "DELETE FROM login WHERE state = 'pending' AND user_id IN (SELECT unhex(value) FROM jsonb_each($1))";

/// One element of the set.
pub(crate) fn encode(login: &Login) -> Element {
    row![
        hex_id(login.id.as_uuid()),
        login.version.get(),
        hex_id(login.user_id.as_uuid()),
        login.client_id.as_str(),
        hex(&login.request.initiator.to_bytes()),
        login.request.slot.map(|slot| hex(&slot.to_bytes())),
        login.created_at.as_millis(),
        login.expires_at.as_millis(),
        login.state.tag().as_str(),
        super::json(&login.request),
        super::json(&login.state),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Login> {
    Ok(Login {
        id: LoginId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        client_id: ClientId::new(columns.get::<String>(3)?),
        created_at: columns.time(4)?,
        expires_at: columns.time(5)?,
        request: columns.json(6)?,
        state: columns.json(7)?,
    })
}
