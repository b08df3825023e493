//! `GET /enroll/{link}`: whose the one-time link is, and what takes it. Takes nothing itself, so that a preview or prefetch
//! of the link does no harm.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{flow::open_enrollment::look_up_link, model::BearerToken};
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{SetUp, confirm_page};
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::LinkToken,
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

pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(link): LinkToken,
) -> Result<Response, Problem> {
    link_page(&doors, &words, &link, false).await
}

/// The page, after a wrong password saying so.
pub(super) async fn link_page(
    doors: &Doors,
    words: &Words,
    link: &BearerToken,
    refused: bool,
) -> Result<Response, Problem> {
    let found = look_up_link(doors.ctx(), link)
        .await
        .map_err(problems::from_enrollment)?;
    let words = &words.clone().for_account(&found.user.language);
    if !found.unconfirmed.is_empty() {
        return confirm_page(doors, words, &found.user, found.unconfirmed, SetUp::Withheld)
            .await
            .map_err(|error| problems::from_store(&error));
    }
    if !found.enrollment.is_open() || found.enrollment.browser.is_some() {
        return Err(problems::ENROLLMENT_NOT_PENDING.into());
    }
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let needs_password = found.needs_password();
    let username = found.user.name.to_string();
    Ok(page::render(
        status,
        &LinkPage {
            frame: Frame::new(doors, words),
            username,
            needs_password,
            refused,
        },
    ))
}
