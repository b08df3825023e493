//! The page on which a person waits: it shows the number, counts down, and moves on with the login.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    FlowError,
    flow::{
        cancel_login::cancel_login,
        known_browser,
        read_login::{LoginOwner, Seen, read_login, wait_for_login},
        resend_login::resend_login,
        session::open_session,
    },
    model::{BearerToken, ClientId, Login, Purpose, StateTag},
    port::LoginRead,
};
use countersign_proto::ids::LoginId;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use time::Duration;

use crate::{
    cookies::{self, Starter},
    enroll,
    locales::Words,
    page::{self, Frame},
    sse::{self, LastSeen},
    state::Doors,
};

/// How long the page's long poll waits.
const POLL: std::time::Duration = std::time::Duration::from_secs(25);

#[derive(Template)]
#[template(path = "wait.html")]
struct WaitPage<'a> {
    frame: Frame,
    login: &'a Login,
    number: Option<String>,
    devices: String,
    seconds_left: u64,
    too_early: bool,
    version: i64,
}

#[derive(Template)]
#[template(path = "ended.html")]
struct EndedPage {
    frame: Frame,
    title: String,
    text: String,
    is_error: bool,
}

#[derive(Deserialize)]
pub(crate) struct Opened {
    wait_token: Option<String>,
    #[serde(default)]
    early: bool,
}

/// `GET /login/wait/{id}`: shows where the login stands. The first visit may bring the wait token along, which then moves
/// into a cookie.
pub(crate) async fn wait(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Query(opened): Query<Opened>,
    starter: Result<Starter, Response>,
) -> Response {
    if let Some(token) = opened.wait_token {
        return adopt(&doors, &words, id, BearerToken::presented(token)).await;
    }
    let Starter(owner) = match starter {
        Ok(starter) => starter,
        Err(nothing) => return nothing,
    };
    let read = match read_login(doors.ctx(), id, &LoginOwner::Browser(owner.clone())).await {
        Ok(read) => read,
        Err(error) => return page::failed(&doors, &words, error),
    };
    match read.login.state.tag() {
        StateTag::Pending if read.login.request.devices.is_empty() => {
            Redirect::to(&format!("/login/wait/{id}/code")).into_response()
        }
        StateTag::Pending => pending(&doors, &words, &read.login, opened.early),
        StateTag::Approved if read.login.request.purpose == Purpose::Confirm => {
            confirmed(&doors, &words, &read.login).await
        }
        StateTag::Approved if read.login.client_id == ClientId::own_pages() => {
            logged_in(&doors, &words, &read.login, owner).await
        }
        _ => ended(&doors, &words, &read.login),
    }
}

/// Takes a client's login over into this browser. A login of the own pages stays in the browser that started it: else
/// somebody could have others log in to an account that is not theirs.
async fn adopt(doors: &Doors, words: &Words, id: LoginId, token: BearerToken) -> Response {
    match read_login(doors.ctx(), id, &LoginOwner::Browser(token.clone())).await {
        Ok(read) if read.login.client_id != ClientId::own_pages() => {
            let path = format!("/login/wait/{id}");
            let token = token.expose().to_owned();
            let cookie = cookies::set(doors, cookies::WAIT, token, path.clone(), Duration::minutes(15));
            (CookieJar::new().add(cookie), Redirect::to(&path)).into_response()
        }
        Ok(_) => page::not_found(doors, words),
        Err(error) => page::failed(doors, words, error),
    }
}

