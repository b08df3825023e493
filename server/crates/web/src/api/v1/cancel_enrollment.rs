//! `DELETE /api/v1/enrollments/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_core::{
    flow::{self, read_enrollment::EnrollmentOwner},
    model::Scope,
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::enrollment_body::EnrollmentBody;
use crate::{
    problems,
    request::{Address, Credentials},
    state::Doors,
};

/// Cancels an enrolment; one that has ended stays as it ended.
#[utoipa::path(
    delete, path = "/api/v1/enrollments/{id}", tag = "enrollments", params(("id" = uuid::Uuid, Path)),
    security(("client" = [])), responses((status = 200, body = EnrollmentBody), (status = 404))
)]
pub(super) async fn cancel_enrollment(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path(id): Path<EnrollmentId>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let client = credentials.client(&doors, from, Scope::Enroll).await?;
    let owner = EnrollmentOwner::Client(client.id);
    let enrollment = flow::cancel_enrollment::cancel_enrollment(doors.ctx(), id, &owner)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
