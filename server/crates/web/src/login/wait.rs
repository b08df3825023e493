//! `GET /login/wait/{id}`: the page on which a person waits. It shows the number, counts down, and moves on with the login.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{CookieJar, cookie::Cookie as CookieOf};
use countersign_core::{
    FlowError,
    flow::{
        known_browser,
        read_login::{LoginOwner, read_login},
        session::{open_session, session_user},
    },
    method::transfer,
    model::{BearerToken, ClientId, Login, NumberPrompt, Purpose, StateTag},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use time::Duration;

use super::{login_for::LoginFor, next::Next, ways};
use crate::{
    code_form::CodeForm,
    cookies::{self, Cookie, Starter},
    enroll,
    locales::Words,
    page::{self, Frame},
    problems, qr,
    request::{Address, InPath, InQuery},
    state::Doors,
};

#[derive(Template)]
#[template(path = "wait.html")]
struct WaitPage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    number: Option<String>,
    /// Whether the number is to be typed rather than picked.
    is_typed: bool,
    /// What a native phone can scan instead of being told a number, as a picture.
    scan: Option<String>,
    /// Leads to the phone in this browser.
    here: Option<String>,
    devices: String,
    seconds_left: u64,
    too_early: bool,
    /// Whether one of the phones can be opened to look.
    can_look: bool,
    /// Takes a code beside the phone, if there are codes.
    form: Option<CodeForm>,
    version: i64,
}

#[derive(Template)]
#[template(path = "ended.html")]
struct EndedPage {
    frame: Frame,
    title: String,
    text: String,
    /// What to do if it was somebody else.
    hint: Option<String>,
    is_error: bool,
}

#[derive(Deserialize)]
pub(crate) struct Opened {
    wait_token: Option<String>,
    #[serde(default)]
    early: bool,
}

/// Sends the browser that started a login to where it waits. Its cookie lasts until the page has nothing more to tell.
pub(crate) fn to_wait_page(doors: &Doors, login: &Login, token: &BearerToken) -> Response {
    let cookie = wait_cookie(doors, login, token);
    (CookieJar::new().add(cookie), Redirect::to(&path(login.id))).into_response()
}

/// What the browser that started a login keeps.
pub(super) fn wait_cookie(doors: &Doors, login: &Login, token: &BearerToken) -> CookieOf<'static> {
    let lasts = cookies::until(doors, login.expires_at + cookies::GRACE);
    Cookie::Wait.under(doors, path(login.id), token.expose().to_owned(), lasts)
}

/// The same answer, and where to go once the login is approved; kept as long as the login is.
pub(super) fn with_next(doors: &Doors, login: &Login, next: Option<&Next>, page: Response) -> Response {
    let lasts = cookies::until(doors, login.expires_at + cookies::GRACE);
    let cookie = next.map(|next| Cookie::Next.under(doors, path(login.id), next.as_str().to_owned(), lasts));
    match cookie {
        Some(cookie) => (CookieJar::new().add(cookie), page).into_response(),
        None => page,
    }
}

/// The page's address.
pub(super) fn path(id: LoginId) -> String {
    format!("/login/wait/{id}")
}

