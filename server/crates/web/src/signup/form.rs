//! `/signup`: name, address and password. The answer is the same whoever is known (R7).

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::{
        mail::Asker,
        sign_up::{SignUp, sign_up},
    },
    model::{MailAddress, UserName},
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
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
#[template(path = "signup.html")]
struct SignUpPage {
    frame: Frame,
    username: String,
    email: String,
    error: Option<&'static str>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Typed {
    username: String,
    email: String,
    password: String,
}

/// `GET`.
pub(crate) async fn form(State(doors): State<Doors>, words: Words) -> Response {
    if !doors.ctx().settings.offers_sign_up() {
        return mailed::off(&doors, &words, "sign-up-off-text");
    }
    show(&doors, &words, Typed::default(), None)
}

fn show(doors: &Doors, words: &Words, typed: Typed, error: Option<&'static str>) -> Response {
    let page = SignUpPage {
        frame: Frame::new(doors, words),
        username: typed.username,
        email: typed.email,
        error,
    };
    page::render(mailed::status(error), &page)
}

/// `POST`.
pub(crate) async fn ask(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.offers_sign_up() {
        return Ok(mailed::off(&doors, &words, "sign-up-off-text"));
    }
    if UserName::parse(&typed.username).is_err() {
        return Ok(show(&doors, &words, typed, Some("username-invalid")));
    }
    if MailAddress::parse(&typed.email).is_err() {
        return Ok(show(&doors, &words, typed, Some("email-invalid")));
    }
    let request = SignUp {
        name: typed.username.clone(),
        email: typed.email.clone(),
        password: TypedPassword::new(typed.password.as_str()),
        language: words.language(),
        asker: Asker {
            address: Some(address),
            known_browser: None,
        },
    };
    match sign_up(doors.ctx(), request).await {
        Ok(()) => Ok(mailed::page(&doors, &words, "mailed-sign-up-text")),
        Err(error) => match mailed::password_error(&error) {
            Some(key) => Ok(show(&doors, &words, typed, Some(key))),
            None => Err(problems::from_flow(error)),
        },
    }
}
