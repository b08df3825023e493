//! `/reset/{token}`: the link of the mail sets another password. It logs nobody in.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::reset_password::{look_up_reset, reset_password},
    model::BearerToken,
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use serde::Deserialize;

use crate::{
    locales::Words,
    mailed,
    page::{self, Frame},
    problems,
    request::{LinkToken, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "reset.html")]
struct ResetPage {
    frame: Frame,
    username: String,
    error: Option<&'static str>,
}

/// `GET`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn reset_link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    show(&doors, &words, &token, None).await
}

async fn show(
    doors: &Doors,
    words: &Words,
    token: &BearerToken,
    error: Option<&'static str>,
) -> Result<Response, Problem> {
    let user = look_up_reset(doors.ctx(), token)
        .await
        .map_err(problems::from_link)?;
    let page = ResetPage {
        frame: Frame::new(doors, words),
        username: user.name.to_string(),
        error,
    };
    Ok(page::render(mailed::status(error), &page))
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    password: String,
}

/// `POST`.
pub(crate) async fn reset(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    match reset_password(doors.ctx(), &token, TypedPassword::new(typed.password)).await {
        Ok(_) => {
            let (title, text) = (words.get("reset-done-title"), words.get("reset-done-text"));
            Ok(page::done(&doors, &words, &title, &text, "/login", "to-login"))
        }
        Err(error) => match mailed::password_error(&error) {
            Some(key) => show(&doors, &words, &token, Some(key)).await,
            None => Err(problems::from_link(error)),
        },
    }
}
