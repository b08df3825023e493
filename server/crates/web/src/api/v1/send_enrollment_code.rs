//! `POST /api/v1/enrollments/{id}/codes`.

use axum::{Json, extract::State};
use countersign_core::flow::{self, read_enrollment::EnrollmentOwner, send_code::Sender};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{enrollment_body::EnrollmentBody, resend_login::Nothing};
use crate::{
    problems,
    request::{EnrollClient, InPath, JsonBody},
    state::Doors,
};

/// Sends another code to the telephone of an enrolment of kind `phone`, in the place of the one before.
#[utoipa::path(
    post, path = "/api/v1/enrollments/{id}/codes", tag = "enrollments",
    params(
        ("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "makes a repeat harmless for 24 hours")
    ),
    security(("client" = [])),
    responses(
        (status = 200, body = EnrollmentBody), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "enrollment-not-pending, also if it is about no telephone; request-in-progress with Retry-After"),
        (status = 422, description = "invalid-request or idempotency-key-reused"),
        (status = 429, description = "too soon after the code before, or too many; with Retry-After")
    )
)]
pub(super) async fn send_enrollment_code(
    State(doors): State<Doors>,
    EnrollClient(client): EnrollClient,
    InPath(id): InPath<EnrollmentId>,
    body: JsonBody<Nothing>,
) -> Result<Json<EnrollmentBody>, Problem> {
    let under_way = body.begin(&doors, &client.id)?;
    let key = under_way.key();
    let sender = Sender::of_enrollment(&client.id, None);
    let owner = EnrollmentOwner::Client(client.id);
    let enrollment = flow::send_code::send_enrollment_code(doors.ctx(), id, &owner, &sender, key)
        .await
        .map_err(problems::from_enrollment)?;
    Ok(Json(EnrollmentBody::new(&doors, &enrollment)))
}
