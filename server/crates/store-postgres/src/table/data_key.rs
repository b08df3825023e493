//! Table `data_key`.

use countersign_core::{model::Version, port::DataKey};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "data_key.id, data_key.version, data_key.wrapped, data_key.created_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO data_key (id, version, wrapped, created_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, decode(r->>2, 'hex'), (r->>3)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE data_key SET version = (r->>1)::bigint, wrapped = decode(r->>2, 'hex') \
    FROM jsonb_array_elements($SET) AS r WHERE data_key.id = decode(r->>0, 'hex')",
};

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
