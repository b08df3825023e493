//! Table `audit`. Personal details have a column of their own, so that they can be erased.

use countersign_core::model::{Audit, AuditRecord};

use super::{Columns, Decoded};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit.seq, audit.facts, audit.personal";

/// Appends the set, in its order.
pub(crate) const INSERT: &str = "\
    INSERT INTO audit (at, event, user_id, facts, personal) \
    SELECT (r->>0)::bigint, r->>1, (r->>2)::uuid, r->3, r->>4 \
    FROM jsonb_array_elements($SET) WITH ORDINALITY AS asked (r, place) ORDER BY place";

/// One element of the set.
pub(crate) fn encode(audit: &Audit) -> Element {
    let facts = Audit {
        address: None,
        ..audit.clone()
    };
    row![
        audit.at.as_millis(),
        audit.event,
        audit.user_id.map(|id| id.as_uuid()),
        facts,
        audit.address,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<AuditRecord> {
    let facts: Audit = columns.json(1)?;
    Ok(AuditRecord {
        seq: columns.get(0)?,
        audit: Audit {
            address: columns.get(2)?,
            ..facts
        },
    })
}
