//! Table `authenticator`.

use countersign_core::{
    model::{
        Authenticator, ClientCertificate, ClientId, Confirmation, Credential, Method, Oath, Passkey,
        RecoveryCodes, Telephone, TemporaryCode, Timestamp, Version,
    },
    port::Holding,
};
use countersign_proto::ids::{AuthenticatorId, DeviceId, UserId};
use serde::Serialize;

use super::{Columns, Decoded, Writes, device};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "authenticator.id, authenticator.version, authenticator.user_id, authenticator.kind, \
     authenticator.device_id, authenticator.label, authenticator.state, authenticator.only_for, \
     authenticator.failures, authenticator.created_at, authenticator.last_used_at, authenticator.credential, \
     authenticator.last_used_from";
/// How many they are.
pub(crate) const WIDTH: usize = 13;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO authenticator (id, version, user_id, kind, device_id, label, state, only_for, failures, created_at, \
        credential) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, r->>3, (r->>4)::uuid, r->>5, r->>6, r->>7, (r->>8)::bigint, \
           (r->>9)::bigint, nullif(r->10, 'null') \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE authenticator SET version = (r->>1)::bigint, label = r->>5, state = r->>6, only_for = r->>7, \
        failures = (r->>8)::bigint, credential = nullif(r->10, 'null') \
    FROM jsonb_array_elements($SET) AS r WHERE authenticator.id = (r->>0)::uuid",
};

/// Notes when the authenticators of the set were last used, and from where. One can be in it several times.
pub(crate) const USED: &str = "\
    UPDATE authenticator SET last_used_at = used.at, last_used_from = used.network \
    FROM (SELECT DISTINCT ON (1) (r->>0)::uuid AS id, (r->>1)::bigint AS at, r->>2 AS network \
        FROM jsonb_array_elements($SET) AS r ORDER BY 1, 2 DESC) AS used \
    WHERE authenticator.id = used.id";

/// One element of the set.
pub(crate) fn encode(authenticator: &Authenticator) -> Element {
    row![
        authenticator.id.as_uuid(),
        authenticator.version.get(),
        authenticator.user_id.as_uuid(),
        authenticator.credential.method().as_str(),
        authenticator.device_id().map(|id| id.as_uuid()),
        authenticator.label,
        authenticator.state,
        only_for(&authenticator.confirmation),
        authenticator.failures,
        authenticator.created_at.as_millis(),
        Proof::of(&authenticator.credential),
    ]
}

/// What proves an authenticator, unless it is a device's key.
#[derive(Serialize)]
#[serde(untagged)]
enum Proof<'a> {
    Device,
    Oath(&'a Oath),
    RecoveryCodes(&'a RecoveryCodes),
    Certificate(&'a ClientCertificate),
    Passkey(&'a Passkey),
    Telephone(&'a Telephone),
    TemporaryCode(&'a TemporaryCode),
}

impl<'a> Proof<'a> {
    fn of(credential: &'a Credential) -> Self {
        match credential {
            Credential::Push(_) => Self::Device,
            Credential::Oath(oath) => Self::Oath(oath),
            Credential::RecoveryCodes(codes) => Self::RecoveryCodes(codes),
            Credential::Certificate(certificate) => Self::Certificate(certificate),
            Credential::Passkey(passkey) => Self::Passkey(passkey),
            Credential::Telephone(telephone) => Self::Telephone(telephone),
            Credential::TemporaryCode(code) => Self::TemporaryCode(code),
        }
    }
}

/// The reverse of [`Proof`].
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
    let failures: i64 = columns.get(8)?;
    Ok(Authenticator {
        id: AuthenticatorId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        credential: decode_credential(columns)?,
        label: columns.get(5)?,
        state: columns.word(6)?,
        confirmation: confirmation(columns.get(7)?),
        failures: failures.try_into().unwrap_or(u32::MAX),
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
