//! `POST /api/v1/logins/{id}/resend`.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use countersign_core::flow::{self, read_login::LoginOwner};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::Deserialize;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
    owner::Owner,
};
use crate::{problems, request::JsonBody, state::Doors};

/// Nothing is said beyond the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Pushes a pending login once more: the same question, the same number.
#[utoipa::path(
    post, path = "/api/v1/logins/{id}/resend", tag = "logins", params(("id" = uuid::Uuid, Path)),
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 404), (status = 409, description = "login-not-pending"),
        (status = 429, description = "too early, with Retry-After")
    )
)]
pub(super) async fn resend_login(
    State(doors): State<Doors>,
    Owner(owner): Owner,
    Path(id): Path<LoginId>,
    origin: Origin,
    body: JsonBody<Nothing>,
) -> Result<Response, Problem> {
    let key = match &owner {
        LoginOwner::Client(client) => body.idempotency(client),
        LoginOwner::Browser(_) => None,
    };
    let read = flow::resend_login::resend_login(doors.ctx(), id, &owner, key)
        .await
        .map_err(problems::from_flow)?;
    let response = Json(LoginBody::for_owner(&doors, &read, &owner)).into_response();
    cors::allow(&doors, &read.login.client_id, origin, response)
        .await
        .map_err(|error| problems::from_store(&error))
}
