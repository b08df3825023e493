//! Table `audit_head`.

use countersign_core::{
    audit_log::{AuditHead, Hash, KeptHead, LogId, SignedHead},
    model::Version,
    port::StoreError,
};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit_head.day, audit_head.version, audit_head.log, audit_head.size, \
     audit_head.root, audit_head.at, audit_head.key_id, audit_head.signature";

/// Writes the set `$20`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO audit_head (day, version, log, size, root, at, key_id, signature) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), value->>3, unhex(value->>4), value->>5, value->>6, \
           unhex(value->>7) \
    FROM jsonb_each($20) WHERE true \
    ON CONFLICT (day) DO UPDATE SET version = excluded.version, log = excluded.log, size = excluded.size, \
        root = excluded.root, at = excluded.at, key_id = excluded.key_id, signature = excluded.signature";

/// One element of the set.
pub(crate) fn encode(kept: &KeptHead) -> Element {
    let SignedHead {
        head,
        key_id,
        signature,
    } = &kept.signed;
    row![
        hex(&kept.day.to_be_bytes()),
        kept.version.get(),
        hex(head.log.as_bytes()),
        i64::try_from(head.size).unwrap_or(i64::MAX),
        hex(head.root.as_bytes()),
        head.at.as_millis(),
        key_id,
        hex(signature),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<KeptHead> {
    let size: i64 = columns.get(3)?;
    let head = AuditHead {
        log: LogId::from_bytes(columns.bytes(2)?),
        size: u64::try_from(size).map_err(|error| StoreError::Corrupt(error.to_string()))?,
        root: Hash::from_bytes(columns.bytes(4)?),
        at: columns.time(5)?,
    };
    Ok(KeptHead {
        day: u32::from_be_bytes(columns.bytes(0)?),
        version: Version::from_stored(columns.get(1)?),
        signed: SignedHead {
            head,
            key_id: columns.get(6)?,
            signature: columns.bytes(7)?,
        },
    })
}
