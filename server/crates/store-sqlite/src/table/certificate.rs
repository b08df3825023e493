//! Table `certificate`.

use countersign_core::{
    model::{Certificate, Timestamp, TokenHash, Version},
    port::ListedCertificate,
};
use countersign_proto::ids::{AuthenticatorId, CertificateAuthorityId, UserId};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate.fingerprint, certificate.version, certificate.user_id, certificate.authenticator_id, \
     certificate.authority, certificate.serial, certificate.not_after, certificate.state, \
     certificate.due_at, certificate.facts";
/// How many they are.
const WIDTH: usize = 10;

/// Writes the set `$27`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO certificate (fingerprint, version, user_id, authenticator_id, authority, serial, not_after, state, due_at, facts) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), unhex(value->>3), unhex(value->>4), value->>5, value->>6, value->>7, value->>8, value->>9 \
    FROM jsonb_each($27) WHERE true \
    ON CONFLICT (fingerprint) DO UPDATE SET version = excluded.version, user_id = excluded.user_id, authenticator_id = excluded.authenticator_id, state = excluded.state, due_at = excluded.due_at, facts = excluded.facts";

/// One element of the set.
pub(crate) fn encode(certificate: &Certificate) -> Element {
    row![
        hex(certificate.fingerprint.as_bytes()),
        certificate.version.get(),
        certificate.user_id.map(|id| hex_id(id.as_uuid())),
        hex_id(certificate.authenticator_id.as_uuid()),
        certificate.authority.map(|id| hex_id(id.as_uuid())),
        certificate.serial,
        certificate.not_after.as_millis(),
        if certificate.is_active() {
            "active"
        } else {
            "ended"
        },
        certificate.due_at().map(Timestamp::as_millis),
        super::json(&certificate.state),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Certificate> {
    Ok(Certificate {
        fingerprint: TokenHash::from_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: columns.optional_id(2)?.map(UserId::new),
        authenticator_id: AuthenticatorId::new(columns.id(3)?),
        authority: columns.optional_id(4)?.map(CertificateAuthorityId::new),
        serial: columns.get(5)?,
        not_after: columns.time(6)?,
        state: columns.json(9)?,
    })
}

/// A row followed by the states of its authenticator and its account.
pub(crate) fn decode_listed(columns: Columns<'_>) -> Decoded<ListedCertificate> {
    Ok(ListedCertificate {
        certificate: decode(columns)?,
        authenticator_state: columns.optional_word(WIDTH)?,
        user_state: columns.optional_word(WIDTH + 1)?,
    })
}
