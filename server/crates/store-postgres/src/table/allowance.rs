//! Table `allowance`.

use countersign_core::{
    model::{Allowance, Version},
    port::StoreError,
};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "allowance.key, allowance.version, allowance.window_start, allowance.used, \
     allowance.settled_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO allowance (key, version, window_start, used, settled_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::bigint, (r->>3)::bigint, (r->>4)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE allowance SET version = (r->>1)::bigint, window_start = (r->>2)::bigint, used = (r->>3)::bigint, \
        settled_at = (r->>4)::bigint \
    FROM jsonb_array_elements($SET) AS r WHERE allowance.key = decode(r->>0, 'hex')",
};

/// One element of the set.
pub(crate) fn encode(allowance: &Allowance) -> Element {
    row![
        hex(&allowance.key),
        allowance.version.get(),
        allowance.window_start.as_millis(),
        allowance.used,
        allowance.settled_at().as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Allowance> {
    let used: i64 = columns.get(3)?;
    let window_start = columns.time(2)?;
    Ok(Allowance {
        key: columns.bytes(0)?,
        version: Version::from_stored(columns.get(1)?),
        window_start,
        window: columns.time(4)?.since(window_start),
        used: used
            .try_into()
            .map_err(|_| StoreError::Corrupt("a counter is no number".to_owned()))?,
    })
}
