//! Table `device`.

use countersign_core::{
    model::{Device, DeviceState, SuspendReason, Version},
    port::StoreError,
};
use countersign_proto::ids::{DeviceId, UserId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "device.id, device.version, device.user_id, device.name, device.mechanism_uid, \
     device.platform, device.provider, device.environment, device.app, device.push_token, device.secret, \
     device.state, device.reason, device.created_at, device.token_at";
/// How many they are.
pub(crate) const WIDTH: usize = 15;

/// Writes the set `$5`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO device (id, version, user_id, name, mechanism_uid, platform, provider, environment, app, push_token, \
        secret, state, reason, created_at, token_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4, value->>5, value->>6, value->>7, \
           value->>8, unhex(value->>9), unhex(value->>10), value->>11, value->>12, value->>13, value->>14 \
    FROM json_each($5) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, platform = excluded.platform, \
        provider = excluded.provider, environment = excluded.environment, app = excluded.app, \
        push_token = excluded.push_token, secret = excluded.secret, state = excluded.state, \
        reason = excluded.reason, token_at = excluded.token_at";

/// One element of the set.
pub(crate) fn encode(device: &Device) -> Element {
    let (state, reason) = match device.state {
        DeviceState::Active => ("active", None),
        DeviceState::Suspended(reason) => ("suspended", Some(reason)),
        DeviceState::Deleted => ("deleted", None),
    };
    row![
        hex_id(device.id.as_uuid()),
        device.version.get(),
        hex_id(device.user_id.as_uuid()),
        device.name,
        device.mechanism_uid,
        device.platform,
        device.provider,
        device.environment,
        device.app,
        hex(device.push_token.as_bytes()),
        hex(device.secret.as_bytes()),
        state,
        reason,
        device.created_at.as_millis(),
        device.token_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Device> {
    let state = match columns.get::<&str>(11)? {
        "active" => DeviceState::Active,
        "suspended" => DeviceState::Suspended(columns.word::<SuspendReason>(12)?),
        "deleted" => DeviceState::Deleted,
        other => return Err(StoreError::Corrupt(format!("device state {other:?}"))),
    };
    Ok(Device {
        id: DeviceId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        name: columns.get(3)?,
        mechanism_uid: columns.get(4)?,
        platform: columns.word(5)?,
        provider: columns.word(6)?,
        environment: columns.optional_word(7)?,
        app: columns.get(8)?,
        push_token: columns.sealed(9)?,
        secret: columns.sealed(10)?,
        state,
        created_at: columns.time(13)?,
        token_at: columns.time(14)?,
    })
}
