//! `/account/password`: another password, for whoever has just logged in and knows the old one.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{FlowError, flow::change_account::change_password, passwords::TypedPassword};
use http::HeaderMap;
use serde::Deserialize;

use super::{SignedIn, fresh_page};
use crate::{
    locales::Words,
    mailed,
    page::{self, Frame},
    request::PostedForm,
    state::Doors,
};

#[derive(Template)]
#[template(path = "account_password.html")]
struct PasswordPage {
    frame: Frame,
    username: String,
    error: Option<&'static str>,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    old: String,
    password: String,
}

/// `GET`.
pub(crate) async fn password(State(doors): State<Doors>, words: Words, signed_in: SignedIn) -> Response {
    if !signed_in.is_fresh(&doors) {
        return fresh_page(signed_in.frame(&doors, &words));
    }
    show(&doors, &words, &signed_in, None)
}

fn show(doors: &Doors, words: &Words, signed_in: &SignedIn, error: Option<&'static str>) -> Response {
    let page = PasswordPage {
        frame: signed_in.frame(doors, words),
        username: signed_in.user.name.to_string(),
        error,
    };
    page::render(mailed::status(error), &page)
}

/// `POST`.
pub(crate) async fn set_password(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Response {
    let (old, new) = (TypedPassword::new(typed.old), TypedPassword::new(typed.password));
    let asker = signed_in.asker(&doors, &headers);
    match change_password(doors.ctx(), &signed_in.cookie, old, new, asker).await {
        Ok(_) => {
            let (title, text) = (words.get("password-done-title"), words.get("password-done-text"));
            page::done(&doors, &words, &title, &text, "/account", "account-back")
        }
        Err(FlowError::WrongPassword) => show(&doors, &words, &signed_in, Some("password-wrong")),
        Err(error) => match mailed::password_error(&error) {
            Some(key) => show(&doors, &words, &signed_in, Some(key)),
            None => signed_in.refusal(&doors, &words, error),
        },
    }
}
