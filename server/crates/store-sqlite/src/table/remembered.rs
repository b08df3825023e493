//! Table `remembered`.

use countersign_core::model::{IdempotencyKey, Remembered, TokenHash, Version};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str =
    "remembered.key, remembered.version, remembered.request, remembered.outcome, remembered.expires_at";

/// Writes the set `$12`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO remembered (key, version, request, outcome, expires_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4 \
    FROM jsonb_each($12) WHERE true";

/// One element of the set.
pub(crate) fn encode(remembered: &Remembered) -> Element {
    row![
        hex(&remembered.key.key),
        remembered.version.get(),
        hex(remembered.key.request.as_bytes()),
        super::json(&remembered.outcome),
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
