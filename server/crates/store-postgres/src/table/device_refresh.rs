//! Table `device_refresh`.

use countersign_core::model::{DeviceRefresh, Timestamp, TokenHash, Version};
use countersign_proto::ids::DeviceId;

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "device_refresh.request, device_refresh.version, device_refresh.device_id, device_refresh.at, \
     device_refresh.forget_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO device_refresh (request, version, device_id, at, forget_at) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::uuid, (r->>3)::bigint, (r->>4)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "",
};

/// One element of the set.
pub(crate) fn encode(refresh: &DeviceRefresh) -> Element {
    row![
        hex(refresh.request.as_bytes()),
        refresh.version.get(),
        refresh.device_id.as_uuid(),
        refresh.at.as_millis(),
        refresh.forget_at.map(Timestamp::as_millis),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<DeviceRefresh> {
    Ok(DeviceRefresh {
        request: TokenHash::from_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        device_id: DeviceId::new(columns.id(2)?),
        at: columns.time(3)?,
        forget_at: columns.get::<Option<i64>>(4)?.map(Timestamp::from_millis),
    })
}
