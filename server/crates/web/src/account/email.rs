//! `/account/email`: where mails go. A new address is proven by a link before it counts.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::change_account::{ask_for_email, confirm_email, look_up_email},
    model::{BearerToken, MailAddress},
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::{SignedIn, fresh_page};
use crate::{
    locales::Words,
    mailed,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm, Visitor},
    state::Doors,
};

#[derive(Template)]
#[template(path = "account_email.html")]
struct EmailPage {
    frame: Frame,
    now: Option<String>,
    email: String,
    refused: bool,
}

#[derive(Template)]
#[template(path = "account_email_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    username: String,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    email: String,
}

/// `GET`.
pub(crate) async fn email(State(doors): State<Doors>, words: Words, signed_in: SignedIn) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(&doors, &words, "mail-off-text");
    }
    if !signed_in.is_fresh(&doors) {
        return fresh_page(signed_in.frame(&doors, &words));
    }
    show(&doors, &words, &signed_in, String::new(), StatusCode::OK)
}

fn show(doors: &Doors, words: &Words, signed_in: &SignedIn, email: String, status: StatusCode) -> Response {
    let now = signed_in.user.email.as_ref();
    let page = EmailPage {
        frame: signed_in.frame(doors, words),
        now: now.map(|email| email.as_str().to_owned()),
        email,
        refused: status != StatusCode::OK,
    };
    page::render(status, &page)
}

/// `POST`.
pub(crate) async fn ask_email(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(&doors, &words, "mail-off-text");
    }
    if MailAddress::parse(&typed.email).is_err() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&doors, &words, &signed_in, typed.email, status);
    }
    let asker = signed_in.asker(&doors, &headers);
    match ask_for_email(doors.ctx(), &signed_in.cookie, &typed.email, asker).await {
        Ok(()) => mailed::page(&doors, &words, "mailed-email-text"),
        Err(error) => signed_in.refusal(&doors, &words, error),
    }
}

/// `GET /account/email/{token}`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn email_link(
    State(doors): State<Doors>,
    words: Words,
    _: Visitor,
    InPath(token): InPath<String>,
) -> Result<Response, Problem> {
    let user = look_up_email(doors.ctx(), &BearerToken::presented(token))
        .await
        .map_err(problems::from_link)?;
    let page = ConfirmPage {
        frame: Frame::new(&doors, &words),
        username: user.name.to_string(),
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// `POST /account/email/{token}`.
pub(crate) async fn confirm_email_link(
    State(doors): State<Doors>,
    words: Words,
    _: Visitor,
    InPath(token): InPath<String>,
) -> Result<Response, Problem> {
    confirm_email(doors.ctx(), &BearerToken::presented(token))
        .await
        .map_err(problems::from_link)?;
    let (title, text) = (words.get("email-done-title"), words.get("email-done-text"));
    Ok(page::done(
        &doors,
        &words,
        &title,
        &text,
        "/account",
        "account-back",
    ))
}
