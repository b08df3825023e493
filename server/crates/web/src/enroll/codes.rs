//! `GET /enroll/code/{id}/codes.txt`: recovery codes as a file, while their page shows them.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::{FlowError, flow::enrollment_code::code_for_page};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::{cookies::Taker, locales::Words, problems, request::InPath, state::Doors};

pub(crate) async fn codes(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
) -> Result<Response, Problem> {
    let enrollment = taker.enrollment(&doors, id).await?;
    let words = words
        .for_user(&doors, enrollment.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let code = code_for_page(doors.ctx(), &enrollment)
        .await
        .map_err(problems::from_enrollment)?;
    let codes = code
        .recovery_codes
        .ok_or_else(|| problems::from_enrollment(FlowError::NotPending))?;
    let title = format!(
        "{}: {}",
        doors.ctx().settings.branding.issuer,
        words.get("recovery-codes")
    );
    let text = format!(
        "{title}\n{}\n\n{}\n",
        words.with("recovery-for", "name", &code.account),
        codes.join("\n")
    );
    Ok((
        [
            (CONTENT_TYPE, "text/plain; charset=utf-8"),
            (CONTENT_DISPOSITION, "attachment; filename=\"recovery-codes.txt\""),
        ],
        text,
    )
        .into_response())
}
