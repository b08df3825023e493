//! Table `certificate_authority`.

use countersign_core::model::{CertificateAuthority, CertificateBytes, Version};
use countersign_proto::ids::CertificateAuthorityId;

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate_authority.id, certificate_authority.version, certificate_authority.certificate, \
     certificate_authority.key, certificate_authority.created_at";

/// Writes the set `$28`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO certificate_authority (id, version, certificate, key, created_at) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), unhex(value->>3), value->>4 \
    FROM jsonb_each($28) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version";

/// One element of the set.
pub(crate) fn encode(authority: &CertificateAuthority) -> Element {
    row![
        hex_id(authority.id.as_uuid()),
        authority.version.get(),
        hex(&authority.certificate.0),
        hex(authority.key.as_bytes()),
        authority.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<CertificateAuthority> {
    Ok(CertificateAuthority {
        id: CertificateAuthorityId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        certificate: CertificateBytes(columns.get(2)?),
        key: columns.sealed(3)?,
        created_at: columns.time(4)?,
    })
}
