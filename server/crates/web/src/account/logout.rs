//! `POST /account/logout`: here, and at the services that the person has logged in to.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::flow::{
    log_out::{ServiceSession, log_out},
    session::session_user,
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};
use time::Duration;

use crate::{
    cookies::Cookie,
    locales::Words,
    page::{self, Frame},
    problems,
    request::Address,
    state::Doors,
};

#[derive(Template)]
#[template(path = "logged_out.html")]
struct LoggedOutPage {
    frame: Frame,
    told: Vec<ServiceSession>,
    untold: Vec<ServiceSession>,
}

pub(crate) async fn logout(
    State(doors): State<Doors>,
    from: Address,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (services, words) = match Cookie::Session.token(&doors, &headers) {
        Some(cookie) => {
            let found = session_user(doors.ctx(), &cookie)
                .await
                .map_err(problems::from_flow)?;
            let words = match &found {
                Some((user, _)) => words.for_account(&user.language),
                None => words,
            };
            if found.is_none() {
                from.knock(&doors)?;
            }
            let services = log_out(doors.ctx(), &cookie).await;
            (services.map_err(problems::from_flow)?, words)
        }
        None => (Vec::new(), words),
    };
    // Whoever comes next in this browser is not told where this person came from.
    let over = [Cookie::Session, Cookie::Back];
    let over = over.map(|cookie| cookie.everywhere(&doors, String::new(), Duration::ZERO));
    let jar = over.into_iter().fold(CookieJar::new(), CookieJar::add);
    Ok((jar, answer(&doors, &words, services)).into_response())
}

/// Whoever was logged in nowhere else has nothing to read.
fn answer(doors: &Doors, words: &Words, services: Vec<ServiceSession>) -> Response {
    if services.is_empty() {
        return Redirect::to("/login").into_response();
    }
    let (told, untold) = services.into_iter().partition(|service| service.is_told);
    let page = LoggedOutPage {
        frame: Frame::new(doors, words),
        told,
        untold,
    };
    page::render(StatusCode::OK, &page)
}
