//! The certificate door: an address of its own, at which browsers show a certificate. It decides nothing and has no pages: it checks
//! what was shown, and sends the browser back with a proof of it, or with the reason why there is none.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use countersign_core::flow::{
    add_certificate,
    show_certificate::{Refused, show_certificate},
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use serde::Deserialize;

use crate::{
    account, problems,
    request::{InPath, InQuery, Visitor},
    shown_chain::Shown,
    state::Doors,
};

/// What the door answers.
pub(crate) fn routes() -> Router<Doors> {
    Router::new()
        .route("/login/{id}", get(show))
        .route("/add/{id}", get(show_new))
        .fallback(elsewhere)
}

#[derive(Deserialize)]
struct Sent {
    errand: String,
}

/// Whoever is not sent here by a waiting login of their own gains nothing: what this says is worth something only to the browser
/// that started the login.
async fn show(
    State(doors): State<Doors>,
    _: Visitor,
    InPath(id): InPath<LoginId>,
    InQuery(sent): InQuery<Sent>,
    Shown(chain): Shown,
) -> Result<Response, Problem> {
    let shown = show_certificate(doors.ctx(), id, &sent.errand, &chain).await;
    let said = match shown.map_err(|error| problems::from_store(&error))? {
        Ok(proof) => format!("proof={proof}"),
        Err(Refused::Ended) => return Ok(elsewhere(State(doors)).await),
        Err(refused) => format!("refused={refused}"),
    };
    let base = doors.base();
    Ok(Redirect::to(&format!("{base}/login/wait/{id}/certificate?{said}")).into_response())
}

/// A certificate of an organisation, for whoever was sent here by a page of their own account. Nobody else gains anything either.
async fn show_new(
    State(doors): State<Doors>,
    _: Visitor,
    InPath(id): InPath<LoginId>,
    InQuery(sent): InQuery<Sent>,
    Shown(chain): Shown,
) -> Result<Response, Problem> {
    let shown = add_certificate::show_new(doors.ctx(), id, &sent.errand, &chain).await;
    let said = match shown.map_err(problems::from_flow)? {
        Ok(token) => format!("shown={}", token.expose()),
        Err(refused) => format!("refused={refused}"),
    };
    Ok(Redirect::to(&format!("{}{}?{said}", doors.base(), account::CERTIFICATE)).into_response())
}

/// Nothing else is here.
async fn elsewhere(State(doors): State<Doors>) -> Response {
    Redirect::to(&format!("{}/login", doors.base())).into_response()
}
