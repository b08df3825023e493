//! `GET /enroll/code/{id}/state`: long poll for the page, which says where it saw the enrolment.

use axum::{Json, extract::State};
use countersign_core::flow::read_enrollment::wait_for_enrollment;
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use serde::{Deserialize, Serialize};

use crate::{
    cookies::Taker,
    page::POLL,
    request::{InPath, InQuery},
    state::Doors,
};

#[derive(Serialize)]
pub(crate) struct Progress {
    state: &'static str,
}

#[derive(Deserialize)]
pub(crate) struct Polled {
    #[serde(default)]
    seen: String,
}

pub(crate) async fn state(
    State(doors): State<Doors>,
    InPath(id): InPath<EnrollmentId>,
    InQuery(polled): InQuery<Polled>,
    taker: Taker,
) -> Result<Json<Progress>, Problem> {
    let until = doors.ctx().clock.now() + POLL;
    let enrollment = wait_for_enrollment(doors.ctx(), id, &taker.owner(), &polled.seen, until)
        .await
        .map_err(|error| taker.from.turn_away(&doors, error))?;
    Ok(Json(Progress {
        state: enrollment.state.as_str(),
    }))
}
