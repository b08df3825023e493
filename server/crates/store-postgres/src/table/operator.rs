//! Table `operator`.

use countersign_core::model::{Operator, Version};
use countersign_proto::ids::UserId;

use super::{Columns, Decoded, Writes};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "operator.user_id, operator.version, operator.role, operator.created_at";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO operator (user_id, version, role, created_at) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, r->>2, (r->>3)::bigint FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE operator SET version = (r->>1)::bigint, role = r->>2 \
    FROM jsonb_array_elements($SET) AS r WHERE operator.user_id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(operator: &Operator) -> Element {
    row![
        operator.user_id.as_uuid(),
        operator.version.get(),
        operator.role,
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
