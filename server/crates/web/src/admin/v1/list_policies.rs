//! `GET /admin/v1/policies`.

use axum::{Json, extract::State};
use countersign_core::{flow::manage_policies, model::Act};
use countersign_service::problem::Problem;

use super::{
    caller::Caller,
    policy_body::{PolicyBody, PolicyList},
};
use crate::{problems, state::Doors};

/// Lists what services demand or will demand.
#[utoipa::path(
    get, path = "/admin/v1/policies", tag = "operators", security(("client" = [])),
    responses((status = 200, body = PolicyList), (status = 401), (status = 403))
)]
pub(super) async fn list_policies(
    State(doors): State<Doors>,
    caller: Caller,
) -> Result<Json<PolicyList>, Problem> {
    let may = caller.operating.may(Act::ReadPolicies);
    may.map_err(problems::from_flow)?;
    let policies = manage_policies::list_policies(doors.ctx())
        .await
        .map_err(problems::from_flow)?;
    let now = doors.ctx().clock.now();
    Ok(Json(PolicyList {
        policies: policies.into_iter().map(|one| PolicyBody::at(one, now)).collect(),
    }))
}