/// Shows where the login stands. The first visit may bring the wait token along, which then moves into a cookie.
pub(crate) async fn wait(
    State(doors): State<Doors>,
    words: Words,
    from: Address,
    InPath(id): InPath<LoginId>,
    InQuery(opened): InQuery<Opened>,
    starter: Result<Starter, Problem>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(token) = opened.wait_token {
        return adopt(&doors, from, id, &BearerToken::presented(token)).await;
    }
    let starter = match starter {
        Ok(starter) => starter,
        Err(problem) => return asked_again(&doors, id, &headers).await.ok_or(problem),
    };
    let login = starter.login(&doors, id).await?;
    let words = words
        .for_user(&doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    match login.state.tag() {
        StateTag::Pending if !login.has_asked() => {
            Ok(Redirect::to(&ways::onward(&doors, &headers, &login)).into_response())
        }
        StateTag::Pending => {
            let login_for = LoginFor::of(&doors, &login).await?;
            Ok(pending(&doors, &words, &login, login_for, opened.early))
        }
        StateTag::Approved if login.request.purpose == Purpose::Confirm => {
            confirmed(&doors, &words, &login).await
        }
        StateTag::Approved if login.client_id == ClientId::own_pages() => {
            logged_in(&doors, &login, starter.token, &headers).await
        }
        _ => Ok(ended(&doors, &words, &login)),
    }
}

/// Takes a client's login over into this browser. A login of the own pages stays in the browser that started it: else
/// somebody could have others log in to an account that is not theirs.
async fn adopt(doors: &Doors, from: Address, id: LoginId, token: &BearerToken) -> Result<Response, Problem> {
    let read = read_login(doors.ctx(), id, &LoginOwner::Browser(token.clone()))
        .await
        .map_err(|error| from.turn_away(doors, error))?;
    if read.login.client_id == ClientId::own_pages() {
        return Err(problems::NOT_FOUND.into());
    }
    Ok(to_wait_page(doors, &read.login, token))
}

fn pending(doors: &Doors, words: &Words, login: &Login, login_for: LoginFor, too_early: bool) -> Response {
    page::render(
        StatusCode::OK,
        &WaitPage {
            frame: Frame::new(doors, words),
            login_for,
            number: transfer::shown_number(doors.ctx(), login),
            is_typed: login.request.number == NumberPrompt::Type,
            scan: transfer::scan_link(doors.ctx(), login).and_then(|link| qr::svg(&link)),
            here: transfer::here_link(doors.ctx(), login),
            devices: words.list(login.request.devices.iter().map(|device| &device.name)),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            too_early,
            can_look: login.request.devices.iter().any(|device| device.fetches),
            form: login
                .request
                .takes_other_codes()
                .then(|| code_beside(words, login)),
            version: login.version.get(),
            login,
        },
    )
}

/// The first valid answer decides, so a code is taken while the phone is asked.
fn code_beside(words: &Words, login: &Login) -> CodeForm {
    CodeForm {
        label: words.get("code-instead"),
        from_paper: login.request.methods.iter().any(|method| !method.is_everyday()),
        is_focused: false,
        wrong: None,
    }
}

fn ended(doors: &Doors, words: &Words, login: &Login) -> Response {
    let tag = login.state.tag();
    page::render(
        StatusCode::OK,
        &EndedPage {
            frame: Frame::new(doors, words),
            title: words.get(&title_key(tag)),
            text: words.get(&text_key(login.state.reason().unwrap_or(tag.as_str()))),
            hint: (tag == StateTag::Denied).then(|| words.get("denied-not-you")),
            is_error: tag != StateTag::Approved,
        },
    )
}

fn title_key(tag: StateTag) -> String {
    format!("login-{tag}-title")
}

/// The text for a state, or for the reason of an end.
fn text_key(word: &str) -> String {
    format!("login-{}-text", word.replace('_', "-"))
}

/// Says which authenticator its user has just confirmed.
async fn confirmed(doors: &Doors, words: &Words, login: &Login) -> Result<Response, Problem> {
    let holding = match login.request.only {
        Some(id) => doors.ctx().store.holding(id).await,
        None => Ok(None),
    };
    let holding = holding.map_err(|error| problems::from_store(&error))?;
    let label = holding.map(|holding| holding.authenticator.label);
    Ok(enroll::done_page(doors, words, label.unwrap_or_default()))
}

/// Sends a browser onward whose login was approved.
async fn logged_in(
    doors: &Doors,
    login: &Login,
    browser: BearerToken,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let opened = log_in(doors, login, browser, headers).await;
    let jar = match opened.map_err(problems::from_flow)? {
        Some((_, jar)) => jar.add(Cookie::Wait.under(doors, path(login.id), String::new(), Duration::ZERO)),
        None => CookieJar::new(),
    };
    Ok((jar, onward(doors, headers)).into_response())
}

/// One login opens one session; the browser that started it gets the cookie, in the place of an earlier one, and what it keeps
/// beside. Nothing if the session has ended meanwhile, or may not be opened.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub(crate) async fn log_in(
    doors: &Doors,
    login: &Login,
    browser: BearerToken,
    headers: &HeaderMap,
) -> Result<Option<(BearerToken, CookieJar)>, FlowError> {
    let earlier = Cookie::Session.token(doors, headers);
    match open_session(doors.ctx(), login.id, browser, earlier.as_ref()).await {
        Ok(session) => {
            let jar = logged_in_cookies(doors, login, &session, headers).await?;
            Ok(jar.map(|jar| (session, jar)))
        }
        Err(FlowError::NotPending) => Ok(None),
        Err(error) => Err(error),
    }
}

/// To where the person wanted to go.
fn onward(doors: &Doors, headers: &HeaderMap) -> Redirect {
    let next = Cookie::Next.text(doors, headers);
    let next = next.and_then(|next| Next::parse(&next));
    Redirect::to(next.as_ref().map_or("/account", Next::as_str))
}

/// The answer that logged a browser in took its cookie of the login away. If the browser asks again, as one does whose page
/// was overtaken by its own script, it goes on the same way.
async fn asked_again(doors: &Doors, id: LoginId, headers: &HeaderMap) -> Option<Response> {
    let cookie = Cookie::Session.token(doors, headers)?;
    let (_, session) = session_user(doors.ctx(), &cookie).await.ok()??;
    (session.login_id == id).then(|| onward(doors, headers).into_response())
}

/// What a browser keeps of a login; nothing if its session has ended meanwhile.
async fn logged_in_cookies(
    doors: &Doors,
    login: &Login,
    token: &BearerToken,
    headers: &HeaderMap,
) -> Result<Option<CookieJar>, FlowError> {
    let Some((_, session)) = session_user(doors.ctx(), token).await? else {
        return Ok(None);
    };
    let held = Cookie::Known.text(doors, headers);
    let known = known_browser::issue(doors.ctx(), &login.request.username, held);
    let lasts = cookies::until(doors, session.expires_at);
    let jar = ways::remember(doors, login)
        .add(Cookie::Session.everywhere(doors, token.expose().to_owned(), lasts))
        .add(Cookie::Known.everywhere(doors, known, cookies::LONGEST));
    Ok(Some(jar))
}

#[cfg(test)]
mod tests {
    use countersign_core::model::{CancelReason, DenyReason, FailReason};

    use super::*;

    #[test]
    fn every_end_of_a_login_has_its_words() {
        let words = Words::english();
        let ends = StateTag::ALL.iter().filter(|tag| **tag != StateTag::Pending);
        let states = ends.flat_map(|tag| [title_key(*tag), text_key(tag.as_str())]);
        let reasons = DenyReason::ALL.iter().map(|reason| reason.as_str());
        let reasons = reasons.chain(CancelReason::ALL.iter().map(|reason| reason.as_str()));
        let reasons = reasons.chain(FailReason::ALL.iter().map(|reason| reason.as_str()));
        // A login that failed always has a reason, so there is no text for failing alone.
        let states = states.filter(|key| key != "login-failed-text");
        for key in states.chain(reasons.map(text_key)) {
            assert_ne!(words.get(&key), key);
        }
    }
}
