//! `/recover/stop/{token}`: the link in every mail about a recovery stops it.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::flow::delayed_recovery::{look_up_stop, stop_recovery};
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
#[template(path = "recover_stop.html")]
struct StopPage {
    frame: Frame,
    username: String,
}

/// `GET`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn stop_link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    let user = look_up_stop(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let words = words.for_account(&user.language);
    let page = StopPage {
        frame: Frame::new(&doors, &words),
        username: user.name.to_string(),
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// `POST`.
pub(crate) async fn stop(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    stop_recovery(doors.ctx(), &token)
        .await
        .map_err(problems::from_link)?;
    let title = words.get("recover-stopped-title");
    let text = words.get("recover-stopped-text");
    let next = "/forgot/password";
    Ok(page::done(&doors, &words, &title, &text, next, "forgot-password"))
}
