//! `/account/sessions`: where the person is logged in, and how to end that.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    flow::{
        log_out::{ServiceSession, services_of},
        place,
        session::{OpenSession, end_sessions, open_sessions},
    },
    model::network_of,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::SignedIn;
use crate::{
    locales::Words,
    page::{self, Frame},
    problems,
    request::PostedForm,
    state::Doors,
};

#[derive(Template)]
#[template(path = "account_sessions.html")]
struct SessionsPage {
    frame: Frame,
    sessions: Vec<Shown>,
    services: Vec<ServiceSession>,
    /// How many sessions there can be at once; nothing if any number.
    most: Option<String>,
}

/// A session, as the page shows it.
struct Shown {
    /// The login that opened it; worth nothing to whoever reads it.
    id: String,
    is_here: bool,
    browser: String,
    since: String,
    address: Option<String>,
    /// About where that is, in words.
    place: Option<String>,
}

impl Shown {
    fn new(open: OpenSession, here: &SignedIn, doors: &Doors, words: &Words) -> Self {
        let context = open.context.unwrap_or_default();
        let near = |network: String| place::near(doors.ctx(), &network, &words.language());
        Self {
            id: open.session.login_id.to_string(),
            is_here: open.session.token == here.session.token,
            browser: context.user_agent.unwrap_or_else(|| words.get("session-unknown")),
            since: open.session.created_at.minute(),
            address: context.ip.map(|address| address.to_string()),
            place: context.ip.map(network_of).and_then(near),
        }
    }
}

/// `GET`.
pub(crate) async fn sessions(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
) -> Result<Response, Problem> {
    let open = open_sessions(doors.ctx(), signed_in.user.id)
        .await
        .map_err(problems::from_flow)?;
    let services = services_of(doors.ctx(), signed_in.user.id)
        .await
        .map_err(problems::from_flow)?;
    let sessions = open
        .into_iter()
        .map(|one| Shown::new(one, &signed_in, &doors, &words));
    let most = doors.ctx().settings.limits.sessions_of_a_user;
    let page = SessionsPage {
        sessions: sessions.collect(),
        services,
        most: (most > 0).then(|| most.to_string()),
        frame: signed_in.frame(&doors, &words),
    };
    Ok(page::render(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    /// Which one; absent: all others.
    session: Option<LoginId>,
}

/// `POST /account/sessions/end`.
pub(crate) async fn end(
    State(doors): State<Doors>,
    words: Words,
    signed_in: SignedIn,
    PostedForm(chosen): PostedForm<Chosen>,
) -> Response {
    match end_sessions(doors.ctx(), &signed_in.cookie, chosen.session).await {
        Ok(()) => Redirect::to("/account/sessions").into_response(),
        Err(error) => signed_in.refusal(&doors, &words, error),
    }
}
