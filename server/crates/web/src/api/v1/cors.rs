//! Which web pages may read what a login's client may: those of the client's own origins.

use axum::response::{IntoResponse, Response};
use countersign_core::model::ClientId;
use http::{
    HeaderMap, HeaderValue, StatusCode, Uri,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
    },
};

use crate::{request::Visitor, state::Doors};

/// Where the page comes from that asks, if a page does. A copy: a request that waits must not keep its head in memory.
pub(super) struct Origin(Option<HeaderValue>);

impl Origin {
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let origin = headers.get(ORIGIN);
        Self(origin.and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok()))
    }

    /// Whether no page asks.
    pub(super) const fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

/// Lets the page that asks read `response`, if it is one of the client's. If nobody can tell, it is not.
pub(super) async fn allow(
    doors: &Doors,
    client: &ClientId,
    origin: Origin,
    mut response: Response,
) -> Response {
    let Origin(Some(origin)) = origin else {
        return response;
    };
    let client = match doors.ctx().store.client(client).await {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "a client's origins cannot be read");
            None
        }
    };
    let origins = client.map(|client| client.origins).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("origin"));
    if origins.iter().any(|known| known.as_bytes() == origin.as_bytes()) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("retry-after"),
        );
    }
    response
}

/// Answers a preflight. It carries no token, so nobody can tell whose login it is about: every origin may ask, and only the
/// right one may read the answer. That says nothing of who the clients are (R17).
pub(super) async fn preflight(_: Visitor, headers: HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let Origin(Some(origin)) = Origin::read(&headers) else {
        return response;
    };
    if !is_web_origin(&origin) {
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, DELETE"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, last-event-id, idempotency-key"),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    headers.insert(VARY, HeaderValue::from_static("origin"));
    response
}

/// Whether a client could have registered it: `scheme://host[:port]`.
fn is_web_origin(origin: &HeaderValue) -> bool {
    let Ok(text) = origin.to_str() else { return false };
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    match (uri.scheme_str(), uri.authority()) {
        (Some(scheme @ ("https" | "http")), Some(host)) => {
            text == format!("{scheme}://{host}") && !host.as_str().contains('@')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let is_origin = |text| is_web_origin(&HeaderValue::from_static(text));
        for good in [
            "https://shop.example.org",
            "http://127.0.0.1:8080",
            "https://[::1]:1",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "null",
            "",
            "*",
            "shop.example.org",
            "file://x",
            "https://x/",
            "https://x/y",
            "https://x?y",
            "https://u@x",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
