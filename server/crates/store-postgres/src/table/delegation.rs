//! Table `delegation`.

use countersign_core::model::{Delegation, Resource, UserName, Version};
use countersign_proto::ids::{DelegationId, UserId};

use super::{Columns, Decoded, Writes};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "delegation.id, delegation.version, delegation.owner_id, delegation.delegate_id, \
     delegation.invited, delegation.resource, delegation.state, delegation.created_at, delegation.expires_at, \
     delegation.due_at, delegation.facts";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO delegation \
    (id, version, owner_id, delegate_id, invited, resource, state, created_at, expires_at, due_at, facts) \
    SELECT (r->>0)::uuid, (r->>1)::bigint, (r->>2)::uuid, (r->>3)::uuid, r->>4, r->>5, r->>6, (r->>7)::bigint, \
           (r->>8)::bigint, (r->>9)::bigint, r->10 \
    FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE delegation SET version = (r->>1)::bigint, state = r->>6, expires_at = (r->>8)::bigint, \
    due_at = (r->>9)::bigint, facts = r->10 \
    FROM jsonb_array_elements($SET) AS r WHERE delegation.id = (r->>0)::uuid",
};

/// One element of the set.
pub(crate) fn encode(delegation: &Delegation) -> Element {
    row![
        delegation.id.as_uuid(),
        delegation.version.get(),
        delegation.owner_id.as_uuid(),
        delegation.delegate_id.map(|user| user.as_uuid()),
        delegation.invited.as_str(),
        delegation.resource.as_str(),
        delegation.state.as_str(),
        delegation.created_at.as_millis(),
        delegation.expires_at.as_millis(),
        delegation.due_at().as_millis(),
        delegation.state,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Delegation> {
    Ok(Delegation {
        id: DelegationId::new(columns.id(0)?),
        version: Version::from_stored(columns.get(1)?),
        owner_id: UserId::new(columns.id(2)?),
        delegate_id: columns.optional_id(3)?.map(UserId::new),
        invited: UserName::from_stored(columns.get(4)?),
        resource: Resource::from_stored(columns.get(5)?),
        created_at: columns.time(7)?,
        expires_at: columns.time(8)?,
        state: columns.json(10)?,
    })
}
