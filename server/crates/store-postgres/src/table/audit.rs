//! Table `audit`. Personal details have columns of their own, so that they can be erased.

use countersign_core::{
    audit_log::{Hash, personal},
    model::{Audit, AuditEntry, AuditRecord, Personal, Timestamp},
    port::StoreError,
};

use uuid::Uuid;

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit.seq, audit.facts, audit.at, audit.event, audit.user_id, \
     audit.personal, audit.salt, audit.erased";

/// Takes the numbers of the set; see [`INSERT`].
pub(crate) const NUMBER: &str = "\
    UPDATE audit_end SET seq = seq + jsonb_array_length($SET) RETURNING seq - jsonb_array_length($SET) AS before";

/// Appends the set, in its order, with the numbers that `numbered` has taken.
pub(crate) const INSERT: &str = "\
    INSERT INTO audit (seq, at, event, user_id, facts, personal, salt, erased) \
    SELECT before + place, (r->>0)::bigint, r->>1, (r->>2)::uuid, r->3, r->>4, decode(r->>5, 'hex'), decode(r->>6, 'hex') \
    FROM jsonb_array_elements($SET) WITH ORDINALITY AS asked (r, place) CROSS JOIN numbered";

/// Erases the personal details of the rows in the set `$1`.
pub(crate) const ERASE: &str = "\
    UPDATE audit SET personal = NULL, salt = NULL, erased = decode(r->>1, 'hex') \
    FROM jsonb_array_elements($1::jsonb) AS r WHERE audit.seq = (r->>0)::bigint AND audit.personal IS NOT NULL";

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
        audit.user_id.map(|id| id.as_uuid()),
        audit,
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
    let user = columns.get::<Option<Uuid>>(4)?;
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
