//! `GET /api/v1/enrollments/{id}`.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use countersign_core::{
    flow::{
        self,
        read_enrollment::{EnrollmentOwner, wait_for_enrollment},
    },
    model::Scope,
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{enrollment_body::EnrollmentBody, read_login::Wait};
use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// Reads an enrolment, at once or when it has moved on.
#[utoipa::path(
    get, path = "/api/v1/enrollments/{id}", tag = "enrollments", params(("id" = uuid::Uuid, Path), Wait),
    security(("client" = [])), responses((status = 200, body = EnrollmentBody), (status = 404))
)]
pub(super) async fn read_enrollment(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path(id): Path<EnrollmentId>,
    Query(wait): Query<Wait>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let client = credentials.client(&doors, from, Scope::Enroll).await?;
    let until = doors.ctx().clock.now() + wait.duration()?;
    let owner = EnrollmentOwner::Client(client.id);
    let seen = flow::read_enrollment::read_enrollment(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_flow)?;
    let enrollment = wait_for_enrollment(doors.ctx(), id, &owner, seen.state.as_str(), until)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
