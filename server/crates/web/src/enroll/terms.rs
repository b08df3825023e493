//! `/enroll/code/{id}/terms`: whoever took a link and has not accepted the terms of use does so before the code is shown.

use axum::{extract::State, response::Response};
use countersign_core::flow::terms::Signatory;
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;

use super::code_path;
use crate::{
    cookies::Taker,
    locales::Words,
    page::Frame,
    problems,
    request::{InPath, PostedForm},
    state::Doors,
    terms::{self, Answered},
};

/// The page's address.
pub(super) fn terms_path(id: EnrollmentId) -> String {
    format!("{}/terms", code_path(id))
}

/// The words of the person that an enrolment is for.
async fn words_for(doors: &Doors, words: Words, id: EnrollmentId, taker: &Taker) -> Result<Words, Problem> {
    let enrollment = taker.enrollment(doors, id).await?;
    words
        .for_user(doors, enrollment.user_id)
        .await
        .map_err(|error| problems::from_store(&error))
}

/// `GET`: changes nothing.
pub(crate) async fn terms(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
) -> Result<Response, Problem> {
    let words = words_for(&doors, words, id, &taker).await?;
    Ok(terms::ask(
        &doors,
        Frame::new(&doors, &words),
        terms_path(id),
        None,
    ))
}

/// `POST`.
pub(crate) async fn answer(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
    PostedForm(answered): PostedForm<Answered>,
) -> Result<Response, Problem> {
    let words = words_for(&doors, words, id, &taker).await?;
    let signatory = Signatory::Enrollment(id, taker.token.clone());
    let ways = (&*code_path(id), &*terms_path(id));
    terms::take(&doors, &words, &signatory, &answered, taker.from, ways)
        .await
        .map_err(problems::from_enrollment)
}
