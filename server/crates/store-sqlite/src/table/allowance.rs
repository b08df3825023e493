//! Table `allowance`.

use countersign_core::{
    model::{Allowance, Version},
    port::StoreError,
};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "allowance.key, allowance.version, allowance.window_start, allowance.used, \
     allowance.settled_at";

/// Writes the set `$23`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO allowance (key, version, window_start, used, settled_at) \
    SELECT unhex(value->>0), value->>1, value->>2, value->>3, value->>4 FROM jsonb_each($23) WHERE true \
    ON CONFLICT (key) DO UPDATE SET version = excluded.version, window_start = excluded.window_start, \
        used = excluded.used, settled_at = excluded.settled_at";

/// One element of the set.
pub(crate) fn encode(allowance: &Allowance) -> Element {
    row![
        hex(&allowance.key),
        allowance.version.get(),
        allowance.window_start.as_millis(),
        i64::from(allowance.used),
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
