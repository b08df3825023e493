//! `POST /login/wait/{id}/resend`.

use axum::{extract::State, response::Redirect};
use countersign_core::{FlowError, flow::resend_login::resend_login};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::wait::path;
use crate::{cookies::Starter, request::InPath, state::Doors};

pub(crate) async fn resend(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Redirect, Problem> {
    match resend_login(doors.ctx(), id, &starter.owner(), None).await {
        Ok(_) | Err(FlowError::NotPending) => Ok(Redirect::to(&path(id))),
        Err(FlowError::TooMany { .. }) => Ok(Redirect::to(&format!("{}?early=true", path(id)))),
        Err(error) => Err(starter.from.turn_away(&doors, error)),
    }
}
