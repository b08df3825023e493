//! `POST /enroll/code/{id}`: takes the first code of the app, or one of the codes on paper.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{FlowError, flow::prove_enrollment::prove_enrollment, model::TypedCode};
use countersign_proto::ids::EnrollmentId;
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{
    code::{Looker, show},
    code_path,
    terms::terms_path,
};
use crate::{
    code_form::Typed,
    cookies::Taker,
    locales::Words,
    page, problems,
    request::{InPath, PostedForm},
    state::Doors,
};

pub(crate) async fn prove(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<EnrollmentId>,
    taker: Taker,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let typed = TypedCode::new(&typed.code);
    match prove_enrollment(doors.ctx(), id, &taker.owner(), &typed, None).await {
        Ok(_) => Ok(Redirect::to(&code_path(id)).into_response()),
        Err(FlowError::WrongCode { attempts_left: 0 }) => Ok(too_many_codes(&doors, &words)),
        Err(FlowError::WrongCode { attempts_left }) => {
            let looker = Looker {
                taker: &taker,
                person: None,
            };
            show(&doors, &words, id, &looker, Some(attempts_left), false).await
        }
        Err(FlowError::TermsNotAccepted) => Ok(Redirect::to(&terms_path(id)).into_response()),
        Err(FlowError::NotFound) => Err(taker.from.turn_away(&doors, FlowError::NotFound)),
        Err(error) => Err(problems::from_enrollment(error)),
    }
}

fn too_many_codes(doors: &Doors, words: &Words) -> Response {
    page::message(
        doors,
        words,
        StatusCode::UNPROCESSABLE_ENTITY,
        &words.get("ended-title"),
        &words.get("enroll-too-many-codes-text"),
    )
}
