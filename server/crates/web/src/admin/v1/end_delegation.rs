//! `POST /admin/v1/delegations/{id}/end`.

use axum::extract::State;
use countersign_core::{FlowError, flow::delegate::end_as};
use countersign_proto::ids::DelegationId;
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{act_on_user::Because, caller::Caller};
use crate::{
    request::{InPath, JsonBody},
    state::Doors,
};

/// Ends what somebody lets somebody else do. Both are told; its owner is shown the reason.
#[utoipa::path(
    post, path = "/admin/v1/delegations/{id}/end", tag = "operators", request_body = Because,
    params(("id" = uuid::Uuid, Path)), security(("client" = [])),
    responses(
        (status = 204, description = "it has ended, now or before"), (status = 401),
        (status = 403, description = "insufficient-scope, insufficient-role, or people-only if it is an operator's"),
        (status = 404), (status = 422)
    )
)]
pub(super) async fn end_delegation(
    State(doors): State<Doors>,
    caller: Caller,
    InPath(id): InPath<DelegationId>,
    body: JsonBody<Because>,
) -> Result<StatusCode, Problem> {
    match end_as(doors.ctx(), caller.badge(), id, &body.value.reason).await {
        Ok(()) | Err(FlowError::NotPending) => Ok(StatusCode::NO_CONTENT),
        Err(error) => Err(caller.refused(&doors, error).await),
    }
}
