//! Table `audit`. Personal details have columns of their own, so that they can be erased.

use countersign_core::{
    audit_log::{Hash, personal},
    model::{Audit, AuditEntry, AuditRecord, Personal, Timestamp},
    port::StoreError,
};

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit.seq, audit.facts, audit.at, audit.event, audit.user_id, \
     audit.personal, audit.salt, audit.erased";

/// Appends the set `$17`, in its order: by `rowid`, as its elements come anyway, nothing is sorted.
pub(crate) const INSERT: &str = "\
    INSERT INTO audit (at, event, user_id, facts, personal, salt, erased) \
    SELECT value->>0, value->>1, unhex(value->>2), value->>3, value->>4, unhex(value->>5), unhex(value->>6) \
    FROM jsonb_each($17) WHERE true ORDER BY rowid";

/// Erases the personal details of the rows in the set `$1`.
pub(crate) const ERASE: &str = "\
    UPDATE audit SET personal = NULL, salt = NULL, erased = unhex(set_of.value->>1) FROM jsonb_each($1) AS set_of \
    WHERE audit.seq = set_of.value->>0 AND audit.personal IS NOT NULL";

/// One element of the set.
pub(crate) fn encode(audit: &Audit) -> Element {
    let (address, salt, erased) = match &audit.personal {
        Personal::None => (None, None, None),
        Personal::Kept(details) => (Some(&details.address), Some(hex(details.salt.as_bytes())), None),
        Personal::Erased(hash) => (None, None, Some(hex(hash.as_bytes()))),
    };
    row![
        audit.at.as_millis(),
        audit.event.as_str(),
        audit.user_id.map(|id| hex_id(id.as_uuid())),
        super::json(&audit),
        address,
        salt,
        erased,
    ]
}

/// One element of the set of [`ERASE`].
pub(crate) fn encode_erased((seq, hash): (i64, Hash)) -> Element {
    row![seq, hex(hash.as_bytes())]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<AuditRecord> {
    let AuditEntry { seq, audit } = decode_entry(columns)?;
    let audit = audit.map_err(|why| StoreError::Corrupt(format!("audit record {seq}: {why}")))?;
    Ok(AuditRecord { seq, audit })
}

/// The row at `columns`, whatever is in it.
pub(crate) fn decode_entry(columns: Columns<'_>) -> Decoded<AuditEntry> {
    Ok(AuditEntry {
        seq: columns.get(0)?,
        audit: audit(columns).map_err(|error| match error {
            StoreError::Corrupt(why) | StoreError::Unavailable(why) => why,
        }),
    })
}

/// What happened, if all columns say the same.
fn audit(columns: Columns<'_>) -> Decoded<Audit> {
    let facts: Audit = columns.json(1)?;
    let at: Timestamp = columns.time(2)?;
    let event: &str = columns.get(3)?;
    let user = columns.optional_id(4)?;
    if (at, event, user)
        != (
            facts.at,
            facts.event.as_str(),
            facts.user_id.map(|id| id.as_uuid()),
        )
    {
        return Err(StoreError::Corrupt(
            "its columns contradict one another".to_owned(),
        ));
    }
    let erased = columns.optional_bytes(7)?.map(Hash::from_bytes);
    let personal =
        personal(columns.get(5)?, columns.optional_bytes(6)?, erased).map_err(StoreError::Corrupt)?;
    Ok(Audit { personal, ..facts })
}
