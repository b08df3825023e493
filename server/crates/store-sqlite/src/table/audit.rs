//! Table `audit`. Personal details have a column of their own, so that they can be erased.

use countersign_core::model::{Audit, AuditRecord};

use super::{Columns, Decoded, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit.seq, audit.facts, audit.personal";

/// Appends the set `$17`, in its order: by `rowid`, as its elements come anyway, nothing is sorted.
pub(crate) const INSERT: &str = "\
    INSERT INTO audit (at, event, user_id, facts, personal) \
    SELECT value->>0, value->>1, unhex(value->>2), value->>3, value->>4 FROM jsonb_each($17) WHERE true ORDER BY rowid";

/// One element of the set.
pub(crate) fn encode(audit: &Audit) -> Element {
    let facts = Audit {
        address: None,
        ..audit.clone()
    };
    row![
        audit.at.as_millis(),
        super::word(&audit.event),
        audit.user_id.map(|id| hex_id(id.as_uuid())),
        super::json(&facts),
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
