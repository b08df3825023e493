//! Table `standing`.

use countersign_core::model::{Standing, StandingKey, Version};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "standing.key, standing.version, standing.facts";
/// How many they are.
pub(crate) const WIDTH: usize = 3;

/// Writes the set `$10`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO standing (key, version, user_id, settled_at, facts) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4 \
    FROM jsonb_each($10) WHERE true \
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, settled_at = excluded.settled_at, \
        facts = excluded.facts";

/// One element of the set.
pub(crate) fn encode(standing: &Standing) -> Element {
    row![
        hex(&standing.key.to_bytes()),
        standing.version.get(),
        hex_id(standing.user_id.as_uuid()),
        standing.settled_at().as_millis(),
        super::json(standing),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Standing> {
    let mut standing: Standing = columns.json(2)?;
    standing.key = StandingKey::from_bytes(columns.bytes(0)?);
    standing.version = Version::from_stored(columns.get(1)?);
    Ok(standing)
}
