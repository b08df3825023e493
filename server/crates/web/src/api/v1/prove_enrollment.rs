//! `POST /api/v1/enrollments/{id}/code`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_core::{
    FlowError,
    flow::{self, read_enrollment::EnrollmentOwner},
    model::{Scope, TypedCode},
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{enrollment_body::EnrollmentBody, enter_code::Typed};
use crate::{
    problems,
    request::{Address, Credentials, JsonBody},
    state::Doors,
};

/// Takes the first code of an app, or one of the recovery codes: it shows that the user has them. The sixth wrong code ends
/// the enrolment.
#[utoipa::path(
    post, path = "/api/v1/enrollments/{id}/code", tag = "enrollments", params(("id" = uuid::Uuid, Path)),
    request_body = Typed, security(("client" = [])),
    responses(
        (status = 200, body = EnrollmentBody), (status = 404),
        (status = 409, description = "enrollment-not-pending"),
        (status = 422, description = "wrong-code, with attempts_left")
    )
)]
pub(super) async fn prove_enrollment(
    State(doors): State<Doors>,
    from: Address,
    credentials: Credentials,
    Path(id): Path<EnrollmentId>,
    body: JsonBody<Typed>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let client = credentials.client(&doors, from, Scope::Enroll).await?;
    let key = body.idempotency(&client.id);
    let typed = TypedCode::new(&body.value.code);
    let owner = EnrollmentOwner::Client(client.id);
    match flow::prove_enrollment::prove_enrollment(doors.ctx(), id, &owner, &typed, key).await {
        Ok(enrollment) => Ok(Json(EnrollmentBody::new(&doors, &enrollment))),
        Err(FlowError::NotPending) => Err(problems::ENROLLMENT_NOT_PENDING.into()),
        Err(error) => Err(problems::from_flow(error)),
    }
}
