//! Table `session`.

use countersign_core::model::{Session, TokenHash, Version};
use countersign_proto::ids::{LoginId, UserId};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "session.token, session.version, session.user_id, session.login_id, session.acr, \
     session.created_at, session.expires_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO session (token, version, user_id, login_id, acr, created_at, expires_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::uuid, (r->>3)::uuid, r->>4, (r->>5)::bigint, (r->>6)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE session SET version = (r->>1)::bigint, expires_at = (r->>6)::bigint \
    FROM jsonb_array_elements($SET) AS r WHERE session.token = decode(r->>0, 'hex')",
};

/// One element of the set.
pub(crate) fn encode(session: &Session) -> Element {
    row![
        hex(session.token.as_bytes()),
        session.version.get(),
        session.user_id.as_uuid(),
        session.login_id.as_uuid(),
        session.acr,
        session.created_at.as_millis(),
        session.expires_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Session> {
    Ok(Session {
        token: TokenHash::from_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        login_id: LoginId::new(columns.id(3)?),
        acr: columns.get(4)?,
        created_at: columns.time(5)?,
        expires_at: columns.time(6)?,
    })
}
