//! `POST /enroll/confirm`: whoever got a phone or an app's codes through another service says here, after the password, that
//! they are theirs.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    FlowError,
    flow::{
        confirm_authenticator::{ConfirmAuthenticator, Unconfirmed, confirm_authenticator, unconfirmed},
        manage_users::find_user,
        terms::Shown,
        verify_password::{PasswordCheck, verify_password},
    },
    model::{ClientId, TextHash, User},
    passwords::TypedPassword,
    port::StoreError,
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::{
    locales::Words,
    login,
    page::{self, Frame},
    problems,
    request::{PostedForm, Visitor, request_context},
    state::Doors,
    terms::TermsShown,
};

#[derive(Template)]
#[template(path = "enroll_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    username: String,
    found: Vec<Unconfirmed>,
    set_up: SetUp,
    /// The terms of use, for whoever accepts them with this.
    terms: Option<TermsShown>,
}

/// Whether something else can be set up in place of what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetUp {
    /// It can: the visitor came to log in.
    Offered,
    /// It cannot.
    Withheld,
}

/// The choice of a visitor to whom nothing of what was found belongs.
const NONE_OF_THESE: &str = "none";

/// Offers the user's unconfirmed authenticators.
///
/// # Errors
/// [`StoreError`] if nobody can tell whether they have accepted the terms of use.
pub(crate) async fn confirm_page(
    doors: &Doors,
    words: &Words,
    user: &User,
    found: Vec<Unconfirmed>,
    set_up: SetUp,
) -> Result<Response, StoreError> {
    let page = ConfirmPage {
        frame: Frame::new(doors, words),
        username: user.name.to_string(),
        found,
        set_up,
        terms: TermsShown::owed_by(doors, words, user).await?,
    };
    Ok(page::render(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
    authenticator: String,
    text: Option<TextHash>,
}

/// Asks the chosen authenticator. A wrong password leads to the login page, which says no more than that (R7); from there
/// the way leads back here.
pub(crate) async fn confirm(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let known_browser = login::known_browser(&doors, &headers, &typed.username);
    let password = TypedPassword::new(typed.password);
    if typed.authenticator == NONE_OF_THESE {
        let check = PasswordCheck {
            client_id: ClientId::own_pages(),
            username: typed.username.clone(),
            password,
            address: Some(address),
            known_browser,
        };
        return match verify_password(doors.ctx(), check)
            .await
            .map_err(problems::from_flow)?
        {
            Some(user) => super::set_up(&doors, &user)
                .await
                .map_err(problems::from_enrollment),
            None => login::refused(&doors, &words, typed.username, None).await,
        };
    }
    let request = ConfirmAuthenticator {
        username: typed.username.clone(),
        password,
        authenticator_id: typed
            .authenticator
            .parse()
            .map_err(|_| problems::INVALID_REQUEST)?,
        context: request_context(address, &headers),
        known_browser,
        accepts: typed.text.map(|text| Shown {
            text,
            from: Some(address),
        }),
    };
    match confirm_authenticator(doors.ctx(), request).await {
        Ok(started) => Ok(login::to_wait_page(&doors, &started.login, &started.wait_token)),
        Err(FlowError::WrongPassword) => login::refused(&doors, &words, typed.username, None).await,
        Err(FlowError::TermsNotAccepted) => ask_again(&doors, &words, &typed.username)
            .await
            .map_err(problems::from_flow),
        Err(FlowError::NoUsableAuthenticator) => Err(problems::ENROLLMENT_NOT_PENDING.into()),
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// The page again, for whoever has typed the right password and has not seen the terms that are in force now.
async fn ask_again(doors: &Doors, words: &Words, username: &str) -> Result<Response, FlowError> {
    let user = find_user(doors.ctx(), username).await?;
    let found = unconfirmed(doors.ctx(), &user).await?;
    Ok(confirm_page(doors, words, &user, found, SetUp::Withheld).await?)
}
