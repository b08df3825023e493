//! Table `certificate_request`.

use countersign_core::model::{CertificateRequest, Timestamp, Version};
use countersign_proto::ids::{CertificateRequestId, UserId};

use super::{Columns, Decoded, Writes};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "certificate_request.id, certificate_request.version, certificate_request.user_id, \
     certificate_request.state, certificate_request.created_at, certificate_request.due_at, \
     certificate_request.facts";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO certificate_request (id, version, user_id, state, created_at, due_at, facts) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, r->>3, (r->>4)::bigint, (r->>5)::bigint, r->6 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE certificate_request SET version = (r->>1)::bigint, state = r->>3, due_at = (r->>5)::bigint, facts = r->6 \
    FROM jsonb_array_elements($SET) AS r WHERE certificate_request.id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(request: &CertificateRequest) -> Element {
    row![
        request.id.as_uuid(),
        request.version.get(),
        request.user_id.as_uuid(),
        if request.is_open() { "open" } else { "ended" },
        request.created_at.as_millis(),
        request.due_at().map(Timestamp::as_millis),
        request.state,
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
