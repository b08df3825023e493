//! Table `standing`.

use countersign_core::model::{Standing, Version};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "standing.key, standing.version, standing.facts";
/// How many they are.
pub(crate) const WIDTH: usize = 3;

/// Writes the set `$10`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO standing (key, version, settled_at, facts) \
    SELECT unhex(value->>0), value->>1, value->>2, value->>3 \
    FROM jsonb_each($10) WHERE true \
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, settled_at = excluded.settled_at, \
        facts = excluded.facts";

/// Removes the counters of the users of the set `$18`.
pub(crate) const FORGIVE: &str = "\
    DELETE FROM standing WHERE key IN (\
        SELECT theirs.key FROM jsonb_each($18) AS asked CROSS JOIN standing AS theirs \
        ON theirs.key BETWEEN unhex(asked.value) AND unhex(asked.value || 'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'))";

/// One element of the set.
pub(crate) fn encode(standing: &Standing) -> Element {
    row![
        hex(&Standing::place(standing.user_id, standing.key)),
        standing.version.get(),
        standing.settled_at().as_millis(),
        super::json(standing),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Standing> {
    let mut standing: Standing = columns.json(2)?;
    standing.key = Standing::key_at(columns.bytes(0)?);
    standing.version = Version::from_stored(columns.get(1)?);
    Ok(standing)
}
