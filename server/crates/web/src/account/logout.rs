//! `POST /account/logout`.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::flow::session::{end_session, session_user};
use countersign_service::problem::Problem;
use http::HeaderMap;
use time::Duration;

use crate::{cookies::Cookie, problems, request::Address, state::Doors};

pub(crate) async fn logout(
    State(doors): State<Doors>,
    from: Address,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(cookie) = Cookie::Session.token(&doors, &headers) {
        let found = session_user(doors.ctx(), &cookie)
            .await
            .map_err(problems::from_flow)?;
        if found.is_none() {
            from.knock(&doors)?;
        }
        end_session(doors.ctx(), &cookie)
            .await
            .map_err(problems::from_flow)?;
    }
    // Whoever comes next in this browser is not told where this person came from.
    let over = [Cookie::Session, Cookie::Back];
    let over = over.map(|cookie| cookie.everywhere(&doors, String::new(), Duration::ZERO));
    let jar = over.into_iter().fold(CookieJar::new(), CookieJar::add);
    Ok((jar, Redirect::to("/login")).into_response())
}
