//! Table `name_claim`.

use countersign_core::{
    model::{NameClaim, Version},
    port::StoreError,
};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, hex, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "name_claim.skeleton, name_claim.version, name_claim.user_id";

/// Writes the set `$24`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO name_claim (skeleton, version, user_id) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2) FROM jsonb_each($24) WHERE true";

/// One element of the set.
pub(crate) fn encode(claim: &NameClaim) -> Element {
    row![
        hex(claim.skeleton.as_bytes()),
        claim.version.get(),
        hex_id(claim.user_id.as_uuid()),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<NameClaim> {
    let skeleton = String::from_utf8(columns.get(0)?);
    Ok(NameClaim {
        skeleton: skeleton.map_err(|error| StoreError::Corrupt(error.to_string()))?,
        version: Version::from_stored(columns.get(1)?),
        user_id: UserId::new(columns.id(2)?),
    })
}
