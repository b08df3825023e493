//! Table `device_refresh`.

use countersign_core::model::{DeviceRefresh, Timestamp, TokenHash, Version};
use countersign_proto::ids::DeviceId;

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "device_refresh.request, device_refresh.version, device_refresh.device_id, device_refresh.at, \
     device_refresh.forget_at";

/// Writes the set `$19`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO device_refresh (request, version, device_id, at, forget_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4 FROM jsonb_each($19) WHERE true";

/// One element of the set.
pub(crate) fn encode(refresh: &DeviceRefresh) -> Element {
    row![
        hex(refresh.request.as_bytes()),
        refresh.version.get(),
        hex_id(refresh.device_id.as_uuid()),
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
