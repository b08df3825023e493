//! Table `standing`.

use countersign_core::model::{Standing, Version};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "standing.key, standing.version, standing.facts";
/// How many they are.
pub(crate) const WIDTH: usize = 3;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO standing (key, version, settled_at, facts) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::bigint, r->3 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE standing SET version = (r->>1)::bigint, settled_at = (r->>2)::bigint, facts = r->3 \
    FROM jsonb_array_elements($SET) AS r WHERE standing.key = decode(r->>0, 'hex')",
};

/// Removes the counters of the users of the set.
pub(crate) const FORGIVE: &str = "\
    DELETE FROM standing USING jsonb_array_elements($SET) AS r \
    WHERE key BETWEEN uuid_send((r->>0)::uuid) AND uuid_send((r->>0)::uuid) || '\\xffffffffffffffffffffffffffffffff'";

/// One element of the set.
pub(crate) fn encode(standing: &Standing) -> Element {
    row![
        hex(&Standing::place(standing.user_id, standing.key)),
        standing.version.get(),
        standing.settled_at().as_millis(),
        standing,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Standing> {
    let mut standing: Standing = columns.json(2)?;
    standing.key = Standing::key_at(columns.bytes(0)?);
    standing.version = Version::from_stored(columns.get(1)?);
    Ok(standing)
}
