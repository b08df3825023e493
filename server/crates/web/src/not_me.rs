//! `/not-me/{token}`: whoever was told of a change of their authenticators says here that it was not them.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::flow::repudiate::{look_up_notice, repudiate as set_aside};
use countersign_service::problem::Problem;
use http::StatusCode;

use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::LinkToken,
    state::Doors,
};

#[derive(Template)]
#[template(path = "not_me.html")]
struct NotMePage {
    frame: Frame,
    username: String,
    suspends: bool,
}

/// `GET`: changes nothing, so that a preview of the mail does no harm.
pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    let found = look_up_notice(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let words = words.for_account(&found.user.language);
    let page = NotMePage {
        frame: Frame::new(&doors, &words),
        username: found.user.name.to_string(),
        suspends: found.suspends,
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// `POST`.
pub(crate) async fn repudiate(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    let found = set_aside(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let words = words.for_account(&found.user.language);
    let (title, text, next, next_key) = if found.suspends {
        let (title, text) = (words.get("not-me-done-title"), words.get("not-me-done-text"));
        (title, text, "/forgot/password", "not-me-password")
    } else {
        let (title, text) = (words.get("not-me-kept-title"), words.get("not-me-kept-text"));
        (title, text, "/account/methods", "methods-manage")
    };
    Ok(page::done(&doors, &words, &title, &text, next, next_key))
}
