//! Name and password, then on to the phone.

use askama::Template;
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    FlowError,
    flow::{
        confirm_authenticator::unconfirmed,
        known_browser,
        open_enrollment::take_link,
        start_enrollment::start_first_enrollment,
        start_login::{StartLogin, start_login},
        verify_password::{PasswordCheck, verify_password},
    },
    model::{BearerToken, ClientId, DisplayText, FirstFactor, RequestContext, TokenHash, User, UserName},
    passwords::TypedPassword,
};
use countersign_proto::ids::LoginId;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use time::Duration;

use crate::{
    cookies, enroll,
    locales::Words,
    page::{self, Frame},
    problems,
    request::{Visitor, request_context},
    state::Doors,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    frame: Frame,
    username: String,
    refused: bool,
}

/// `GET /login`.
pub(crate) async fn form(State(doors): State<Doors>, words: Words) -> Response {
    page::render(
        StatusCode::OK,
        &LoginPage {
            frame: Frame::new(&doors, &words),
            username: String::new(),
            refused: false,
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    username: String,
    password: String,
}

/// `POST /login`: checks the password and asks the phones. Whoever has no authenticator yet goes on to enrol one.
pub(crate) async fn submit(
    State(doors): State<Doors>,
    words: Words,
    visitor: Result<Visitor, countersign_service::problem::Problem>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Response {
    let Visitor(address) = match visitor {
        Ok(visitor) => visitor,
        Err(problem) => return problem.into_response(),
    };
    let known = known_browser(&doors, &headers, &typed.username);
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username: typed.username.clone(),
        password: TypedPassword::new(typed.password),
        address: Some(address.to_string()),
        known_browser: known,
    };
    let user = match verify_password(doors.ctx(), check).await {
        Ok(Some(user)) => user,
        Ok(None) => return refused(&doors, &words, typed.username),
        Err(error) => return page::failed(&doors, &words, error),
    };
    let context = request_context(address, &headers);
    match start_login(doors.ctx(), &request(&doors, &user, context, known)).await {
        Ok(started) => to_wait_page(&doors, started.login.id, &started.wait_token),
        Err(FlowError::NoUsableAuthenticator) => first_enrollment(&doors, &words, &user).await,
        Err(error) => page::failed(&doors, &words, error),
    }
}

fn request(doors: &Doors, user: &User, context: RequestContext, known: Option<TokenHash>) -> StartLogin {
    let service = DisplayText::from_stored(doors.ctx().settings.branding.issuer.clone());
    StartLogin {
        first_factor: FirstFactor::Verified,
        context,
        known_browser: known,
        ..StartLogin::from_page(service, user.name.as_str())
    }
}

/// The browser, if it logged this user in before.
pub(crate) fn known_browser(doors: &Doors, headers: &HeaderMap, typed: &str) -> Option<TokenHash> {
    let name = UserName::parse(typed).ok()?;
    known_browser::recognise(doors.ctx(), &cookies::text(headers, cookies::KNOWN)?, &name)
}

/// Sends the browser that started a login to where it waits.
pub(crate) fn to_wait_page(doors: &Doors, id: LoginId, token: &BearerToken) -> Response {
    let path = format!("/login/wait/{id}");
    let cookie = cookies::set(
        doors,
        cookies::WAIT,
        token.expose().to_owned(),
        path.clone(),
        Duration::minutes(15),
    );
    (CookieJar::new().add(cookie), Redirect::to(&path)).into_response()
}

/// The same page, the same words, whatever was wrong (R7).
pub(crate) fn refused(doors: &Doors, words: &Words, username: String) -> Response {
    page::render(
        StatusCode::UNPROCESSABLE_ENTITY,
        &LoginPage {
            frame: Frame::new(doors, words),
            username,
            refused: true,
        },
    )
}

async fn first_enrollment(doors: &Doors, words: &Words, user: &User) -> Response {
    let started = match start_first_enrollment(doors.ctx(), user).await {
        Ok(started) => started,
        Err(FlowError::FreshApprovalRequired) => return nobody_to_ask(doors, words, user).await,
        Err(error) => return page::failed(doors, words, error),
    };
    match take_link(doors.ctx(), &started.link).await {
        Ok(browser) => enroll::to_code_page(doors, started.enrollment.id, &browser),
        Err(error) => page::failed(doors, words, error),
    }
}

/// None of the user's phones can be asked; one that another service has set up can be confirmed here.
async fn nobody_to_ask(doors: &Doors, words: &Words, user: &User) -> Response {
    match unconfirmed(doors.ctx(), user).await {
        Ok(found) if !found.is_empty() => enroll::confirm_page(doors, words, user.name.to_string(), found),
        Ok(_) => page::message(
            doors,
            words,
            problems::NO_USABLE_AUTHENTICATOR.status,
            &words.get("no-authenticator-title"),
            &words.get("no-authenticator-text"),
        ),
        Err(error) => page::failed(doors, words, error),
    }
}
