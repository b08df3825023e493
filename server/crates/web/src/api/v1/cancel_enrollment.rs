//! `DELETE /api/v1/enrollments/{id}`.

use axum::{Json, extract::State};
use countersign_core::flow::{self, read_enrollment::EnrollmentOwner};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::enrollment_body::EnrollmentBody;
use crate::{
    problems,
    request::{EnrollClient, InPath},
    state::Doors,
};

/// Cancels an enrolment; one that has ended stays as it ended.
#[utoipa::path(
    delete, path = "/api/v1/enrollments/{id}", tag = "enrollments", params(("id" = uuid::Uuid, Path)),
    security(("client" = [])),
    responses((status = 200, body = EnrollmentBody), (status = 401), (status = 403), (status = 404))
)]
pub(super) async fn cancel_enrollment(
    State(doors): State<Doors>,
    EnrollClient(client): EnrollClient,
    InPath(id): InPath<EnrollmentId>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let owner = EnrollmentOwner::Client(client.id);
    let enrollment = flow::cancel_enrollment::cancel_enrollment(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_enrollment)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
