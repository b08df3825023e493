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
}

pub(crate) async fn form(State(doors): State<Doors>, words: Words) -> Response {
    page::render(
        StatusCode::OK,
        &LoginPage {
            frame: Frame::new(&doors, &words),
            username: String::new(),
            refused: false,
        },
    )
}

/// The same page, the same words, whatever was wrong (R7).
pub(crate) fn refused(doors: &Doors, words: &Words, username: String) -> Response {
    page::render(
        StatusCode::UNPROCESSABLE_ENTITY,
        &LoginPage {
            frame: Frame::new(doors, words),
            username,
            refused: true,
        },
    )
}
