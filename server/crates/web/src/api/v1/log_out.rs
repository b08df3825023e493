//! `POST /api/v1/logins/{id}/logout`.

use axum::{Json, extract::State};
use countersign_core::flow::{self, read_login::LoginOwner};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::{login_body::LoginBody, resend_login::Nothing};
use crate::{
    problems,
    request::{InPath, JsonBody, LoginClient},
    state::Doors,
};

/// Says that the person of an approved login has logged out at the client. Their sessions on the server's own pages end, and other
/// services that they have logged in to are told. A login that is logged out stays as it is.
#[utoipa::path(
    post, path = "/api/v1/logins/{id}/logout", tag = "logins",
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours, as it is without")
    ),
    security(("client" = [])),
    responses(
        (status = 200, body = LoginBody), (status = 401), (status = 403),
        (status = 404, description = "unknown, another client's, or more than a day old"),
        (status = 409, description = "login-not-approved, or request-in-progress with Retry-After"),
        (status = 422, description = "invalid-request or idempotency-key-reused")
    )
)]
pub(super) async fn log_out(
    State(doors): State<Doors>,
    LoginClient(client): LoginClient,
    InPath(id): InPath<LoginId>,
    body: JsonBody<Nothing>,
) -> Result<Json<LoginBody>, Problem> {
    let under_way = body.begin(&doors, &client.id)?;
    let key = under_way.key();
    let owner = LoginOwner::Client(client.id.clone());
    let read = flow::log_out::log_out_login(doors.ctx(), id, client.id, key)
        .await
        .map_err(problems::from_logout)?;
    Ok(Json(LoginBody::for_owner(&doors, &read, &owner)))
}
