//! `POST /api/v1/enrollments/{id}/code`.

use axum::{Json, extract::State};
use countersign_core::{
    flow::{self, read_enrollment::EnrollmentOwner},
    model::TypedCode,
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{enrollment_body::EnrollmentBody, enter_code::Typed};
use crate::{
    problems,
    request::{EnrollClient, InPath, JsonBody},
    state::Doors,
};

/// Takes the first code of an app, or one of the recovery codes: it shows that the user has them. The sixth wrong code ends
/// the enrolment.
#[utoipa::path(
    post, path = "/api/v1/enrollments/{id}/code", tag = "enrollments", request_body = Typed,
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    security(("client" = [])),
    responses(
        (status = 200, body = EnrollmentBody), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "enrollment-not-pending, or request-in-progress with Retry-After"),
        (status = 422, description = "wrong-code, with attempts_left; invalid-request or idempotency-key-reused")
    )
)]
pub(super) async fn prove_enrollment(
    State(doors): State<Doors>,
    EnrollClient(client): EnrollClient,
    InPath(id): InPath<EnrollmentId>,
    body: JsonBody<Typed>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let under_way = body.begin(&doors, &client.id)?;
    let key = under_way.key();
    let typed = TypedCode::new(&body.value.code);
    let owner = EnrollmentOwner::Client(client.id);
    let enrollment = flow::prove_enrollment::prove_enrollment(doors.ctx(), id, &owner, &typed, key)
        .await
        .map_err(problems::from_enrollment)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
