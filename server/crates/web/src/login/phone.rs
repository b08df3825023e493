//! `/login/wait/{id}/phone`: a code by text message or call, beside whatever else was asked. Looking sends nothing (R8).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    FlowError,
    flow::send_code::{Reachable, Sender, Whither, send_code, telephones},
    model::{Channel, Login},
};
use countersign_proto::ids::{AuthenticatorId, LoginId};
use countersign_service::problem::Problem;
use http::HeaderMap;
use serde::Deserialize;

use super::{known_browser, login_for::LoginFor, wait::path};
use crate::{
    code_form::{self, CodeForm},
    cookies::{self, Cookie, Starter},
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, InQuery, PostedForm},
    state::Doors,
    telephone_sent::TelephoneSent,
};

#[derive(Template)]
#[template(path = "phone_code.html")]
struct PhonePage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    telephones: Vec<Reachable>,
    /// The code that was sent, and the form that takes it.
    sent: Option<(TelephoneSent, CodeForm)>,
    is_early: bool,
    seconds_left: u64,
}

#[derive(Deserialize)]
pub(crate) struct Looked {
    #[serde(default)]
    early: bool,
}

pub(crate) async fn phone(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    InQuery(looked): InQuery<Looked>,
    starter: Starter,
) -> Result<Response, Problem> {
    let login = starter.login(&doors, id).await?;
    if !login.is_pending() || !login.request.reaches_telephones() {
        return Ok(Redirect::to(&path(id)).into_response());
    }
    let words = words
        .for_user(&doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    show(&doors, &words, &login, looked.early, None).await
}

/// The page of a pending login, after a wrong code with what that left.
pub(super) async fn show(
    doors: &Doors,
    words: &Words,
    login: &Login,
    is_early: bool,
    attempts_left: Option<u32>,
) -> Result<Response, Problem> {
    let telephones = telephones(doors.ctx(), login)
        .await
        .map_err(problems::from_flow)?;
    let sent = login.sent_code().map(|code| {
        let to = telephones.iter().find(|one| one.id == code.authenticator_id);
        let masked = to.map(|one| one.masked.clone()).unwrap_or_default();
        let form = CodeForm {
            label: words.get("code-label"),
            from_paper: false,
            is_focused: true,
            wrong: None,
        };
        (
            TelephoneSent::new(code, masked, is_early),
            form.after(words, attempts_left),
        )
    });
    Ok(page::render(
        code_form::status(attempts_left),
        &PhonePage {
            frame: Frame::new(doors, words),
            login_for: LoginFor::of(doors, login).await?,
            telephones,
            sent,
            is_early,
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login,
        },
    ))
}

/// Which telephone, and how.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    authenticator: Option<AuthenticatorId>,
    channel: Option<Channel>,
}

/// `POST`: sends a code. The browser keeps the login for as long as it now lasts.
pub(crate) async fn send(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    headers: HeaderMap,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Result<Response, Problem> {
    let login = starter.login(&doors, id).await?;
    let known = known_browser(&doors, &headers, login.request.username.as_str());
    let sender = Sender::of_login(&login.client_id, known, Some(starter.from.0));
    let whither = Whither {
        authenticator_id: chosen.authenticator,
        channel: chosen.channel,
    };
    let page = format!("{}/phone", path(id));
    match send_code(doors.ctx(), id, &starter.owner(), &sender, whither, None).await {
        Ok(read) => Ok((kept(&doors, &read.login, &starter, &headers), Redirect::to(&page)).into_response()),
        Err(FlowError::NotPending) => Ok(Redirect::to(&path(id)).into_response()),
        Err(FlowError::TooMany { .. }) => Ok(Redirect::to(&format!("{page}?early=true")).into_response()),
        Err(error) => Err(starter.from.turn_away(&doors, error)),
    }
}

/// What the browser keeps of a login, for as long as it lasts now.
fn kept(doors: &Doors, login: &Login, starter: &Starter, headers: &HeaderMap) -> CookieJar {
    let lasts = cookies::until(doors, login.expires_at + cookies::GRACE);
    let wait = Cookie::Wait.under(doors, path(login.id), starter.token.expose().to_owned(), lasts);
    let jar = CookieJar::new().add(wait);
    match Cookie::Next.text(doors, headers) {
        Some(next) => jar.add(Cookie::Next.under(doors, path(login.id), next, lasts)),
        None => jar,
    }
}
