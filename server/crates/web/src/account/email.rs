//! `/account/email`: where mails go, and where notices go as well. A new address is proven by a link before it counts.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::change_account::{Mailbox, ask_for_email, confirm_email, look_up_email, remove_second_email},
    model::{BearerToken, MailAddress},
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::{SignedIn, fresh_page};
use crate::{
    locales::Words,
    login::Next,
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
    second_now: Option<String>,
    first: Field,
    second: Field,
}

/// What was typed, and the key of what is wrong with it.
#[derive(Default)]
struct Field {
    typed: String,
    refused: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "account_email_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    username: String,
    is_second: bool,
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
    show(&doors, &words, &signed_in, Mailbox::First, Field::default())
}

fn show(doors: &Doors, words: &Words, signed_in: &SignedIn, mailbox: Mailbox, field: Field) -> Response {
    let status = match field.refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let (first, second) = match mailbox {
        Mailbox::First => (field, Field::default()),
        Mailbox::Second => (Field::default(), field),
    };
    let shown = |email: &Option<MailAddress>| email.as_ref().map(|email| email.as_str().to_owned());
    let page = EmailPage {
        frame: signed_in.frame(doors, words),
        now: shown(&signed_in.user.email),
        second_now: shown(&signed_in.user.second_email),
        first,
        second,
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
    ask(&doors, &words, &signed_in, &headers, Mailbox::First, typed).await
}

/// `POST /account/second-email`.
pub(crate) async fn ask_second_email(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Response {
    ask(&doors, &words, &signed_in, &headers, Mailbox::Second, typed).await
}

async fn ask(
    doors: &Doors,
    words: &Words,
    signed_in: &SignedIn,
    headers: &HeaderMap,
    mailbox: Mailbox,
    Typed { email }: Typed,
) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(doors, words, "mail-off-text");
    }
    let refused = if MailAddress::parse(&email).is_err() {
        "email-invalid"
    } else {
        let asker = signed_in.asker(doors, headers);
        match ask_for_email(doors.ctx(), &signed_in.cookie, mailbox, &email, asker).await {
            Ok(()) => return mailed::page(doors, words, "mailed-email-text"),
            Err(FlowError::AlreadyExists) => "second-email-same",
            Err(error) => return signed_in.refusal(doors, words, error),
        }
    };
    let field = Field {
        typed: email,
        refused: Some(refused),
    };
    show(doors, words, signed_in, mailbox, field)
}

/// `POST /account/second-email/remove`.
pub(crate) async fn remove_second(State(doors): State<Doors>, words: Words, signed_in: SignedIn) -> Response {
    match remove_second_email(doors.ctx(), &signed_in.cookie).await {
        Ok(_) => told(&doors, &words, "second-email-removed-title"),
        Err(error) => signed_in.refusal(&doors, &words, error),
    }
}

/// `GET /account/email/{token}`: takes nothing, so that a preview of the mail does no harm.
pub(crate) async fn email_link(
    State(doors): State<Doors>,
    words: Words,
    _: Visitor,
    signed_in: SignedIn,
    InPath(token): InPath<String>,
) -> Result<Response, Problem> {
    let presented = BearerToken::presented(token.clone());
    let (user, mailbox) = match look_up_email(doors.ctx(), &signed_in.cookie, &presented).await {
        Ok(found) => found,
        Err(error) => return log_in_first(&token, error),
    };
    let page = ConfirmPage {
        frame: signed_in.frame(&doors, &words),
        username: user.name.to_string(),
        is_second: mailbox == Mailbox::Second,
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// `POST /account/email/{token}`.
pub(crate) async fn confirm_email_link(
    State(doors): State<Doors>,
    words: Words,
    _: Visitor,
    signed_in: SignedIn,
    InPath(token): InPath<String>,
) -> Result<Response, Problem> {
    let presented = BearerToken::presented(token.clone());
    let (_, mailbox) = match confirm_email(doors.ctx(), &signed_in.cookie, &presented).await {
        Ok(done) => done,
        Err(error) => return log_in_first(&token, error),
    };
    let title = match mailbox {
        Mailbox::First => "email-done-title",
        Mailbox::Second => "second-email-done-title",
    };
    Ok(told(&doors, &words, title))
}

/// Whoever is logged in as somebody else, or for long elsewhere, logs in and comes back.
fn log_in_first(token: &str, error: FlowError) -> Result<Response, Problem> {
    match error {
        FlowError::FreshLoginRequired => {
            let login = Next::after_login(&format!("/account/email/{token}"));
            Ok(Redirect::to(&login).into_response())
        }
        error => Err(problems::from_link(error)),
    }
}

fn told(doors: &Doors, words: &Words, title: &str) -> Response {
    let (title, text) = (words.get(title), words.get("email-done-text"));
    page::done(doors, words, &title, &text, "/account", "account-back")
}
