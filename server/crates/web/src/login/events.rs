//! `GET /login/wait/{id}/events`: server-sent events for the page.

use axum::{extract::State, response::Response};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::state::Progress;
use crate::{
    cookies::Starter,
    request::InPath,
    sse::{self, LastSeen},
    state::Doors,
};

pub(crate) async fn events(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    seen: LastSeen,
) -> Result<Response, Problem> {
    sse::login_events(doors.clone(), id, starter.owner(), seen, |_, read| {
        Progress::from(read)
    })
    .await
    .map_err(|error| starter.from.turn_away(&doors, error))
}
