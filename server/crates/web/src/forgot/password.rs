//! `/forgot/password`: the mailbox gets a link. The answer is the same whoever is known (R7).

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::flow::{mail::Asker, reset_password::ask_for_reset};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::{
    locales::Words,
    login, mailed,
    page::{self, Frame},
    problems,
    request::{PostedForm, Visitor},
    state::Doors,
};

#[derive(Template)]
#[template(path = "forgot_password.html")]
struct PasswordPage {
    frame: Frame,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
}

/// `GET`.
pub(crate) async fn forgot_password(State(doors): State<Doors>, words: Words) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(&doors, &words, "mail-off-text");
    }
    let frame = Frame::new(&doors, &words);
    page::render(StatusCode::OK, &PasswordPage { frame })
}

/// `POST`.
pub(crate) async fn ask_reset(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.sends_mail {
        return Ok(mailed::off(&doors, &words, "mail-off-text"));
    }
    let asker = Asker {
        address: Some(address),
        known_browser: login::known_browser(&doors, &headers, &typed.username),
    };
    ask_for_reset(doors.ctx(), &typed.username, asker)
        .await
        .map_err(problems::from_flow)?;
    Ok(mailed::page(&doors, &words, "mailed-password-text"))
}
