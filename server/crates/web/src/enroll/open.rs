//! `POST /enroll/{link}`: takes the link for this browser.

use axum::{extract::State, response::Response};
use countersign_core::{
    FlowError,
    flow::open_enrollment::{look_up_link, open_enrollment},
    model::BearerToken,
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use serde::Deserialize;

use super::{link::link_page, to_code_page};
use crate::{
    locales::Words,
    problems,
    request::{InPath, PostedForm, Visitor},
    state::Doors,
};

#[derive(Deserialize)]
pub(crate) struct Typed {
    password: Option<String>,
}

pub(crate) async fn open(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    InPath(link): InPath<String>,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let link = BearerToken::presented(link);
    let found = look_up_link(doors.ctx(), &link)
        .await
        .map_err(problems::from_enrollment)?;
    let password = typed.password.map(TypedPassword::new);
    match open_enrollment(doors.ctx(), &link, password, Some(address)).await {
        Ok(browser) => Ok(to_code_page(&doors, &found.enrollment, &browser)),
        Err(FlowError::WrongPassword) => link_page(&doors, &words, &link, true).await,
        Err(error) => Err(problems::from_enrollment(error)),
    }
}
