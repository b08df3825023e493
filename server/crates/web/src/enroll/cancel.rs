//! `POST /enroll/code/{id}/cancel`.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{flow::cancel_enrollment::cancel_enrollment, model::EnrollmentState};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{code::cancelled_page, code_path};
use crate::{cookies::Taker, locales::Words, problems, request::InPath, state::Doors};

/// Says so at once: an enrolment that was cancelled belongs to no browser any more.
pub(crate) async fn cancel(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
) -> Result<Response, Problem> {
    let enrollment = cancel_enrollment(doors.ctx(), id, &taker.owner())
        .await
        .map_err(|error| taker.from.turn_away(&doors, error))?;
    let words = words
        .for_user(&doors, enrollment.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    Ok(match enrollment.state {
        EnrollmentState::Cancelled { .. } => cancelled_page(&doors, &words, &enrollment),
        _ => Redirect::to(&code_path(id)).into_response(),
    })
}
