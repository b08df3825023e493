//! `DELETE /api/v1/logins/{id}`.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use countersign_core::flow;
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
    owner::Owner,
};
use crate::{problems, state::Doors};

/// Cancels a login; one that has ended stays as it ended.
#[utoipa::path(
    delete, path = "/api/v1/logins/{id}", tag = "logins", params(("id" = uuid::Uuid, Path)),
    security(("client" = []), ("wait_token" = [])), responses((status = 200, body = LoginBody), (status = 404))
)]
pub(super) async fn cancel_login(
    State(doors): State<Doors>,
    Owner(owner): Owner,
    Path(id): Path<LoginId>,
    origin: Origin,
) -> Result<Response, Problem> {
    let read = flow::cancel_login::cancel_login(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_flow)?;
    let response = Json(LoginBody::for_owner(&doors, &read, &owner)).into_response();
    cors::allow(&doors, &read.login.client_id, origin, response)
        .await
        .map_err(|error| problems::from_store(&error))
}
