//! `POST /admin/v1/policies/announce`.

use axum::{Json, extract::State};
use countersign_service::problem::Problem;

use super::{caller::Caller, policy_body::PolicyBody};
use crate::{admin::policies::Announcement, problems, request::JsonBody, state::Doors};

/// Says on the login page what will be demanded, in one language. A repeat does no harm.
#[utoipa::path(
    post, path = "/admin/v1/policies/announce", tag = "operators", request_body = Announcement, security(("client" = [])),
    responses((status = 200, body = PolicyBody), (status = 401), (status = 403), (status = 404), (status = 422))
)]
pub(super) async fn announce_policy(
    State(doors): State<Doors>,
    caller: Caller,
    body: JsonBody<Announcement>,
) -> Result<Json<PolicyBody>, Problem> {
    let policy = body.value.announce(&doors, caller.badge()).await;
    let policy = policy.map_err(problems::from_flow)?;
    Ok(Json(PolicyBody::at(policy, doors.ctx().clock.now())))
}
