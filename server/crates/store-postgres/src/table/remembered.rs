//! Table `remembered`.

use countersign_core::model::{IdempotencyKey, Remembered, TokenHash, Version};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str =
    "remembered.key, remembered.version, remembered.request, remembered.outcome, remembered.expires_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO remembered (key, version, request, outcome, expires_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, decode(r->>2, 'hex'), r->3, (r->>4)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "",
};

/// One element of the set.
pub(crate) fn encode(remembered: &Remembered) -> Element {
    row![
        hex(&remembered.key.key),
        remembered.version.get(),
        hex(remembered.key.request.as_bytes()),
        remembered.outcome,
        remembered.expires_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Remembered> {
    Ok(Remembered {
        key: IdempotencyKey {
            key: columns.bytes(0)?,
            request: TokenHash::from_bytes(columns.bytes(2)?),
        },
        version: Version::from_stored(columns.get(1)?),
        outcome: columns.json(3)?,
        expires_at: columns.time(4)?,
    })
}
