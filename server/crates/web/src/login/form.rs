//! `GET /login`: name and password.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::next::{self, Next};
use crate::{
    locales::Words,
    page::{self, Frame},
    request::InQuery,
    state::Doors,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    username: String,
    next: Option<Next>,
    refused: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default, deserialize_with = "next::deserialize")]
    next: Option<Next>,
}

pub(crate) async fn form(
    State(doors): State<Doors>,
    words: Words,
    InQuery(asked): InQuery<Asked>,
) -> Result<Response, Problem> {
    Ok(page::render(
        StatusCode::OK,
        &LoginPage {
            frame: Frame::new(&doors, &words),
            username: String::new(),
            next: asked.next,
            refused: false,
        },
    ))
}

/// The same page, the same words, whatever was wrong (R7).
pub(crate) fn refused(doors: &Doors, words: &Words, username: String, next: Option<Next>) -> Response {
    page::render(
        StatusCode::UNPROCESSABLE_ENTITY,
        &LoginPage {
            frame: Frame::new(doors, words),
            username,
            next,
            refused: true,
        },
    )
}
