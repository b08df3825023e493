//! Which web pages may watch a login: those of its client's origins.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
use countersign_core::{model::ClientId, port::StoreError};
use http::{
    HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
    },
    request::Parts,
};

use crate::state::Doors;

/// Where the page comes from that asks, if a page does. A copy: a request that waits must not keep its head in memory.
pub(super) struct Origin(Option<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let origin = parts.headers.get(ORIGIN);
        Ok(Self(origin.and_then(|value| {
            HeaderValue::from_bytes(value.as_bytes()).ok()
        })))
    }
}

/// Lets the page that asks read `response`, if it is one of the client's.
///
/// # Errors
/// [`StoreError`] if the client cannot be read.
pub(super) async fn allow(
    doors: &Doors,
    client: &ClientId,
    origin: Origin,
    mut response: Response,
) -> Result<Response, StoreError> {
    let Origin(Some(origin)) = origin else {
        return Ok(response);
    };
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("origin"));
    let client = doors.ctx().store.client(client).await?;
    if client.is_some_and(|client| {
        client
            .origins
            .iter()
            .any(|known| known.as_bytes() == origin.as_bytes())
    }) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    Ok(response)
}

/// Answers a preflight. It names no login's client, so every registered origin may ask; the answer itself is then
/// readable only for the right one.
pub(super) async fn preflight(State(doors): State<Doors>, Origin(origin): Origin) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let Some(origin) = origin else {
        return response;
    };
    let clients = doors.ctx().store.clients().await.unwrap_or_default();
    if clients
        .iter()
        .flat_map(|client| &client.origins)
        .any(|known| known.as_bytes() == origin.as_bytes())
    {
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
    }
    response
}
