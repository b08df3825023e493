//! Table `device`.

use countersign_core::{
    model::{
        AppVersion, Device, DeviceKey, DeviceState, OwnKeys, PushAddress, PushTrouble, SuspendReason, Version,
    },
    port::StoreError,
    secrets::Sealed,
};
use countersign_proto::ids::{DeviceId, UserId};

use super::{Columns, Decoded, hex, hex_id, json, word};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "device.id, device.version, device.user_id, device.name, device.key_name, \
     device.platform, device.secret, device.signing_key, device.sealing_key, device.app, device.provider, \
     device.environment, device.push_token, device.state, device.reason, device.created_at, device.address_at, \
     device.push_trouble, device.push_trouble_at, device.app_name, device.app_version";
/// How many they are.
pub(crate) const WIDTH: usize = 21;

/// Writes the set `$5`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO device (id, version, user_id, name, key_name, platform, secret, signing_key, sealing_key, app, provider, \
        environment, push_token, state, reason, created_at, address_at, push_trouble, push_trouble_at, app_name, app_version) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4, value->>5, unhex(value->>6), value->>7, \
           value->>8, value->>9, value->>10, value->>11, unhex(value->>12), value->>13, value->>14, value->>15, value->>16, \
           value->>17, value->>18, value->>19, value->>20 \
    FROM jsonb_each($5) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, platform = excluded.platform, \
        secret = excluded.secret, signing_key = excluded.signing_key, sealing_key = excluded.sealing_key, \
        app = excluded.app, provider = excluded.provider, environment = excluded.environment, \
        push_token = excluded.push_token, state = excluded.state, reason = excluded.reason, \
        address_at = excluded.address_at, push_trouble = excluded.push_trouble, \
        push_trouble_at = excluded.push_trouble_at, app_name = excluded.app_name, app_version = excluded.app_version";

/// One element of the set.
pub(crate) fn encode(device: &Device) -> Element {
    let (state, reason) = match device.state {
        DeviceState::Active => ("active", None),
        DeviceState::Suspended(reason) => ("suspended", Some(reason)),
        DeviceState::Deleted => ("deleted", None),
    };
    let (secret, own) = match &device.key {
        DeviceKey::Shared(secret) => (Some(secret), None),
        DeviceKey::Own(own) => (None, Some(own)),
    };
    let sealed = |sealed: &Sealed| hex(sealed.as_bytes());
    let address = device.address.as_ref();
    row![
        hex_id(device.id.as_uuid()),
        device.version.get(),
        hex_id(device.user_id.as_uuid()),
        device.name,
        device.key_name,
        word(&device.platform),
        secret.map(sealed),
        own.map(|own| json(&own.signing)),
        own.map(|own| json(&own.sealing)),
        device.app,
        address.map(|address| address.provider.as_str()),
        address
            .and_then(|address| address.environment)
            .map(|environment| word(&environment)),
        address.map(|address| sealed(&address.token)),
        state,
        reason.map(|reason| word(&reason)),
        device.created_at.as_millis(),
        device.address_at.as_millis(),
        device.push_trouble.map(|trouble| trouble.why.as_str()),
        device.push_trouble.map(|trouble| trouble.at.as_millis()),
        device.app_version.as_ref().map(|app| &app.name),
        device.app_version.as_ref().map(|app| &app.version),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Device> {
    let state = match columns.get::<&str>(13)? {
        "active" => DeviceState::Active,
        "suspended" => DeviceState::Suspended(columns.word::<SuspendReason>(14)?),
        "deleted" => DeviceState::Deleted,
        other => return Err(StoreError::Corrupt(format!("device state {other:?}"))),
    };
    let key = match columns.get::<Option<&[u8]>>(6)? {
        Some(_) => DeviceKey::Shared(columns.sealed(6)?),
        None => DeviceKey::Own(Box::new(OwnKeys {
            signing: columns.json(7)?,
            sealing: columns.json(8)?,
        })),
    };
    let address = match columns.optional_word(10)? {
        Some(provider) => Some(PushAddress {
            provider,
            environment: columns.optional_word(11)?,
            token: columns.sealed(12)?,
        }),
        None => None,
    };
    Ok(Device {
        id: DeviceId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        name: columns.get(3)?,
        key_name: columns.get(4)?,
        platform: columns.word(5)?,
        key,
        app: columns.get(9)?,
        address,
        state,
        created_at: columns.time(15)?,
        address_at: columns.time(16)?,
        app_version: match columns.get(19)? {
            Some(name) => Some(AppVersion {
                name,
                version: columns.get(20)?,
            }),
            None => None,
        },
        push_trouble: match columns.optional_word(17)? {
            Some(why) => Some(PushTrouble {
                why,
                at: columns.time(18)?,
            }),
            None => None,
        },
    })
}
