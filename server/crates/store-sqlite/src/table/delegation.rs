//! Table `delegation`.

use countersign_core::model::{Delegation, Resource, UserName, Version};
use countersign_proto::ids::{DelegationId, UserId};

use super::{Columns, Decoded, hex_id};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "delegation.id, delegation.version, delegation.owner_id, delegation.delegate_id, \
     delegation.invited, delegation.resource, delegation.state, delegation.created_at, delegation.expires_at, \
     delegation.due_at, delegation.facts";

/// Writes the set `$31`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO delegation \
    (id, version, owner_id, delegate_id, invited, resource, state, created_at, expires_at, due_at, facts) \
    SELECT unhex(value->>0), value->>1, unhex(value->>2), unhex(value->>3), value->>4, value->>5, value->>6, value->>7, \
           value->>8, value->>9, value->>10 \
    FROM jsonb_each($31) WHERE true \
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, expires_at = excluded.expires_at, \
    due_at = excluded.due_at, facts = excluded.facts";

/// One element of the set.
pub(crate) fn encode(delegation: &Delegation) -> Element {
    row![
        hex_id(delegation.id.as_uuid()),
        delegation.version.get(),
        hex_id(delegation.owner_id.as_uuid()),
        delegation.delegate_id.map(|user| hex_id(user.as_uuid())),
        delegation.invited.as_str(),
        delegation.resource.as_str(),
        delegation.state.as_str(),
        delegation.created_at.as_millis(),
        delegation.expires_at.as_millis(),
        delegation.due_at().as_millis(),
        super::json(&delegation.state),
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
