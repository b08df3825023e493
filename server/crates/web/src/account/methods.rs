//! `GET /account/methods`: the person's authenticators, and what else can be set up.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::own_authenticators::Backup,
    model::{Authenticator, AuthenticatorState, Confirmation},
    port::Holding,
};
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{
    add::{self, Offer},
    recovery,
    signed_in::SignedIn,
};
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    state::Doors,
};

#[derive(Template)]
#[template(path = "methods.html")]
struct MethodsPage {
    frame: Frame,
    holdings: Vec<Holding>,
    advice: Option<&'static str>,
    offers: Vec<Offer>,
    /// Whether certificates are to be had here.
    offers_certificates: bool,
    /// When a recovery that is under way ends, if one is.
    recovery: Option<String>,
}

pub(crate) async fn methods(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    let holdings = doors.ctx().store.holdings(signed_in.user.id).await;
    let holdings = holdings.map_err(|error| problems::from_store(&error))?;
    Ok(page::render(
        StatusCode::OK,
        &MethodsPage {
            frame: signed_in.frame(&doors, &words),
            advice: backup_key(Backup::of(doors.ctx(), &holdings)),
            offers: add::offers(&doors),
            offers_certificates: doors.ctx().settings.certificates.is_offered(),
            recovery: recovery::ready_at(&doors, &holdings),
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
