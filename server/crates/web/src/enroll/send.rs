//! `POST /enroll/code/{id}/send`: another code to the telephone that is set up.

use axum::{extract::State, response::Redirect};
use countersign_core::{
    FlowError,
    flow::send_code::{Sender, send_enrollment_code},
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::code_path;
use crate::{cookies::Taker, problems, request::InPath, state::Doors};

pub(crate) async fn send(
    State(doors): State<Doors>,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
) -> Result<Redirect, Problem> {
    let enrollment = taker.enrollment(&doors, id).await?;
    let sender = Sender::of_enrollment(&enrollment.client_id, Some(taker.from.0));
    match send_enrollment_code(doors.ctx(), id, &taker.owner(), &sender, None).await {
        Ok(_) | Err(FlowError::NotPending) => Ok(Redirect::to(&code_path(id))),
        Err(FlowError::TooMany { .. }) => Ok(Redirect::to(&format!("{}?early=true", code_path(id)))),
        Err(error) => Err(problems::from_enrollment(error)),
    }
}
