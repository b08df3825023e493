//! `/login/wait/{id}/lost`: whoever has typed the password says what of theirs is lost.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    flow::report_lost::{losable, report_lost},
    model::{FirstFactor, Login},
    port::Holding,
};
use countersign_proto::ids::{AuthenticatorId, LoginId};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Deserialize;

use super::wait::path;
use crate::{
    cookies::Starter,
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, PostedForm},
    state::Doors,
};

#[derive(Template)]
#[template(path = "lost.html")]
struct LostPage {
    frame: Frame,
    path: String,
    holdings: Vec<Holding>,
    /// Whether there is a way back for whoever has nothing left.
    recovers: bool,
}

/// Whether the pages of this login lead here.
pub(crate) fn is_offered(login: &Login) -> bool {
    login.request.first_factor == FirstFactor::Verified && login.request.purpose.is_log_in()
}

/// `GET`: takes nothing.
pub(crate) async fn lost(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Response, Problem> {
    let (login, holdings) = losable(doors.ctx(), id, &starter.owner())
        .await
        .map_err(|error| starter.from.turn_away(&doors, error))?;
    let words = words
        .for_user(&doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let page = LostPage {
        frame: Frame::new(&doors, &words),
        path: path(id),
        holdings,
        recovers: doors.ctx().settings.sends_mail,
    };
    Ok(page::render(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct Reported {
    authenticator: AuthenticatorId,
}

/// `POST`.
pub(crate) async fn report(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    PostedForm(reported): PostedForm<Reported>,
) -> Result<Response, Problem> {
    let lost = report_lost(doors.ctx(), id, &starter.owner(), reported.authenticator)
        .await
        .map_err(|error| starter.from.turn_away(&doors, error))?;
    let words = words
        .for_user(&doors, lost.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let title = words.get("lost-done-title");
    let text = words.with("lost-done-text", "what", &lost.label);
    // The page of the login may wait for what is lost.
    let ways = format!("{}/ways", path(id));
    Ok(page::done(&doors, &words, &title, &text, &ways, "lost-go-on"))
}
