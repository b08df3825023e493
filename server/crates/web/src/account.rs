//! Where a logged-in person arrives.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{
    flow::session::{end_session, session_user},
    model::{Session, User},
    port::Holding,
};
use http::{HeaderMap, StatusCode};

use crate::{
    cookies,
    locales::Words,
    page::{self, Frame},
    state::Doors,
};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    user: User,
    session: Session,
    holdings: Vec<Holding>,
}

/// `GET /`.
pub(crate) async fn home() -> Redirect {
    Redirect::to("/account")
}

/// `GET /account`.
pub(crate) async fn show(State(doors): State<Doors>, words: Words, headers: HeaderMap) -> Response {
    let Some(cookie) = cookies::token(&headers, cookies::SESSION) else {
        return Redirect::to("/login").into_response();
    };
    let (user, session) = match session_user(doors.ctx(), &cookie).await {
        Ok(Some(found)) => found,
        Ok(None) => return Redirect::to("/login").into_response(),
        Err(error) => return page::failed(&doors, &words, error),
    };
    match doors.ctx().store.holdings(user.id).await {
        Ok(holdings) => {
            let frame = Frame::new(&doors, &words);
            page::render(
                StatusCode::OK,
                &AccountPage {
                    frame,
                    user,
                    session,
                    holdings,
                },
            )
        }
        Err(error) => page::failed(&doors, &words, error.into()),
    }
}

/// `POST /account/logout`.
pub(crate) async fn logout(State(doors): State<Doors>, words: Words, headers: HeaderMap) -> Response {
    if let Some(cookie) = cookies::token(&headers, cookies::SESSION)
        && let Err(error) = end_session(doors.ctx(), &cookie).await
    {
        return page::failed(&doors, &words, error);
    }
    let jar = CookieJar::new().add(cookies::end(&doors, cookies::SESSION, "/".to_owned()));
    (jar, Redirect::to("/login")).into_response()
}
