//! The cookies of the pages: each bound to its path, invisible to scripts, never sent along from other sites.

use axum_extra::extract::cookie::{Cookie, SameSite};
use countersign_core::model::BearerToken;
use http::HeaderMap;
use time::Duration;

use crate::state::Doors;

/// A logged-in browser.
pub(crate) const SESSION: &str = "session";
/// A browser that has logged somebody in before.
pub(crate) const KNOWN: &str = "known";
/// The browser that started a login.
pub(crate) const WAIT: &str = "wait";
/// The browser that took an enrolment's link.
pub(crate) const ENROLL: &str = "enroll";

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
