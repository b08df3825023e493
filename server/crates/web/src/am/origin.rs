//! Which web pages may use this door: our own and those of the origins that settings name. Programs that are no browser send no
//! origin.

use axum::response::{IntoResponse, Response};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
    },
};

use super::{AmDoor, sessions::SESSION_HEADER};
use crate::state::Doors;

/// Where a request comes from.
pub(super) enum Origin {
    /// A page of ours, or no page.
    Ours,
    /// A page of an origin that settings name.
    Known(HeaderValue),
    /// Another page.
    Elsewhere,
}

impl Origin {
    pub(super) fn of(doors: &Doors, am: &AmDoor, headers: &HeaderMap) -> Self {
        let Some(origin) = headers.get(ORIGIN) else {
            // A browser that sends no origin for another site's page says so in its own way.
            let site = headers
                .get("sec-fetch-site")
                .map_or(&b"none"[..], HeaderValue::as_bytes);
            return match site {
                b"none" | b"same-origin" => Self::Ours,
                _ => Self::Elsewhere,
            };
        };
        let own = doors.ctx().settings.public_url.origin().ascii_serialization();
        if own.as_bytes() == origin.as_bytes() {
            return Self::Ours;
        }
        let mut known = am.origins.iter();
        if known.any(|known| known.as_bytes() == origin.as_bytes()) {
            Self::Known(origin.clone())
        } else {
            Self::Elsewhere
        }
    }

    /// What a browser asks before its page may send what the SDKs send.
    pub(super) fn preflight(&self) -> Response {
        let Self::Known(_) = self else {
            return StatusCode::FORBIDDEN.into_response();
        };
        let mut response = self.allow(StatusCode::NO_CONTENT.into_response());
        let headers = response.headers_mut();
        headers.insert(
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST"),
        );
        let allowed = format!(
            "accept-api-version, content-type, x-requested-with, x-requested-platform, {SESSION_HEADER}"
        );
        let allowed = HeaderValue::try_from(allowed).expect("names of headers are text");
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        response
    }

    /// Lets the page that asks read `response`, if it may.
    pub(super) fn allow(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(VARY, HeaderValue::from_static("origin"));
        if let Self::Known(origin) = self {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            headers.insert(
                ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("retry-after"),
            );
        }
        response
    }
}
