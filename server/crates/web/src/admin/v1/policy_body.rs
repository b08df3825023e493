//! A policy as operators see it.

use std::collections::BTreeMap;

use countersign_core::model::{Phase, Policy, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// What is demanded for a resource.
#[derive(Serialize, ToSchema)]
pub(super) struct PolicyBody {
    resource: String,
    /// `announced`, `grace` or `enforced`.
    #[schema(value_type = String)]
    phase: Phase,
    /// Every `acr` that satisfies it, separated by spaces.
    acr_values: String,
    /// How old the login may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_age_secs: Option<u64>,
    /// From when on it is effective, as it was announced.
    effective_from: String,
    /// From when on whoever falls short is refused; RFC 3339.
    enforced_from: String,
    /// What the login page says of it, by language.
    announcement: BTreeMap<String, String>,
}

/// The policies.
#[derive(Serialize, ToSchema)]
pub(super) struct PolicyList {
    pub(super) policies: Vec<PolicyBody>,
}

impl PolicyBody {
    /// The policy as it is at `now`.
    pub(super) fn at(policy: Policy, now: Timestamp) -> Self {
        Self {
            phase: policy.phase(now),
            enforced_from: policy.enforced_from().to_string(),
            resource: policy.resource.to_string(),
            acr_values: policy.terms.requirement.acr_values(),
            max_age_secs: policy.terms.max_age.map(|age| age.as_secs()),
            effective_from: policy.terms.effective_from.written,
            announcement: policy.terms.announcement,
        }
    }
}
