//! Table `authenticator`.

use countersign_core::{
    model::{Authenticator, ClientId, Confirmation, Credential, Method, Timestamp, Version},
    port::Holding,
};
use countersign_proto::ids::{AuthenticatorId, DeviceId, UserId};

use super::{Columns, Decoded, device, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "authenticator.id, authenticator.version, authenticator.user_id, authenticator.kind, \
     authenticator.device_id, authenticator.label, authenticator.state, authenticator.only_for, \
     authenticator.failures, authenticator.created_at, authenticator.last_used_at, authenticator.credential, \
     authenticator.last_used_from";
/// How many they are.
pub(crate) const WIDTH: usize = 13;

/// Writes the set `$6`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO authenticator (id, version, user_id, kind, device_id, label, state, only_for, failures, created_at, \
        credential) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, unhex(value->>4), value->>5, value->>6, \
           value->>7, value->>8, value->>9, value->>10 \
    FROM jsonb_each($6) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, label = excluded.label, state = excluded.state, \
        only_for = excluded.only_for, failures = excluded.failures, credential = excluded.credential";

/// Notes when the authenticators of the set `$15` were last used, and from where.
pub(crate) const USED: &str = "\
    UPDATE authenticator SET last_used_at = used.value->>1, last_used_from = used.value->>2 FROM jsonb_each($15) AS used \
    WHERE authenticator.id = unhex(used.value->>0)";

/// One element of the set.
pub(crate) fn encode(authenticator: &Authenticator) -> Element {
    row![
        hex_id(authenticator.id.as_uuid()),
        authenticator.version.get(),
        hex_id(authenticator.user_id.as_uuid()),
        authenticator.credential.method().as_str(),
        authenticator.device_id().map(|id| hex_id(id.as_uuid())),
        authenticator.label,
        super::word(&authenticator.state),
        only_for(&authenticator.confirmation),
        i64::from(authenticator.failures),
        authenticator.created_at.as_millis(),
        credential(&authenticator.credential),
    ]
}

/// What proves an authenticator, unless it is a device's key.
fn credential(credential: &Credential) -> Option<String> {
    match credential {
        Credential::Push(_) => None,
        Credential::Oath(oath) => Some(super::json(oath)),
        Credential::RecoveryCodes(codes) => Some(super::json(codes)),
        Credential::Certificate(certificate) => Some(super::json(certificate)),
        Credential::Passkey(passkey) => Some(super::json(passkey)),
        Credential::Telephone(telephone) => Some(super::json(telephone)),
        Credential::TemporaryCode(code) => Some(super::json(code)),
    }
}

/// The reverse of [`credential`].
fn decode_credential(columns: Columns<'_>) -> Decoded<Credential> {
    match columns.word(3)? {
        Method::Push => Ok(Credential::Push(DeviceId::new(columns.id(4)?))),
        Method::Totp | Method::Hotp => columns.json(11).map(Credential::Oath),
        Method::RecoveryCode => columns.json(11).map(Credential::RecoveryCodes),
        Method::Certificate => columns.json(11).map(Credential::Certificate),
        Method::Passkey => columns.json(11).map(Credential::Passkey),
        Method::Sms | Method::Voice => columns.json(11).map(Credential::Telephone),
        Method::TemporaryCode => columns.json(11).map(Credential::TemporaryCode),
    }
}

/// The client to which an authenticator is bound, if it is.
pub(crate) fn only_for(confirmation: &Confirmation) -> Option<&str> {
    match confirmation {
        Confirmation::ByUser => None,
        Confirmation::OnlyFor(client) => Some(client.as_str()),
    }
}

/// The reverse of [`only_for`].
pub(crate) fn confirmation(only_for: Option<String>) -> Confirmation {
    only_for.map_or(Confirmation::ByUser, |client| {
        Confirmation::OnlyFor(ClientId::new(client))
    })
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Authenticator> {
    Ok(Authenticator {
        id: AuthenticatorId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        credential: decode_credential(columns)?,
        label: columns.get(5)?,
        state: columns.word(6)?,
        confirmation: confirmation(columns.get(7)?),
        failures: columns.get(8)?,
        created_at: columns.time(9)?,
    })
}

/// An authenticator row followed by its device's, if it has one.
pub(crate) fn decode_holding(columns: Columns<'_>, device: Columns<'_>) -> Decoded<Holding> {
    let device = device.present(device::decode)?;
    Ok(Holding {
        authenticator: decode(columns)?,
        device,
        last_used_at: columns.get::<Option<i64>>(10)?.map(Timestamp::from_millis),
        last_used_from: columns.get(12)?,
    })
}
