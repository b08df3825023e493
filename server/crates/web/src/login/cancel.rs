//! `POST /login/wait/{id}/cancel`.

use axum::{extract::State, response::Redirect};
use countersign_core::flow::cancel_login::cancel_login;
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::wait::path;
use crate::{cookies::Starter, request::InPath, state::Doors};

pub(crate) async fn cancel(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Redirect, Problem> {
    cancel_login(doors.ctx(), id, &starter.owner())
        .await
        .map_err(|error| starter.from.turn_away(&doors, error))?;
    Ok(Redirect::to(&path(id)))
}
