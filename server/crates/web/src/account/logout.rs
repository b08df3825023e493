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
    let jar = CookieJar::new().add(Cookie::Session.everywhere(&doors, String::new(), Duration::ZERO));
    Ok((jar, Redirect::to("/login")).into_response())
}
