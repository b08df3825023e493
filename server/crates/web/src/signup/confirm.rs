//! `/signup/{token}`: the link of the mail makes the account, once whoever opens it has typed the password again.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    FlowError,
    flow::sign_up::{confirm_sign_up, look_up_sign_up},
    model::BearerToken,
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::{LinkToken, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "signup_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    username: String,
    refused: bool,
}

/// `GET`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn link(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
) -> Result<Response, Problem> {
    show(&doors, &words, &token, StatusCode::OK).await
}

async fn show(
    doors: &Doors,
    words: &Words,
    token: &BearerToken,
    status: StatusCode,
) -> Result<Response, Problem> {
    let name = look_up_sign_up(doors.ctx(), token)
        .await
        .map_err(problems::from_link)?;
    let page = ConfirmPage {
        frame: Frame::new(doors, words),
        username: name.to_string(),
        refused: status != StatusCode::OK,
    };
    Ok(page::render(status, &page))
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    password: String,
}

/// `POST`.
pub(crate) async fn confirm(
    State(doors): State<Doors>,
    words: Words,
    LinkToken(token): LinkToken,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    match confirm_sign_up(doors.ctx(), &token, TypedPassword::new(typed.password)).await {
        Ok(user) => {
            let title = words.get("sign-up-done-title");
            let text = words.with("sign-up-done-text", "name", user.name.as_str());
            Ok(page::done(&doors, &words, &title, &text, "/login", "to-login"))
        }
        Err(FlowError::WrongPassword) => show(&doors, &words, &token, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(FlowError::AlreadyExists) => {
            let (title, text) = (words.get("sign-up-taken-title"), words.get("sign-up-taken-text"));
            let status = StatusCode::CONFLICT;
            Ok(page::message(&doors, &words, status, &title, &text))
        }
        Err(error) => Err(problems::from_link(error)),
    }
}
