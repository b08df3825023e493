//! Table `mailed_link`.

use countersign_core::model::{MailedLink, TokenHash, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "mailed_link.token, mailed_link.version, mailed_link.user_id, mailed_link.purpose, \
     mailed_link.created_at, mailed_link.expires_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO mailed_link (token, version, user_id, purpose, created_at, expires_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::uuid, decode(r->>3, 'hex'), (r->>4)::bigint, (r->>5)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE mailed_link SET version = (r->>1)::bigint, expires_at = (r->>5)::bigint \
    FROM jsonb_array_elements($SET) AS r WHERE mailed_link.token = decode(r->>0, 'hex')",
};

/// One element of the set.
pub(crate) fn encode(link: &MailedLink) -> Element {
    row![
        hex(link.token.as_bytes()),
        link.version.get(),
        link.user_id.map(|user| user.as_uuid()),
        hex(link.purpose.as_bytes()),
        link.created_at.as_millis(),
        link.expires_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<MailedLink> {
    Ok(MailedLink {
        token: TokenHash::from_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: columns.optional_id(2)?.map(UserId::new),
        purpose: columns.sealed(3)?,
        created_at: columns.time(4)?,
        expires_at: columns.time(5)?,
    })
}