/// The names of the devices that were asked.
fn devices(login: &Login) -> String {
    let names = login.request.devices.iter().map(|device| device.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

fn pending(doors: &Doors, words: &Words, login: &Login, too_early: bool) -> Response {
    page::render(
        StatusCode::OK,
        &WaitPage {
            frame: Frame::new(doors, words),
            number: login.request.number.shown(),
            devices: devices(login),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            too_early,
            version: login.version.get(),
            login,
        },
    )
}

fn ended(doors: &Doors, words: &Words, login: &Login) -> Response {
    let tag = login.state.tag();
    let word = login.state.reason().unwrap_or(tag.as_str()).replace('_', "-");
    page::render(
        StatusCode::OK,
        &EndedPage {
            frame: Frame::new(doors, words),
            title: words.get(&format!("login-{tag}-title")),
            text: words.get(&format!("login-{word}-text")),
            is_error: tag != StateTag::Approved,
        },
    )
}

/// Says which authenticator its user has just confirmed.
async fn confirmed(doors: &Doors, words: &Words, login: &Login) -> Response {
    let holding = match login.request.only {
        Some(id) => doors.ctx().store.holding(id).await,
        None => Ok(None),
    };
    match holding {
        Ok(holding) => {
            let label = holding.map(|holding| holding.authenticator.label);
            enroll::done_page(doors, words, label.unwrap_or_default())
        }
        Err(error) => page::failed(doors, words, error.into()),
    }
}

/// One login opens one session; the browser that started it gets the cookie.
async fn logged_in(doors: &Doors, words: &Words, login: &Login, owner: BearerToken) -> Response {
    match open_session(doors.ctx(), login.id, owner).await {
        Ok(session) => {
            let known = known_browser::issue(doors.ctx(), &login.request.username);
            let jar = CookieJar::new()
                .add(cookies::set(
                    doors,
                    cookies::SESSION,
                    session.expose().to_owned(),
                    "/".to_owned(),
                    Duration::hours(8),
                ))
                .add(cookies::set(
                    doors,
                    cookies::KNOWN,
                    known,
                    "/".to_owned(),
                    Duration::days(400),
                ))
                .add(cookies::end(
                    doors,
                    cookies::WAIT,
                    format!("/login/wait/{}", login.id),
                ));
            (jar, Redirect::to("/account")).into_response()
        }
        Err(FlowError::NotPending) => Redirect::to("/account").into_response(),
        Err(error) => page::failed(doors, words, error),
    }
}

/// What the page's script needs: that something has changed, not what.
#[derive(Serialize)]
pub(crate) struct Progress {
    state: &'static str,
    version: i64,
}

fn progress(_: &Doors, read: &LoginRead) -> Progress {
    Progress {
        state: read.login.state.tag().as_str(),
        version: read.login.version.get(),
    }
}

/// `GET /login/wait/{id}/events`: server-sent events for the page.
pub(crate) async fn events(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Starter(owner): Starter,
    seen: LastSeen,
) -> Response {
    match sse::login_events(doors.clone(), id, LoginOwner::Browser(owner), seen, progress).await {
        Ok(response) => response,
        Err(error) => page::failed(&doors, &words, error),
    }
}

#[derive(Deserialize)]
pub(crate) struct Polled {
    version: Option<i64>,
}

/// `GET /login/wait/{id}/state`: long poll for pages behind proxies that hold back streams.
pub(crate) async fn state(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Query(polled): Query<Polled>,
    Starter(owner): Starter,
) -> Response {
    let seen = polled.version.map_or(Seen::Pending, |version| {
        Seen::Version(countersign_core::model::Version::from_stored(version))
    });
    let until = doors.ctx().clock.now() + POLL;
    match wait_for_login(doors.ctx(), id, &LoginOwner::Browser(owner), seen, until).await {
        Ok(read) => Json(progress(&doors, &read)).into_response(),
        Err(error) => page::failed(&doors, &words, error),
    }
}

/// `POST /login/wait/{id}/resend`.
pub(crate) async fn resend(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Starter(owner): Starter,
) -> Response {
    let back = format!("/login/wait/{id}");
    match resend_login(doors.ctx(), id, &LoginOwner::Browser(owner), None).await {
        Ok(_) | Err(FlowError::NotPending) => Redirect::to(&back).into_response(),
        Err(FlowError::TooMany { .. }) => Redirect::to(&format!("{back}?early=true")).into_response(),
        Err(error) => page::failed(&doors, &words, error),
    }
}

/// `POST /login/wait/{id}/cancel`.
pub(crate) async fn cancel(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Starter(owner): Starter,
) -> Response {
    match cancel_login(doors.ctx(), id, &LoginOwner::Browser(owner)).await {
        Ok(_) => Redirect::to(&format!("/login/wait/{id}")).into_response(),
        Err(error) => page::failed(&doors, &words, error),
    }
}
