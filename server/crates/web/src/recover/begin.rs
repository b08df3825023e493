//! `/recover/{token}`: the link of the mail begins the wait.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::flow::delayed_recovery::{begin_recovery, look_up_recovery};
use countersign_service::problem::Problem;
use http::StatusCode;

use super::end_of_wait;
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::LinkToken,
    state::Doors,
};

#[derive(Template)]
#[template(path = "recover_begin.html")]
struct BeginPage {
    frame: Frame,
    username: String,
    /// When the wait ends that begins now.
    at: String,
}

/// `GET`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    let user = look_up_recovery(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let words = words.for_account(&user.language);
    let page = BeginPage {
        frame: Frame::new(&doors, &words),
        username: user.name.to_string(),
        at: end_of_wait(&doors),
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// `POST`.
pub(crate) async fn begin(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    let recovery = begin_recovery(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let title = words.get("recover-begun-title");
    let text = words.with("recover-begun-text", "at", recovery.ready_at.minute());
    Ok(page::message(&doors, &words, StatusCode::OK, &title, &text))
}
