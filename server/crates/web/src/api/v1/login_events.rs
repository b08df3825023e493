//! `GET /api/v1/logins/{id}/events`.

use axum::{
    extract::{Path, State},
    response::Response,
};
use countersign_core::flow::read_login::read_login;
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::{
    cors::{self, Origin},
    login_body::LoginBody,
    owner::Owner,
};
use crate::{
    problems,
    sse::{self, LastSeen},
    state::Doors,
};

/// Streams a login's moves: the state at once, then each change; ends with the login. Never carries the assertion.
#[utoipa::path(
    get, path = "/api/v1/logins/{id}/events", tag = "logins",
    params(("id" = uuid::Uuid, Path), ("wait_token" = Option<String>, Query)),
    security(("client" = []), ("wait_token" = [])),
    responses(
        (status = 200, content_type = "text/event-stream", description = "event state, data a login, id its version"),
        (status = 204, description = "the reader has seen the end"), (status = 404)
    )
)]
pub(super) async fn login_events(
    State(doors): State<Doors>,
    Owner(owner): Owner,
    Path(id): Path<LoginId>,
    origin: Origin,
    seen: LastSeen,
) -> Result<Response, Problem> {
    let client = read_login(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_flow)?
        .login
        .client_id;
    let body = |doors: &Doors, read: &_| LoginBody::for_browser(doors, login_of(read));
    let response = sse::login_events(doors.clone(), id, owner, seen, body)
        .await
        .map_err(problems::from_flow)?;
    cors::allow(&doors, &client, origin, response)
        .await
        .map_err(|error| problems::from_store(&error))
}

const fn login_of(read: &countersign_core::port::LoginRead) -> &countersign_core::model::Login {
    &read.login
}
