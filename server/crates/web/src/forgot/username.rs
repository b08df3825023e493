//! `/forgot/username`: the mailbox is told. The answer is the same whoever is known (R7).

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::{mail::Asker, remind_username::remind_username},
    model::MailAddress,
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use crate::{
    locales::Words,
    mailed,
    page::{self, Frame},
    problems,
    request::{PostedForm, Visitor},
    state::Doors,
};

#[derive(Template)]
#[template(path = "forgot_username.html")]
struct UsernamePage {
    frame: Frame,
    email: String,
    refused: bool,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    email: String,
}

/// `GET`.
pub(crate) async fn forgot_username(State(doors): State<Doors>, words: Words) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(&doors, &words, "mail-off-text");
    }
    show(&doors, &words, String::new(), StatusCode::OK)
}

fn show(doors: &Doors, words: &Words, email: String, status: StatusCode) -> Response {
    let page = UsernamePage {
        frame: Frame::new(doors, words),
        email,
        refused: status != StatusCode::OK,
    };
    page::render(status, &page)
}

/// `POST`.
pub(crate) async fn remind(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.sends_mail {
        return Ok(mailed::off(&doors, &words, "mail-off-text"));
    }
    if MailAddress::parse(&typed.email).is_err() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show(&doors, &words, typed.email, status));
    }
    let asker = Asker {
        address: Some(address),
        known_browser: None,
    };
    remind_username(doors.ctx(), &typed.email, asker)
        .await
        .map_err(problems::from_flow)?;
    Ok(mailed::page(&doors, &words, "mailed-username-text"))
}
