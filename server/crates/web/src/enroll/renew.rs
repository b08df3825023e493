//! `POST /enroll/code/{id}/renew`: a new code in the place of one whose time was up.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{FlowError, flow::renew_enrollment::renew_enrollment};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::{code_path, terms::terms_path, to_code_page};
use crate::{account::SignedIn, cookies::Taker, problems, request::InPath, state::Doors};

/// Whoever logged in too long ago finds on the page of the old code where to do so again.
pub(crate) async fn renew(
    State(doors): State<Doors>,
    InPath(id): InPath<EnrollmentId>,
    person: SignedIn,
    taker: Taker,
) -> Result<Response, Problem> {
    let (user, session) = (&person.user, &person.session);
    match renew_enrollment(doors.ctx(), user, session, id, &taker.token).await {
        Ok(enrollment) => Ok(to_code_page(&doors, &enrollment, &taker.token)),
        Err(FlowError::FreshLoginRequired) => Ok(Redirect::to(&code_path(id)).into_response()),
        Err(FlowError::TermsNotAccepted) => Ok(Redirect::to(&terms_path(id)).into_response()),
        Err(FlowError::NotFound) => Err(taker.from.turn_away(&doors, FlowError::NotFound)),
        Err(error) => Err(problems::from_enrollment(error)),
    }
}
