//! Table `policy`.

use countersign_core::{
    model::{Policy, Resource, Version},
    port::StoreError,
};

use super::{Columns, Decoded, hex};
use crate::set::{Element, row};

/// See [`super::user::COLUMNS`].
pub(crate) const COLUMNS: &str = "policy.resource, policy.version, policy.terms";

/// Writes the set `$29`.
pub(crate) const UPSERT: &str = "\
    INSERT INTO policy (resource, version, terms) \
    SELECT unhex(value->>0), value->>1, value->>2 FROM jsonb_each($29) WHERE true \
    ON CONFLICT (resource) DO UPDATE SET version = excluded.version, terms = excluded.terms";

/// One element of the set.
pub(crate) fn encode(policy: &Policy) -> Element {
    row![
        hex(policy.resource.as_str().as_bytes()),
        policy.version.get(),
        super::json(&policy.terms),
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
