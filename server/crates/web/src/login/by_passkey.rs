//! `/login/passkey`: a passkey used on the login page before a name was typed, which its script asks for and sends.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    flow::log_in_by_passkey::{PasskeyAnswer, Question, ask_for_passkey, log_in_by_passkey},
    method::passkey::Used,
    model::{BearerToken, DisplayText},
};
use countersign_service::problem::Problem;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use time::Duration;

use super::{
    next::{self, Next},
    wait::{path, wait_cookie, with_next},
};
use crate::{
    cookies::Cookie,
    problems,
    request::{JsonBody, Visitor, request_context},
    state::Doors,
};

/// `POST /login/passkey/ask`: what the browser is asked for. Only the browser that asks can answer, on however many pages it does,
/// until it has logged somebody in.
///
/// # Errors
/// `not-found` where passkeys are not possible; `too-many-requests` once the address has knocked too often.
pub(crate) async fn ask_for(
    State(doors): State<Doors>,
    Visitor(_): Visitor,
    headers: HeaderMap,
) -> Result<(CookieJar, Json<Question>), Problem> {
    let held = Cookie::Asked.token(&doors, &headers);
    let browser = held.unwrap_or_else(|| BearerToken::generate(&*doors.ctx().entropy));
    let question = ask_for_passkey(doors.ctx(), &browser).ok_or(problems::NOT_FOUND)?;
    let cookie = Cookie::Asked.for_this_visit(&doors, browser.expose().to_owned());
    Ok((CookieJar::new().add(cookie), Json(question)))
}

#[derive(Deserialize)]
pub(crate) struct Answer {
    ticket: String,
    credential: Used,
    #[serde(default, deserialize_with = "next::deserialize")]
    next: Option<Next>,
}

/// Where the script goes on.
#[derive(Serialize)]
struct Onward {
    page: String,
}

/// `POST /login/passkey`: the page of a login that was begun and approved.
///
/// # Errors
/// What [`log_in_by_passkey`] refuses; `not-found` for a browser that has not asked.
pub(crate) async fn answer_first(
    State(doors): State<Doors>,
    Visitor(address): Visitor,
    headers: HeaderMap,
    body: JsonBody<Answer>,
) -> Result<Response, Problem> {
    let Answer {
        ticket,
        credential,
        next,
    } = body.value;
    let answer = PasskeyAnswer {
        ticket,
        browser: Cookie::Asked.token(&doors, &headers).ok_or(problems::NOT_FOUND)?,
        used: credential,
        service: DisplayText::from_stored(doors.ctx().settings.branding.issuer.clone()),
        context: request_context(address, &headers),
        known: Cookie::Known.text(&doors, &headers),
    };
    // A visitor's knock is counted already.
    let started = log_in_by_passkey(doors.ctx(), answer)
        .await
        .map_err(problems::from_flow)?;
    let login = &started.login;
    let jar = CookieJar::new()
        .add(wait_cookie(&doors, login, &started.wait_token))
        .add(Cookie::Asked.everywhere(&doors, String::new(), Duration::ZERO));
    let page = path(login.id);
    let onward = (jar, Json(Onward { page })).into_response();
    Ok(with_next(&doors, login, next.as_ref(), onward))
}
