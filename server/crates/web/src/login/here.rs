//! `POST /login/wait/{id}/here`: the proof for a phone in the very browser that started the login.

use axum::{Json, extract::State};
use countersign_core::method::transfer;
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::Serialize;

use crate::{cookies::Starter, problems, request::InPath, state::Doors};

/// What the phone puts into its answer.
#[derive(Serialize)]
pub(crate) struct Proof {
    proof: String,
}

/// Only the cookie of the starting browser gets it, so a link that was sent to somebody else is worth nothing there.
pub(crate) async fn here(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Json<Proof>, Problem> {
    let login = starter.login(&doors, id).await?;
    if !login.is_pending() {
        return Err(problems::LOGIN_NOT_PENDING.into());
    }
    let proof = transfer::here_proof(doors.ctx(), &login).ok_or(problems::NOT_FOUND)?;
    Ok(Json(Proof { proof }))
}
