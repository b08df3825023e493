//! Table `login`.

use countersign_core::model::{ClientId, Login, Version};
use countersign_proto::ids::{LoginId, UserId};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "login.id, login.version, login.user_id, login.client_id, login.created_at, \
     login.expires_at, login.request, login.facts";
/// How many they are.
pub(crate) const WIDTH: usize = 8;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO login (id, version, user_id, client_id, initiator, slot, created_at, expires_at, state, request, facts) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, r->>3, decode(r->>4, 'hex'), decode(r->>5, 'hex'), \
           (r->>6)::bigint, (r->>7)::bigint, r->>8, r->9, r->10 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE login SET version = (r->>1)::bigint, expires_at = (r->>7)::bigint, state = r->>8, facts = r->10 \
    FROM jsonb_array_elements($SET) AS r WHERE login.id = (r->>0)::uuid",
};

/// Removes what is pending of the users of the set, before they are removed themselves.
pub(crate) const REMOVE_PENDING: &str = "\
    DELETE FROM login WHERE state = 'pending' AND user_id IN (SELECT (r->>0)::uuid FROM jsonb_array_elements($SET) AS r)";

/// One element of the set.
pub(crate) fn encode(login: &Login) -> Element {
    row![
        login.id.as_uuid(),
        login.version.get(),
        login.user_id.as_uuid(),
        login.client_id.as_str(),
        hex(&login.request.initiator.to_bytes()),
        login.request.slot.map(|slot| hex(&slot.to_bytes())),
        login.created_at.as_millis(),
        login.expires_at.as_millis(),
        login.state.tag().as_str(),
        login.request,
        login.state,
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
