//! Whoever got a phone or an app's codes through another service says here, after the password, that they are theirs.

use askama::Template;
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::{
    FlowError,
    flow::confirm_authenticator::{ConfirmAuthenticator, Unconfirmed, confirm_authenticator},
    passwords::TypedPassword,
};
use countersign_proto::ids::AuthenticatorId;
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::{
    locales::Words,
    login,
    page::{self, Frame},
    request::{Visitor, request_context},
    state::Doors,
};

#[derive(Template)]
#[template(path = "enroll_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    username: String,
    found: Vec<Unconfirmed>,
}

/// Offers the user's unconfirmed authenticators.
pub(crate) fn confirm_page(
    doors: &Doors,
    words: &Words,
    username: String,
    found: Vec<Unconfirmed>,
) -> Response {
    page::render(
        StatusCode::OK,
        &ConfirmPage {
            frame: Frame::new(doors, words),
            username,
            found,
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
    authenticator: AuthenticatorId,
}

/// `POST /enroll/confirm`: asks the chosen authenticator. A wrong password leads to the login page, which says no more than
/// that (R7); from there the way leads back here.
pub(crate) async fn confirm(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, Problem>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let Visitor(address) = match visitor {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let request = ConfirmAuthenticator {
        username: typed.username.clone(),
        password: TypedPassword::new(typed.password),
        authenticator_id: typed.authenticator,
        context: request_context(address, &headers),
        known_browser: login::known_browser(&doors, &headers, &typed.username),
    };
    match confirm_authenticator(doors.ctx(), request).await {
        Ok(started) => login::to_wait_page(&doors, started.login.id, &started.wait_token),
        Err(FlowError::Invalid(_)) => login::refused(&doors, &words, typed.username),
        Err(FlowError::NoUsableAuthenticator) => page::failed(&doors, &words, FlowError::NotPending),
        Err(error) => page::failed(&doors, &words, error),
    }
}
