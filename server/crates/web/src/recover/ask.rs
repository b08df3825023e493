//! `/recover`: name and password; the mailbox gets the link that begins the wait.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    FlowError,
    flow::{
        delayed_recovery::{ask_for_recovery, under_way},
        mail::Asker,
        verify_password::{PasswordCheck, verify_password},
    },
    model::{ClientId, User},
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::end_of_wait;
use crate::{
    locales::Words,
    login, mailed,
    page::{self, Frame},
    problems,
    request::{PostedForm, Visitor},
    state::Doors,
};

#[derive(Template)]
#[template(path = "recover.html")]
struct RecoverPage {
    frame: Frame,
    username: String,
    /// When the wait ends that begins now.
    at: String,
    refused: bool,
}

fn show(doors: &Doors, words: &Words, username: String, status: StatusCode) -> Response {
    let page = RecoverPage {
        frame: Frame::new(doors, words),
        username,
        at: end_of_wait(doors),
        refused: status != StatusCode::OK,
    };
    page::render(status, &page)
}

/// `GET`.
pub(crate) async fn form(State(doors): State<Doors>, words: Words) -> Response {
    if !doors.ctx().settings.sends_mail {
        return mailed::off(&doors, &words, "recover-off-text");
    }
    show(&doors, &words, String::new(), StatusCode::OK)
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
}

/// `POST`: counted as a login is. Whoever does not know the password learns nothing (R7).
pub(crate) async fn ask(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    if !doors.ctx().settings.sends_mail {
        return Ok(mailed::off(&doors, &words, "recover-off-text"));
    }
    let asker = Asker {
        address: Some(address),
        known_browser: login::known_browser(&doors, &headers, &typed.username),
    };
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username: typed.username.clone(),
        password: TypedPassword::new(typed.password),
        address: asker.address,
        known_browser: asker.known_browser,
    };
    let user = verify_password(doors.ctx(), check)
        .await
        .map_err(problems::from_flow)?;
    let Some(user) = user else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show(&doors, &words, typed.username, status));
    };
    let words = words.for_account(&user.language);
    asked(&doors, &words, &user, asker)
        .await
        .map_err(problems::from_flow)
}

async fn asked(doors: &Doors, words: &Words, user: &User, asker: Asker) -> Result<Response, FlowError> {
    let ctx = doors.ctx();
    let holdings = ctx.store.holdings(user.id).await?;
    if let Some(recovery) = under_way(&holdings, ctx.clock.now()) {
        let title = words.get("recover-begun-title");
        let text = words.with("recover-begun-text", "at", recovery.ready_at.minute());
        return Ok(page::message(doors, words, StatusCode::OK, &title, &text));
    }
    match ask_for_recovery(ctx, user, asker).await {
        Ok(()) => Ok(mailed::page(doors, words, "recover-mailed-text")),
        Err(FlowError::NotFound) => Ok(page::message(
            doors,
            words,
            StatusCode::UNPROCESSABLE_ENTITY,
            &words.get("recover-title"),
            &words.get("recover-no-mail-text"),
        )),
        Err(error) => Err(error),
    }
}
