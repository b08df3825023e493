//! `/login/wait/{id}/ways`: the page on which a person chooses how to log in. The login stays the same, so nothing is typed
//! twice and the first valid answer decides, on whichever of its pages.

mod list;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    FlowError,
    flow::{
        ask_phones::ask_phones,
        last_method,
        login_ways::{Availability, LoginWays, login_ways},
    },
    model::{Login, LoginState, Method, UserName},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
pub(crate) use list::{WAYS, Way};
use serde::Deserialize;

use super::{login_for::LoginFor, wait::path};
use crate::{
    cookies::{self, Cookie, Starter},
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "ways.html")]
struct WaysPage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    usable: Vec<&'static Way>,
    /// The others, each with the text that says why not.
    others: Vec<(&'static Way, &'static str)>,
    /// What was used last in this browser.
    last: Option<&'static Way>,
    /// What is chosen unless the person chooses otherwise.
    chosen: Option<&'static Way>,
    /// The text that says why the choice before was refused.
    refused: Option<&'static str>,
    seconds_left: u64,
}

/// What was chosen.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    way: String,
}

pub(crate) async fn ways(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ways = read(&doors, id, &starter).await?;
    show(&doors, &words, &headers, &ways, None).await
}

/// Goes on to the page of the chosen way. The phone is asked now, and only now, if it was not before (R8).
pub(crate) async fn choose(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    headers: HeaderMap,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Result<Response, Problem> {
    let ways = read(&doors, id, &starter).await?;
    let is_usable = |way: &&Way| ways.availability(way.methods) == Some(Availability::Usable);
    let Some(way) = Way::named(&chosen.way).filter(is_usable) else {
        return show(&doors, &words, &headers, &ways, Some("ways-refused")).await;
    };
    if way.methods.contains(&Method::Push) {
        match ask_phones(doors.ctx(), id, &starter.owner()).await {
            Ok(_) | Err(FlowError::NotPending) => {}
            Err(error) => return Err(starter.from.turn_away(&doors, error)),
        }
    }
    Ok(Redirect::to(&address(id, way)).into_response())
}

async fn read(doors: &Doors, id: LoginId, starter: &Starter) -> Result<LoginWays, Problem> {
    let ways = login_ways(doors.ctx(), id, &starter.owner()).await;
    ways.map_err(|error| starter.from.turn_away(doors, error))
}

/// The page while the login is pending, else where the login has gone.
async fn show(
    doors: &Doors,
    words: &Words,
    headers: &HeaderMap,
    ways: &LoginWays,
    refused: Option<&'static str>,
) -> Result<Response, Problem> {
    let login = &ways.login;
    if !login.is_pending() {
        return Ok(Redirect::to(&path(login.id)).into_response());
    }
    let words = words
        .clone()
        .for_user(doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let (mut usable, mut others) = (Vec::new(), Vec::new());
    for way in WAYS {
        match ways.availability(way.methods).map(reason_key) {
            Some(None) => usable.push(way),
            Some(Some(reason)) => others.push((way, reason)),
            None => {}
        }
    }
    let last = last_method(doors, headers, &login.request.username).and_then(Way::of);
    let last = last.filter(|last| usable.contains(last));
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(page::render(
        status,
        &WaysPage {
            frame: Frame::new(doors, &words),
            login_for: LoginFor::of(doors, login).await?,
            chosen: last.or(usable.first().copied()),
            usable,
            others,
            last,
            refused,
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login,
        },
    ))
}

/// The text that says why a way cannot be used, if it cannot.
fn reason_key(availability: Availability) -> Option<&'static str> {
    match availability {
        Availability::Usable => None,
        Availability::UsedUp => Some("way-used-up"),
        Availability::TooWeak => Some("way-too-weak"),
        Availability::Unconfirmed => Some("way-unconfirmed"),
        Availability::Locked => Some("way-locked"),
        Availability::NotInUse => Some("way-not-in-use"),
        Availability::NotSetUp => Some("way-not-set-up"),
    }
}

/// Where a login goes on that asks no phone yet: to the way used last in this browser, or to the only everyday one, else to
/// the choice.
pub(super) fn onward(doors: &Doors, headers: &HeaderMap, login: &Login) -> String {
    let methods = &login.request.methods;
    let among = |methods: Vec<Method>| -> Vec<&'static Way> {
        let is_way = |way: &&Way| way.methods.iter().any(|method| methods.contains(method));
        WAYS.iter().filter(is_way).collect()
    };
    let everyday = among(
        methods
            .iter()
            .copied()
            .filter(|method| method.is_everyday())
            .collect(),
    );
    let all = among(methods.clone());
    let usual = if everyday.is_empty() { &all } else { &everyday };
    let last = last_method(doors, headers, &login.request.username).and_then(Way::of);
    let last = last.filter(|last| all.contains(last));
    let way = match (last, &usual[..]) {
        (Some(last), _) => Some(last),
        (None, [only]) => Some(*only),
        (None, _) => None,
    };
    // The phone is asked by choosing it, never by looking.
    match way.filter(|way| !way.methods.contains(&Method::Push)) {
        Some(way) => address(login.id, way),
        None => format!("{}/ways", path(login.id)),
    }
}

fn address(id: LoginId, way: &Way) -> String {
    format!("{}{}", path(id), way.page)
}

/// By which method this user logged in last in this browser.
pub(super) fn last_method(doors: &Doors, headers: &HeaderMap, user: &UserName) -> Option<Method> {
    last_method::recognise(doors.ctx(), &Cookie::Method.text(doors, headers)?, user)
}

/// Keeps in the browser by which method a login was approved. What is for the day on which the others are lost does not become
/// a habit.
pub(super) fn remember(doors: &Doors, login: &Login) -> CookieJar {
    match &login.state {
        LoginState::Approved(approval) if approval.method.is_everyday() => {
            let kept = last_method::issue(doors.ctx(), &login.request.username, approval.method);
            CookieJar::new().add(Cookie::Method.everywhere(doors, kept, cookies::LONGEST))
        }
        _ => CookieJar::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_words() {
        for reason in [
            Availability::UsedUp,
            Availability::TooWeak,
            Availability::Unconfirmed,
            Availability::Locked,
            Availability::NotInUse,
            Availability::NotSetUp,
        ] {
            let key = reason_key(reason).unwrap();
            assert_ne!(Words::english().get(key), key);
        }
    }
}
