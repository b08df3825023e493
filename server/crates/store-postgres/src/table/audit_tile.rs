//! Table `audit_tile`.

use countersign_core::{audit_log::AuditTile, port::StoreError};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "audit_tile.number, audit_tile.hashes";

/// Writes the set; of several states of one tile the last.
pub(crate) const UPSERT: &str = "\
    INSERT INTO audit_tile (number, hashes) \
    SELECT DISTINCT ON ((r->>0)::bigint) (r->>0)::bigint, decode(r->>1, 'hex') \
    FROM jsonb_array_elements($SET) WITH ORDINALITY AS asked (r, place) ORDER BY (r->>0)::bigint, place DESC \
    ON CONFLICT (number) DO UPDATE SET hashes = excluded.hashes";

/// One element of the set.
pub(crate) fn encode(tile: &AuditTile) -> Element {
    row![tile.id.number(), hex(&tile.to_bytes())]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<AuditTile> {
    let number = columns.get(0)?;
    AuditTile::from_stored(number, columns.get(1)?)
        .ok_or_else(|| StoreError::Corrupt(format!("row {number} of audit_tile is no tile")))
}
