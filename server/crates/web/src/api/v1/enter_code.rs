//! `POST /api/v1/logins/{id}/code`.

use axum::{extract::State, response::Response};
use countersign_core::{flow, model::TypedCode, port::LoginRead};
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{caller::Caller, login_body::LoginBody};
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
    post, path = "/api/v1/logins/{id}/code", tag = "logins", request_body = Typed,
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 401), (status = 404),
        (status = 409, description = "login-not-pending, or request-in-progress with Retry-After"),
        (status = 422, description = "wrong-code, with attempts_left; invalid-request or idempotency-key-reused"),
        (status = 429, description = "too many failures, with Retry-After")
    )
)]
pub(super) async fn enter_code(
    State(doors): State<Doors>,
    caller: Caller,
    body: Result<JsonBody<Typed>, Problem>,
) -> Response {
    let outcome = enter(&doors, &caller, body).await;
    caller.show(&doors, outcome).await
}

async fn enter(
    doors: &Doors,
    caller: &Caller,
    body: Result<JsonBody<Typed>, Problem>,
) -> Result<LoginRead, Problem> {
    let body = body?;
    let under_way = caller.begin(doors, &body).await?;
    let key = under_way.key();
    let typed = TypedCode::new(&body.value.code);
    flow::enter_code::enter_code(doors.ctx(), caller.login, &caller.owner, &typed, key)
        .await
        .map_err(problems::from_flow)
}
