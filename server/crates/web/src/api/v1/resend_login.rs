//! `POST /api/v1/logins/{id}/resend`.

use axum::{extract::State, response::Response};
use countersign_core::{flow, port::LoginRead};
use countersign_service::problem::Problem;
use serde::Deserialize;

use super::{caller::Caller, login_body::LoginBody};
use crate::{problems, request::JsonBody, state::Doors};

/// Nothing is said beyond the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Pushes a pending login once more: the same question, the same number.
#[utoipa::path(
    post, path = "/api/v1/logins/{id}/resend", tag = "logins",
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 401), (status = 404),
        (status = 409, description = "login-not-pending, or request-in-progress with Retry-After"),
        (status = 422, description = "invalid-request or idempotency-key-reused"),
        (status = 429, description = "too early, with Retry-After")
    )
)]
pub(super) async fn resend_login(
    State(doors): State<Doors>,
    caller: Caller,
    body: Result<JsonBody<Nothing>, Problem>,
) -> Response {
    let outcome = resend(&doors, &caller, body).await;
    caller.show(&doors, outcome).await
}

async fn resend(
    doors: &Doors,
    caller: &Caller,
    body: Result<JsonBody<Nothing>, Problem>,
) -> Result<LoginRead, Problem> {
    let under_way = caller.begin(doors, &body?).await?;
    let key = under_way.key();
    flow::resend_login::resend_login(doors.ctx(), caller.login, &caller.owner, key)
        .await
        .map_err(problems::from_flow)
}
