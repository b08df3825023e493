//! `POST /device/v1/answers`.

use axum::{Json, extract::State};
use countersign_core::flow::answer_challenge::answer_challenge;
use countersign_proto::native::answer::Outcome;
use countersign_service::problem::Problem;

use super::{Signed, proof};
use crate::{
    request::{Address, JsonBody},
    state::Doors,
};

/// Records what the phone's person decided, and says how the login stands after it.
pub(super) async fn answer(
    State(doors): State<Doors>,
    from: Address,
    body: JsonBody<Signed>,
) -> Result<Json<Outcome>, Problem> {
    match answer_challenge(doors.ctx(), &body.value.jwt).await {
        Ok(state) => Ok(Json(Outcome {
            state: state.tag().as_str().to_owned(),
            reason: state.reason().map(str::to_owned),
        })),
        Err(refusal) => Err(proof::refused(&doors, from, refusal)),
    }
}
