//! Table `certificate_request`.

use countersign_core::model::{CertificateRequest, Timestamp, Version};
use countersign_proto::ids::{CertificateRequestId, UserId};

use super::{Columns, Decoded, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate_request.id, certificate_request.version, certificate_request.user_id, \
     certificate_request.state, certificate_request.created_at, certificate_request.due_at, \
     certificate_request.facts";

/// Writes the set `$26`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO certificate_request (id, version, user_id, state, created_at, due_at, facts) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, value->>4, value->>5, value->>6 \
    FROM jsonb_each($26) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, due_at = excluded.due_at, facts = excluded.facts";

/// One element of the set.
pub(crate) fn encode(request: &CertificateRequest) -> Element {
    row![
        hex_id(request.id.as_uuid()),
        request.version.get(),
        hex_id(request.user_id.as_uuid()),
        if request.is_open() { "open" } else { "ended" },
        request.created_at.as_millis(),
        request.due_at().map(Timestamp::as_millis),
        super::json(&request.state),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<CertificateRequest> {
    Ok(CertificateRequest {
        id: CertificateRequestId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
        created_at: columns.time(4)?,
        state: columns.json(6)?,
    })
}
