//! The page on which a person types a code: of an app, or from paper.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    FlowError,
    flow::{
        enter_code::enter_code,
        read_login::{LoginOwner, read_login},
    },
    model::{Login, Method, TypedCode},
};
use countersign_proto::ids::LoginId;
use http::StatusCode;
use serde::Deserialize;

use crate::{
    cookies::Starter,
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage<'a> {
    frame: Frame,
    login: &'a Login,
    from_app: bool,
    from_paper: bool,
    /// Says that the code before was wrong.
    wrong: Option<String>,
    seconds_left: u64,
}

/// `GET /login/wait/{id}/code`.
pub(crate) async fn code(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Starter(owner): Starter,
) -> Response {
    show(&doors, &words, id, &LoginOwner::Browser(owner), None).await
}

/// The page while the login is pending, after a wrong code with what that left; else where the login has gone.
async fn show(
    doors: &Doors,
    words: &Words,
    id: LoginId,
    owner: &LoginOwner,
    attempts_left: Option<u32>,
) -> Response {
    let login = match read_login(doors.ctx(), id, owner).await {
        Ok(read) => read.login,
        Err(error) => return page::failed(doors, words, error),
    };
    if !login.is_pending() || !login.request.takes_codes() {
        return Redirect::to(&format!("/login/wait/{id}")).into_response();
    }
    let methods = &login.request.methods;
    let status = match attempts_left {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    page::render(
        status,
        &CodePage {
            frame: Frame::new(doors, words),
            from_app: methods.contains(&Method::Totp) || methods.contains(&Method::Hotp),
            from_paper: methods.contains(&Method::RecoveryCode),
            wrong: attempts_left.map(|left| words.counted("code-wrong", "left", left)),
            seconds_left: login.expires_at.since(doors.ctx().clock.now()).as_secs(),
            login: &login,
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Typed {
    code: String,
}

/// `POST /login/wait/{id}/code`.
pub(crate) async fn enter(
    State(doors): State<Doors>,
    words: Words,
    Path(id): Path<LoginId>,
    Starter(owner): Starter,
    Form(typed): Form<Typed>,
) -> Response {
    let owner = LoginOwner::Browser(owner);
    match enter_code(doors.ctx(), id, &owner, &TypedCode::new(&typed.code), None).await {
        Ok(_) | Err(FlowError::NotPending) => Redirect::to(&format!("/login/wait/{id}")).into_response(),
        Err(FlowError::WrongCode { attempts_left }) => {
            show(&doors, &words, id, &owner, Some(attempts_left)).await
        }
        Err(error) => page::failed(&doors, &words, error),
    }
}
