//! `POST /account/advice`: whoever has read the advice to set up another authenticator does not see it again until they log in
//! anew.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::model::Session;
use http::HeaderMap;

use super::signed_in::SignedIn;
use crate::{cookies::Cookie, state::Doors};

pub(crate) async fn dismiss_advice(State(doors): State<Doors>, person: SignedIn) -> Response {
    let cookie = Cookie::Advice.for_this_visit(&doors, mark(&person.session));
    (CookieJar::new().add(cookie), Redirect::to("/account")).into_response()
}

/// Whether this session's person has read it.
pub(super) fn is_dismissed(doors: &Doors, headers: &HeaderMap, session: &Session) -> bool {
    Cookie::Advice.text(doors, headers) == Some(mark(session))
}

/// What stands for a session where nothing depends on it.
fn mark(session: &Session) -> String {
    session.login_id.to_string()
}
