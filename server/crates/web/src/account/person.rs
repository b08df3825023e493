//! Whoever is logged in.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use countersign_core::{
    flow::session::session_user,
    model::{Session, User},
};
use http::request::Parts;

use crate::{cookies::Cookie, login::Next, problems, request::Address, state::Doors};

/// A logged-in person. Everybody else is sent to log in first; whoever wanted to see a page comes back to it.
pub(crate) struct Person {
    pub(crate) user: User,
    pub(crate) session: Session,
}

impl FromRequestParts<Doors> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
        let wanted = parts.method.is_safe().then(|| Next::parse(parts.uri.path()));
        let login = wanted
            .flatten()
            .map_or("/login".to_owned(), |next| next.after_login());
        let to_login = || Redirect::to(&login).into_response();
        let Some(cookie) = Cookie::Session.token(doors, &parts.headers) else {
            return Err(to_login());
        };
        let found = session_user(doors.ctx(), &cookie).await;
        if let Some((user, session)) = found.map_err(|error| problems::from_flow(error).into_response())? {
            return Ok(Self { user, session });
        }
        // A cookie that opens nothing is a guess, or of a session that has ended.
        let from = Address::from_request_parts(parts, doors).await;
        let counted = from.and_then(|from| from.knock(doors));
        Err(counted.map_or_else(IntoResponse::into_response, |()| to_login()))
    }
}
