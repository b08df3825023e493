//! `GET /login`: name and password.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;

use crate::{
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    username: String,
    refused: bool,
    sends_mail: bool,
    offers_sign_up: bool,
}

pub(crate) async fn form(State(doors): State<Doors>, words: Words) -> Response {
    show(&doors, &words, String::new(), StatusCode::OK)
}

/// The same page, the same words, whatever was wrong (R7).
pub(crate) fn refused(doors: &Doors, words: &Words, username: String) -> Response {
    show(doors, words, username, StatusCode::UNPROCESSABLE_ENTITY)
}

fn show(doors: &Doors, words: &Words, username: String, status: StatusCode) -> Response {
    let settings = &doors.ctx().settings;
    let page = LoginPage {
        frame: Frame::new(doors, words),
        username,
        refused: status != StatusCode::OK,
        sends_mail: settings.sends_mail,
        offers_sign_up: settings.offers_sign_up(),
    };
    page::render(status, &page)
}
