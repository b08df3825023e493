//! Table `operator`.

use countersign_core::model::{Operator, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, hex_id, word};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "operator.user_id, operator.version, operator.role, operator.created_at";

/// Writes the set `$30`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO operator (user_id, version, role, created_at) \
    SELECT unhex(value->>0), value->>1, value->>2, value->>3 FROM jsonb_each($30) WHERE true \
    ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, role = excluded.role";

/// One element of the set.
pub(crate) fn encode(operator: &Operator) -> Element {
    row![
        hex_id(operator.user_id.as_uuid()),
        operator.version.get(),
        word(&operator.role),
        operator.created_at.as_millis(),
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Operator> {
    Ok(Operator {
        user_id: UserId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        role: columns.word(2)?,
        created_at: columns.time(3)?,
    })
}
