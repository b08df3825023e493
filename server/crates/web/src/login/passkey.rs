//! `/login/wait/{id}/passkey`: the page on which a browser uses a passkey, and what it sends then.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    flow::use_passkey::use_passkey,
    method::passkey::{self, Used},
    model::Login,
};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{login_for::LoginFor, wait::path};
use crate::{
    cookies::Starter,
    locales::Words,
    page::{self, Frame},
    problems,
    request::{InPath, JsonBody},
    state::Doors,
};

#[derive(Template)]
#[template(path = "passkey.html")]
struct PasskeyPage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    path: String,
    ceremony: &'static str,
    /// The text of the button.
    button: &'static str,
    /// What the browser is asked for, as JSON; nothing once it is too late for that.
    options: Option<String>,
    seconds_left: u64,
}

pub(crate) async fn passkey(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Response, Problem> {
    let login = starter.login(&doors, id).await?;
    if !login.is_pending() || !login.request.takes_passkeys() {
        return Ok(Redirect::to(&path(id)).into_response());
    }
    let words = words
        .for_user(&doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    let holdings = doors.ctx().store.holdings(login.user_id).await;
    let holdings = holdings.map_err(|error| problems::from_store(&error))?;
    let options = passkey::request_options(doors.ctx(), &login, &holdings);
    Ok(page::render(
        StatusCode::OK,
        &PasskeyPage {
            frame: Frame::new(&doors, &words),
            login_for: LoginFor::of(&doors, &login).await?,
            path: path(id),
            ceremony: "get",
            button: "passkey-use",
            options: options.map(|options| options.to_string()),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login: &login,
        },
    ))
}

/// `POST`, by the page's script: 204 once the login is approved.
pub(crate) async fn answer(
    State(doors): State<Doors>,
    InPath(id): InPath<LoginId>,
    starter: Starter,
    body: JsonBody<Used>,
) -> Result<StatusCode, Problem> {
    match use_passkey(doors.ctx(), id, &starter.owner(), &body.value).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(error) => Err(starter.from.turn_away(&doors, error)),
    }
}
