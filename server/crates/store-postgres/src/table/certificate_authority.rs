//! Table `certificate_authority`.

use countersign_core::model::{CertificateAuthority, CertificateBytes, Version};
use countersign_proto::ids::CertificateAuthorityId;

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate_authority.id, certificate_authority.version, certificate_authority.certificate, \
     certificate_authority.key, certificate_authority.created_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO certificate_authority (id, version, certificate, key, created_at) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, decode(r->>2, 'hex'), decode(r->>3, 'hex'), (r->>4)::bigint \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE certificate_authority SET version = (r->>1)::bigint \
    FROM jsonb_array_elements($SET) AS r WHERE certificate_authority.id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(authority: &CertificateAuthority) -> Element {
    row![
        authority.id.as_uuid(),
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
