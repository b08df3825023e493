//! `GET /api/v1/logins/{id}/events`.

use axum::{extract::State, response::Response};
use countersign_core::port::LoginRead;

use super::{caller::Caller, login_body::LoginBody};
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
        (status = 204, description = "the reader has seen the end"), (status = 401), (status = 404)
    )
)]
pub(super) async fn login_events(State(doors): State<Doors>, caller: Caller, seen: LastSeen) -> Response {
    let body = |doors: &Doors, read: &LoginRead| LoginBody::for_browser(doors, &read.login);
    let outcome = sse::login_events(doors.clone(), caller.login, caller.owner.clone(), seen, body)
        .await
        .map_err(problems::from_flow);
    caller.answer(&doors, outcome).await
}
