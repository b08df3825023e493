//! Table `audit_head`.

use countersign_core::{
    audit_log::{AuditHead, Hash, KeptHead, LogId, SignedHead},
    model::Version,
    port::StoreError,
};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit_head.day, audit_head.version, audit_head.log, audit_head.size, \
     audit_head.root, audit_head.at, audit_head.key_id, audit_head.signature";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO audit_head (day, version, log, size, root, at, key_id, signature) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, decode(r->>2, 'hex'), (r->>3)::bigint, decode(r->>4, 'hex'), \
           (r->>5)::bigint, r->>6, decode(r->>7, 'hex') \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE audit_head SET version = (r->>1)::bigint, log = decode(r->>2, 'hex'), size = (r->>3)::bigint, \
        root = decode(r->>4, 'hex'), at = (r->>5)::bigint, key_id = r->>6, signature = decode(r->>7, 'hex') \
    FROM jsonb_array_elements($SET) AS r WHERE audit_head.day = decode(r->>0, 'hex')",
};

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
