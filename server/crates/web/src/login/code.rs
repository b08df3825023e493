//! `GET /login/wait/{id}/code`: the page on which a person types a code, of an app or from paper.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::model::{Login, Method};
use countersign_proto::ids::LoginId;
use countersign_service::problem::Problem;

use super::{login_for::LoginFor, phone, wait::path};
use crate::{
    code_form::{self, CodeForm},
    cookies::Starter,
    locales::Words,
    page::{self, Frame},
    problems,
    request::InPath,
    state::Doors,
};

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage<'a> {
    frame: Frame,
    login: &'a Login,
    login_for: LoginFor,
    from_app: bool,
    form: CodeForm,
    seconds_left: u64,
}

pub(crate) async fn code(
    State(doors): State<Doors>,
    words: Words,
    InPath(id): InPath<LoginId>,
    starter: Starter,
) -> Result<Response, Problem> {
    show(&doors, &words, id, &starter, None).await
}

/// The page while the login is pending, after a wrong code with what that left; else where the login has gone.
pub(super) async fn show(
    doors: &Doors,
    words: &Words,
    id: LoginId,
    starter: &Starter,
    attempts_left: Option<u32>,
) -> Result<Response, Problem> {
    let login = starter.login(doors, id).await?;
    if !login.is_pending() || !login.request.takes_codes() {
        return Ok(Redirect::to(&path(id)).into_response());
    }
    let words = words
        .clone()
        .for_user(doors, login.user_id)
        .await
        .map_err(|error| problems::from_store(&error))?;
    // Whoever has a code sent types it where that is said.
    let is_sent = login.sent_code().is_some() && attempts_left.is_some();
    if is_sent || !login.request.takes_other_codes() {
        return phone::show(doors, &words, &login, false, attempts_left).await;
    }
    let methods = &login.request.methods;
    let form = CodeForm {
        label: words.get("code-label"),
        from_paper: methods.iter().any(|method| !method.is_everyday()),
        is_focused: true,
        wrong: None,
    };
    Ok(page::render(
        code_form::status(attempts_left),
        &CodePage {
            frame: Frame::new(doors, &words),
            login_for: LoginFor::of(doors, &login).await?,
            from_app: methods.contains(&Method::Totp) || methods.contains(&Method::Hotp),
            form: form.after(&words, attempts_left),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login: &login,
        },
    ))
}
