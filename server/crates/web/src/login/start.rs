//! `POST /login`: checks the password and asks the phones. Whoever has no authenticator yet goes on to enrol one.

use std::net::IpAddr;

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    FlowError,
    flow::{
        confirm_authenticator::unconfirmed,
        known_browser,
        start_login::{Asks, StartLogin, StartedLogin, start_login},
        verify_password::{PasswordCheck, verify_password},
    },
    model::{ClientId, DisplayText, FirstFactor, IdempotencyKey, Method, TokenHash, User, UserName},
    passwords::TypedPassword,
};
use countersign_service::problem::Problem;
use http::HeaderMap;
use serde::Deserialize;

use super::{
    next::{self, Next},
    refused, to_wait_page,
    wait::with_next,
    ways::last_method,
};
use crate::{
    cookies::Cookie,
    enroll::{self, SetUp},
    locales::Words,
    page::{self, Frame},
    problems,
    request::{PostedForm, Visitor, request_context},
    state::Doors,
};

#[derive(Template)]
#[template(path = "nothing_left.html")]
struct NothingLeft {
    frame: Frame,
    /// Whether there is a way back for whoever has lost everything.
    recovers: bool,
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
    #[serde(default, deserialize_with = "next::deserialize")]
    next: Option<Next>,
}

pub(crate) async fn start(
    State(doors): State<Doors>,
    words: Words,
    Visitor(address): Visitor,
    headers: HeaderMap,
    PostedForm(typed): PostedForm<Typed>,
) -> Result<Response, Problem> {
    let password = TypedPassword::new(typed.password);
    match begin(&doors, &headers, address, typed.username.clone(), password, None).await {
        Ok(Begun::Waits(started)) => {
            let page = to_wait_page(&doors, &started.login, &started.wait_token);
            Ok(with_next(&doors, &started.login, typed.next.as_ref(), page))
        }
        Ok(Begun::HasNothing(user)) => first_enrollment(&doors, &words.for_account(&user.language), &user)
            .await
            .map_err(problems::from_flow),
        // A form has no key.
        Ok(Begun::Refused | Begun::Repeated) => refused(&doors, &words, typed.username, typed.next).await,
        Err(error) => Err(problems::from_flow(error)),
    }
}

/// What has come of a name and a password.
pub(crate) enum Begun {
    /// They are not those of an open account.
    Refused,
    /// A login, which waits for the person.
    Waits(StartedLogin),
    /// They began one before, under the same key; whoever repeats it gets nothing of that.
    Repeated,
    /// They are right, but nothing of this user's could decide a login.
    HasNothing(User),
}

/// Checks name and password, and begins a login, for whichever door they came by; one at most under a key.
///
/// # Errors
/// [`FlowError::TooMany`] within limits of whoever types.
pub(crate) async fn begin(
    doors: &Doors,
    headers: &HeaderMap,
    address: IpAddr,
    username: String,
    password: TypedPassword,
    once: Option<IdempotencyKey>,
) -> Result<Begun, FlowError> {
    let known = known_browser(doors, headers, &username);
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username,
        password,
        address: Some(address),
        known_browser: known,
    };
    let Some(user) = verify_password(doors.ctx(), check).await? else {
        return Ok(Begun::Refused);
    };
    let request = StartLogin {
        context: request_context(address, headers),
        known_browser: known,
        asks: asks(doors, headers, &user),
        idempotency: once,
        ..request(doors, &user)
    };
    match start_login(doors.ctx(), &request).await {
        Ok(started) if started.repeated => Ok(Begun::Repeated),
        Ok(started) => Ok(Begun::Waits(started)),
        Err(FlowError::NoUsableAuthenticator) => Ok(Begun::HasNothing(user)),
        Err(error) => Err(error),
    }
}

fn request(doors: &Doors, user: &User) -> StartLogin {
    let service = DisplayText::from_stored(doors.ctx().settings.branding.issuer.clone());
    StartLogin {
        first_factor: FirstFactor::Verified,
        ..StartLogin::from_page(service, user.name.as_str())
    }
}

/// Whoever used the phone last in this browser wants it again; else it is asked if there is nothing to choose (R8).
fn asks(doors: &Doors, headers: &HeaderMap, user: &User) -> Asks {
    match last_method(doors, headers, &user.name) {
        Some(Method::Push) => Asks::AtOnce,
        _ => Asks::UnlessThereIsAChoice,
    }
}

/// The browser, if it logged this user in before.
pub(crate) fn known_browser(doors: &Doors, headers: &HeaderMap, typed: &str) -> Option<TokenHash> {
    let name = UserName::parse(typed).ok()?;
    known_browser::recognise(doors.ctx(), &Cookie::Known.text(doors, headers)?, &name)
}

/// Somebody with the right password whose phones cannot be asked: what another service has set up can be confirmed, and
/// whoever has nothing of their own sets up a phone.
async fn first_enrollment(doors: &Doors, words: &Words, user: &User) -> Result<Response, FlowError> {
    let found = unconfirmed(doors.ctx(), user).await?;
    if !found.is_empty() {
        return Ok(enroll::confirm_page(doors, words, user, found, SetUp::Offered).await?);
    }
    match enroll::set_up(doors, user).await {
        Err(FlowError::FreshApprovalRequired) => Ok(nothing_left(doors, words)),
        set_up => set_up,
    }
}

/// Somebody who has authenticators of which none can be used. Where mail is sent, there is a way back.
fn nothing_left(doors: &Doors, words: &Words) -> Response {
    let page = NothingLeft {
        frame: Frame::new(doors, words),
        recovers: doors.ctx().settings.sends_mail,
    };
    page::render(problems::NO_USABLE_AUTHENTICATOR.status, &page)
}
