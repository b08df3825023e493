//! `POST /enroll/code/{id}/passkey`: the passkey that the browser has made, sent by the page's script.

use axum::extract::State;
use countersign_core::{FlowError, flow::register_passkey::register_passkey, method::passkey::Made};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use http::StatusCode;

use crate::{
    cookies::Taker,
    problems,
    request::{InPath, JsonBody},
    state::Doors,
};

pub(crate) async fn passkey(
    State(doors): State<Doors>,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
    body: JsonBody<Made>,
) -> Result<StatusCode, Problem> {
    match register_passkey(doors.ctx(), id, &taker.owner(), &body.value).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(FlowError::NotFound) => Err(taker.from.turn_away(&doors, FlowError::NotFound)),
        // That somebody has it already is for nobody to know (R7, R17).
        Err(FlowError::AlreadyExists) => Err(problems::INVALID_REQUEST.into()),
        Err(error) => Err(problems::from_enrollment(error)),
    }
}
