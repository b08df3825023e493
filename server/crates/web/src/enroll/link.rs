//! The one-time link: whose it is, and the password that takes it.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use countersign_core::{
    FlowError,
    flow::open_enrollment::{look_up_link, open_enrollment},
    model::BearerToken,
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{confirm_page, to_code_page};
use crate::{
    locales::Words,
    page::{self, Frame},
    request::Visitor,
    state::Doors,
};

#[derive(Template)]
#[template(path = "enroll_link.html")]
struct LinkPage {
    frame: Frame,
    username: String,
    needs_password: bool,
    refused: bool,
}

/// `GET /enroll/{link}`: takes nothing, so that a preview or prefetch of the link does no harm.
pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, Problem>,
    Path(link): Path<String>,
) -> Response {
    if let Err(problem) = visitor {
        return problem.into_response();
    }
    link_page(&doors, &words, &BearerToken::presented(link), false).await
}

async fn link_page(doors: &Doors, words: &Words, link: &BearerToken, refused: bool) -> Response {
    let found = match look_up_link(doors.ctx(), link).await {
        Ok(found) => found,
        Err(error) => return page::failed(doors, words, error),
    };
    if !found.unconfirmed.is_empty() {
        return confirm_page(doors, words, found.user.name.to_string(), found.unconfirmed);
    }
    if !found.enrollment.is_open() || found.enrollment.browser.is_some() {
        return page::failed(doors, words, FlowError::NotPending);
    }
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let needs_password = found.needs_password();
    let username = found.user.name.to_string();
    page::render(
        status,
        &LinkPage {
            frame: Frame::new(doors, words),
            username,
            needs_password,
            refused,
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    password: Option<String>,
}

/// `POST /enroll/{link}`: takes the link for this browser.
pub(crate) async fn open(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, Problem>,
    Path(link): Path<String>,
    Form(typed): Form<Typed>,
) -> Response {
    let Visitor(address) = match visitor {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let link = BearerToken::presented(link);
    let id = match look_up_link(doors.ctx(), &link).await {
        Ok(found) => found.enrollment.id,
        Err(error) => return page::failed(&doors, &words, error),
    };
    let password = typed.password.map(TypedPassword::new);
    match open_enrollment(doors.ctx(), &link, password, Some(&address.to_string())).await {
        Ok(browser) => to_code_page(&doors, id, &browser),
        Err(FlowError::Invalid(_)) => link_page(&doors, &words, &link, true).await,
        Err(error) => page::failed(&doors, &words, error),
    }
}
