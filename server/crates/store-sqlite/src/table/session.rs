//! Table `session`.

use countersign_core::model::{Session, TokenHash, Version};
use countersign_proto::ids::{LoginId, UserId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "session.token, session.version, session.user_id, session.login_id, session.acr, \
     session.created_at, session.expires_at";

/// Writes the set `$11`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO session (token, version, user_id, login_id, acr, created_at, expires_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), unhex(value->>3), value->>4, value->>5, value->>6 \
    FROM jsonb_each($11) WHERE true \
    ON CONFLICT (token) DO UPDATE SET version = excluded.version, expires_at = excluded.expires_at";

/// One element of the set.
pub(crate) fn encode(session: &Session) -> Element {
    row![
        hex(session.token.as_bytes()),
        session.version.get(),
        hex_id(session.user_id.as_uuid()),
        hex_id(session.login_id.as_uuid()),
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
