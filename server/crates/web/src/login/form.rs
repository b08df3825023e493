//! `GET /login`: name and password.

use askama::{Template, filters::Safe};
use axum::{extract::State, response::Response};
use countersign_core::method::passkey;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::{
    announcements::announcements,
    login_for::LoginFor,
    next::{self, Next},
};
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
    login_for: LoginFor,
    username: String,
    next: Option<Next>,
    refused: bool,
    sends_mail: bool,
    offers_sign_up: bool,
    /// Whether a passkey may come before the name.
    takes_passkeys: bool,
    /// What will be demanded of logins.
    announced: Vec<Safe<String>>,
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
    show(&doors, &words, String::new(), asked.next, StatusCode::OK).await
}

/// The same page, the same words, whatever was wrong (R7).
pub(crate) async fn refused(
    doors: &Doors,
    words: &Words,
    username: String,
    next: Option<Next>,
) -> Result<Response, Problem> {
    show(doors, words, username, next, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn show(
    doors: &Doors,
    words: &Words,
    username: String,
    next: Option<Next>,
    status: StatusCode,
) -> Result<Response, Problem> {
    let settings = &doors.ctx().settings;
    let page = LoginPage {
        frame: Frame::new(doors, words),
        login_for: LoginFor::own_pages(doors),
        username,
        next,
        refused: status != StatusCode::OK,
        sends_mail: settings.sends_mail,
        offers_sign_up: settings.offers_sign_up(),
        takes_passkeys: passkey::are_possible(doors.ctx()),
        announced: announcements(doors, words).await?,
    };
    Ok(page::render(status, &page))
}
