//! The cookies of the pages: each bound to its path, invisible to scripts, never sent along from other sites.

use axum::{extract::FromRequestParts, response::Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use countersign_core::model::BearerToken;
use http::{HeaderMap, request::Parts};
use time::Duration;

use crate::{locales::Words, page, state::Doors};

/// A logged-in browser.
pub(crate) const SESSION: &str = "session";
/// A browser that has logged somebody in before.
pub(crate) const KNOWN: &str = "known";
/// The browser that started a login.
pub(crate) const WAIT: &str = "wait";
/// The browser that took an enrolment's link.
pub(crate) const ENROLL: &str = "enroll";

macro_rules! holders {
    ($($(#[$doc:meta])* $name:ident($cookie:expr);)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) BearerToken);

        impl FromRequestParts<Doors> for $name {
            /// The page that says that there is nothing here.
            type Rejection = Response;

            async fn from_request_parts(parts: &mut Parts, doors: &Doors) -> Result<Self, Response> {
                match token(&parts.headers, $cookie) {
                    Some(token) => Ok(Self(token)),
                    None => {
                        let Ok(words) = Words::from_request_parts(parts, doors).await;
                        Err(page::not_found(doors, &words))
                    }
                }
            }
        }
    )+};
}

holders! {
    /// The browser that started a login, by what its cookie holds; proves nothing yet.
    Starter(WAIT);
    /// The browser that took an enrolment's link, by what its cookie holds; proves nothing yet.
    Taker(ENROLL);
}

/// A cookie for the pages under `path`.
pub(crate) fn set(
    doors: &Doors,
    name: &'static str,
    value: String,
    path: String,
    lasts: Duration,
) -> Cookie<'static> {
    Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .secure(doors.is_https())
        .same_site(SameSite::Lax)
        .max_age(lasts)
        .build()
}

/// Ends a cookie.
pub(crate) fn end(doors: &Doors, name: &'static str, path: String) -> Cookie<'static> {
    set(doors, name, String::new(), path, Duration::ZERO)
}

/// The cookie of this name, as a token that proves nothing yet.
pub(crate) fn token(headers: &HeaderMap, name: &str) -> Option<BearerToken> {
    text(headers, name).map(BearerToken::presented)
}

/// The cookie of this name.
pub(crate) fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers
        .get_all(http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let cookies = lines.flat_map(|line| Cookie::split_parse(line.to_owned()).flatten().collect::<Vec<_>>());
    cookies
        .into_iter()
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}
