//! Table `data_key`.

use countersign_core::{model::Version, port::DataKey};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "data_key.id, data_key.version, data_key.wrapped, data_key.created_at";

/// Writes the set `$13`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO data_key (id, version, wrapped, created_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3 FROM jsonb_each($13) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, wrapped = excluded.wrapped";

/// One element of the set.
pub(crate) fn encode(key: &DataKey) -> Element {
    row![
        hex(&key.id.to_be_bytes()),
        key.version.get(),
        hex(key.wrapped.as_bytes()),
        key.created_at.as_millis()
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<DataKey> {
    Ok(DataKey {
        id: u32::from_be_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        wrapped: columns.sealed(2)?,
        created_at: columns.time(3)?,
    })
}
