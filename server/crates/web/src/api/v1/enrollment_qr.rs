//! `GET /api/v1/enrollments/{id}/qr.svg`.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::{
    flow::{enrollment_code::enrollment_code, open_enrollment::look_up_link},
    model::{BearerToken, Confirmation},
};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use crate::{
    problems, qr,
    request::{InPath, InQuery, Visitor},
    state::Doors,
};

#[derive(Deserialize)]
pub(super) struct Link {
    link: String,
}

/// The code as a picture, for whoever has the link that came with the code.
#[utoipa::path(
    get, path = "/api/v1/enrollments/{id}/qr.svg", tag = "enrollments",
    params(("id" = uuid::Uuid, Path), ("link" = String, Query)),
    responses((status = 200, content_type = "image/svg+xml"), (status = 404), (status = 422))
)]
pub(super) async fn enrollment_qr(
    State(doors): State<Doors>,
    _: Visitor,
    InPath(id): InPath<EnrollmentId>,
    InQuery(Link { link }): InQuery<Link>,
) -> Result<Response, Problem> {
    let found = look_up_link(doors.ctx(), &BearerToken::presented(link))
        .await
        .map_err(problems::from_flow)?;
    let raw = matches!(found.enrollment.confirmation, Confirmation::OnlyFor(_));
    if found.enrollment.id != id || !raw {
        return Err(problems::NOT_FOUND.into());
    }
    let code = enrollment_code(doors.ctx(), &found.enrollment)
        .await
        .map_err(|_| problems::NOT_FOUND)?;
    let uri = code.uri.ok_or(problems::NOT_FOUND)?;
    let svg = qr::svg(&uri).ok_or(problems::INTERNAL)?;
    Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}
