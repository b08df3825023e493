//! `GET /admin/v1/policies/readiness?resource=…`.

use axum::{Json, extract::State};
use countersign_core::{
    flow::check_policy::readiness,
    model::{Act, Resource},
};
use countersign_service::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use crate::{problems, request::InQuery, state::Doors};

/// Which policy.
#[derive(Deserialize)]
pub(super) struct Asked {
    resource: String,
}

/// How many open accounts could satisfy a policy with what they have.
#[derive(Serialize, ToSchema)]
pub(super) struct Counted {
    /// They could log in well enough now.
    ready: u64,
    /// They must set something up first.
    not_ready: u64,
}

/// Counts who is ready for a policy. Looks through all accounts, so it takes as long as there are many.
#[utoipa::path(
    get, path = "/admin/v1/policies/readiness", tag = "operators", params(("resource" = String, Query)),
    security(("client" = [])),
    responses((status = 200, body = Counted), (status = 401), (status = 403), (status = 404), (status = 422))
)]
pub(super) async fn count_ready(
    State(doors): State<Doors>,
    caller: Caller,
    InQuery(asked): InQuery<Asked>,
) -> Result<Json<Counted>, Problem> {
    let may = caller.operating.may(Act::ReadPolicies);
    may.map_err(problems::from_flow)?;
    let resource = Resource::parse(&asked.resource)
        .map_err(|error| Problem::from(problems::INVALID_REQUEST).because(error.to_string()))?;
    let counted = readiness(doors.ctx(), &resource)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(Counted {
        ready: counted.ready,
        not_ready: counted.not_ready,
    }))
}
