//! Table `policy`.

use countersign_core::{
    model::{Policy, Resource, Version},
    port::StoreError,
};

use super::{Columns, Decoded, Writes, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "policy.resource, policy.version, policy.terms";

/// See [`Writes`].
pub(crate) const WRITES: Writes = Writes {
    insert: "\
    INSERT INTO policy (resource, version, terms) \
    SELECT decode(r->>0, 'hex'), (r->>1)::bigint, r->2 FROM jsonb_array_elements($SET) AS r",
    update: "\
    UPDATE policy SET version = (r->>1)::bigint, terms = r->2 \
    FROM jsonb_array_elements($SET) AS r WHERE policy.resource = decode(r->>0, 'hex')",
};

/// One element of the set.
pub(crate) fn encode(policy: &Policy) -> Element {
    row![
        hex(policy.resource.as_str().as_bytes()),
        policy.version.get(),
        policy.terms,
    ]
}

/// The row at `columns`.
pub(crate) fn decode(columns: Columns<'_>) -> Decoded<Policy> {
    let resource = String::from_utf8(columns.get(0)?);
    let resource = resource.map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Policy {
        resource: Resource::from_stored(resource),
        version: Version::from_stored(columns.get(1)?),
        terms: columns.json(2)?,
    })
}
