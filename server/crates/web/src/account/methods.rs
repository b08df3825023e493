//! `GET /account/methods`: the person's authenticators, and what else can be set up.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    flow::{own_authenticators::Backup, way_back::WayBack},
    model::{Authenticator, AuthenticatorState, Confirmation},
    port::Holding,
    settings::Offer,
};
use countersign_service::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::{
    add::{self, Offered as _},
    recovery,
    signed_in::SignedIn,
    way_back::{self, Said},
};
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::InQuery,
    state::Doors,
};

#[derive(Template)]
#[template(path = "methods.html")]
struct MethodsPage {
    frame: Frame,
    holdings: Vec<Holding>,
    advice: Option<&'static str>,
    offers: Vec<Offer>,
    /// Where Close leads, if not to the account.
    way_back: Option<WayBack>,
    /// When a recovery that is under way ends, if one is.
    recovery: Option<String>,
}

/// A service's link says where it comes from: that is kept, and the page shown without it, after a login if need be.
pub(crate) async fn methods(
    State(doors): State<Doors>,
    words: Words,
    headers: HeaderMap,
    InQuery(said): InQuery<Said>,
    person: Result<SignedIn, Response>,
) -> Result<Response, Problem> {
    if let Some(came) = said.came() {
        let kept = came.kept(&doors).await;
        let kept = kept.map_err(|error| problems::from_store(&error))?;
        let jar = kept.into_iter().fold(CookieJar::new(), CookieJar::add);
        let page = match person {
            Ok(_) => Redirect::to("/account/methods").into_response(),
            Err(login) => login,
        };
        return Ok((jar, page).into_response());
    }
    match person {
        Ok(person) => show(&doors, &words, &person, &headers).await,
        Err(login) => Ok(login),
    }
}

async fn show(
    doors: &Doors,
    words: &Words,
    signed_in: &SignedIn,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let way_back = way_back::of(doors, headers).await;
    let way_back = way_back.map_err(|error| problems::from_store(&error))?;
    let holdings = doors.ctx().store.holdings(signed_in.user.id).await;
    let holdings = holdings.map_err(|error| problems::from_store(&error))?;
    Ok(page::render(
        StatusCode::OK,
        &MethodsPage {
            frame: signed_in.frame(doors, words),
            advice: backup_key(Backup::of(doors.ctx(), &holdings)),
            offers: add::offers(doors),
            way_back,
            recovery: recovery::ready_at(doors, &holdings),
            holdings,
        },
    ))
}

/// The text that advises whoever is not safe against a loss.
pub(super) fn backup_key(backup: Backup) -> Option<&'static str> {
    match backup {
        Backup::None => Some("methods-backup-missing"),
        Backup::CodesAlone => Some("methods-backup-none"),
        Backup::One => Some("methods-backup-one"),
        Backup::Enough => None,
    }
}

/// The text that says whether an authenticator serves here.
pub(crate) fn state_key(authenticator: &Authenticator) -> &'static str {
    match (authenticator.state, &authenticator.confirmation) {
        (AuthenticatorState::Active, Confirmation::ByUser) => "state-active",
        (AuthenticatorState::Active, Confirmation::OnlyFor(_)) => "state-unconfirmed",
        (AuthenticatorState::Lost, _) => "state-lost",
        _ => "state-inactive",
    }
}

/// The text that names what an authenticator is.
pub(crate) fn method_key(authenticator: &Authenticator) -> String {
    format!(
        "method-{}",
        authenticator.credential.method().as_str().replace('_', "-")
    )
}
