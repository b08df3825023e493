//! Table `device`.

use countersign_core::{
    model::{
        AppVersion, Device, DeviceKey, DeviceState, OwnKeys, PushAddress, PushTrouble, SuspendReason, Version,
    },
    port::StoreError,
    secrets::Sealed,
};
use countersign_proto::ids::{DeviceId, UserId};

use super::{Columns, Decoded, Writes, hex, word};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "device.id, device.version, device.user_id, device.name, device.key_name, \
     device.platform, device.secret, device.signing_key, device.sealing_key, device.app, device.provider, \
     device.environment, device.push_token, device.state, device.reason, device.created_at, device.address_at, \
     device.push_trouble, device.push_trouble_at, device.app_name, device.app_version";
/// How many they are.
pub(crate) const WIDTH: usize = 21;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO device (id, version, user_id, name, key_name, platform, secret, signing_key, sealing_key, app, provider, \
        environment, push_token, state, reason, created_at, address_at, push_trouble, push_trouble_at, app_name, app_version) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, r->>3, r->>4, r->>5, decode(r->>6, 'hex'), \
           nullif(r->7, 'null'), nullif(r->8, 'null'), r->>9, r->>10, r->>11, decode(r->>12, 'hex'), r->>13, r->>14, \
           (r->>15)::bigint, (r->>16)::bigint, r->>17, (r->>18)::bigint, r->>19, r->>20 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE device SET version = (r->>1)::bigint, name = r->>3, platform = r->>5, secret = decode(r->>6, 'hex'), \
        signing_key = nullif(r->7, 'null'), sealing_key = nullif(r->8, 'null'), app = r->>9, provider = r->>10, \
        environment = r->>11, push_token = decode(r->>12, 'hex'), state = r->>13, reason = r->>14, \
        address_at = (r->>16)::bigint, push_trouble = r->>17, push_trouble_at = (r->>18)::bigint, \
        app_name = r->>19, app_version = r->>20 \
    FROM jsonb_array_elements($SET) AS r WHERE device.id = (r->>0)::uuid",
};

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
        device.id.as_uuid(),
        device.version.get(),
        device.user_id.as_uuid(),
        device.name,
        device.key_name,
        device.platform,
        secret.map(sealed),
        own.map(|own| &own.signing),
        own.map(|own| &own.sealing),
        device.app,
        address.map(|address| address.provider.as_str()),
        address
            .and_then(|address| address.environment)
            .map(|environment| word(&environment)),
        address.map(|address| sealed(&address.token)),
        state,
        reason,
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
