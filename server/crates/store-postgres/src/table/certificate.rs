//! Table `certificate`.

use countersign_core::{
    model::{Certificate, Timestamp, TokenHash, Version},
    port::ListedCertificate,
};
use countersign_proto::ids::{AuthenticatorId, CertificateAuthorityId, UserId};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate.fingerprint, certificate.version, certificate.user_id, certificate.authenticator_id, \
     certificate.authority, certificate.serial, certificate.not_after, certificate.state, \
     certificate.due_at, certificate.facts";
/// How many they are.
const WIDTH: usize = 10;

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO certificate (fingerprint, version, user_id, authenticator_id, authority, serial, not_after, state, due_at, facts) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, (r->>2)::uuid, (r->>3)::uuid, (r->>4)::uuid, r->>5, (r->>6)::bigint, r->>7, (r->>8)::bigint, r->9 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE certificate SET version = (r->>1)::bigint, user_id = (r->>2)::uuid, authenticator_id = (r->>3)::uuid, state = r->>7, due_at = (r->>8)::bigint, facts = r->9 \
    FROM jsonb_array_elements($SET) AS r WHERE certificate.fingerprint = decode(r->>0, 'hex')",
};

/// One element of the set.
pub(crate) fn encode(certificate: &Certificate) -> Element {
    row![
        hex(certificate.fingerprint.as_bytes()),
        certificate.version.get(),
        certificate.user_id.map(|id| id.as_uuid()),
        certificate.authenticator_id.as_uuid(),
        certificate.authority.map(|id| id.as_uuid()),
        certificate.serial,
        certificate.not_after.as_millis(),
        if certificate.is_active() {
            "active"
        } else {
            "ended"
        },
        certificate.due_at().map(Timestamp::as_millis),
        certificate.state,
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
