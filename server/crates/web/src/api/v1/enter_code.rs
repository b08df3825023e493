//! `POST /api/v1/logins/{id}/code`.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use countersign_core::{
    FlowError,
    flow::{self, read_login::LoginOwner},
    model::TypedCode,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
    owner::Owner,
};
use crate::{problems, request::JsonBody, state::Doors};

/// A code that a person typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    /// As it was typed: spaces, hyphens, case and digits of other scripts do not matter.
    pub(super) code: String,
}

/// Decides a pending login by a one-time password or a recovery code, beside its pushes: the first valid answer wins. The
/// sixth wrong code ends the login.
#[utoipa::path(
    post, path = "/api/v1/logins/{id}/code", tag = "logins", params(("id" = uuid::Uuid, Path)), request_body = Typed,
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 404), (status = 409, description = "login-not-pending"),
        (status = 422, description = "wrong-code, with attempts_left"),
        (status = 429, description = "too many failures, with Retry-After")
    )
)]
pub(super) async fn enter_code(
    State(doors): State<Doors>,
    Owner(owner): Owner,
    Path(id): Path<LoginId>,
    origin: Origin,
    body: JsonBody<Typed>,
) -> Result<Response, Problem> {
    let key = match &owner {
        LoginOwner::Client(client) => body.idempotency(client),
        LoginOwner::Browser(_) => None,
    };
    let typed = TypedCode::new(&body.value.code);
    let client = match flow::read_login::read_login(doors.ctx(), id, &owner).await {
        Ok(read) => read.login.client_id,
        Err(error) => return Err(problems::from_flow(error)),
    };
    let answer = match flow::enter_code::enter_code(doors.ctx(), id, &owner, &typed, key).await {
        Ok(read) => Json(LoginBody::for_owner(&doors, &read, &owner)).into_response(),
        // The page that sent it must be able to read how many attempts are left.
        Err(error @ FlowError::WrongCode { .. }) => problems::from_flow(error).render(doors.base()),
        Err(error) => return Err(problems::from_flow(error)),
    };
    cors::allow(&doors, &client, origin, answer)
        .await
        .map_err(|error| problems::from_store(&error))
}
