//! `GET /api/v1/enrollments/{id}`.

use axum::{Json, extract::State};
use countersign_core::flow::{
    self,
    read_enrollment::{EnrollmentOwner, wait_for_enrollment},
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{enrollment_body::EnrollmentBody, read_login::Wait};
use crate::{
    problems,
    request::{EnrollClient, InPath, InQuery},
    state::Doors,
};

/// Reads an enrolment, at once or when it has moved on.
#[utoipa::path(
    get, path = "/api/v1/enrollments/{id}", tag = "enrollments", params(("id" = uuid::Uuid, Path), Wait),
    security(("client" = [])),
    responses((status = 200, body = EnrollmentBody), (status = 401), (status = 403), (status = 404), (status = 422))
)]
pub(super) async fn read_enrollment(
    State(doors): State<Doors>,
    EnrollClient(client): EnrollClient,
    InPath(id): InPath<EnrollmentId>,
    InQuery(wait): InQuery<Wait>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let until = doors.ctx().clock.now() + wait.duration()?;
    let owner = EnrollmentOwner::Client(client.id);
    let seen = flow::read_enrollment::read_enrollment(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_enrollment)?;
    let enrollment = wait_for_enrollment(doors.ctx(), id, &owner, seen.state.as_str(), until)
        .await
        .map_err(problems::from_enrollment)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
