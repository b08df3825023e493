//! Which web pages may watch a login: those of its client's origins.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use countersign_core::{model::ClientId, port::StoreError};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
    },
};

use crate::state::Doors;

/// Lets the page that asks read `response`, if it is one of the client's.
///
/// # Errors
/// [`StoreError`] if the client cannot be read.
pub(super) async fn allow(
    doors: &Doors,
    client: &ClientId,
    request: &HeaderMap,
    mut response: Response,
) -> Result<Response, StoreError> {
    let Some(origin) = request.get(ORIGIN) else {
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
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    Ok(response)
}

/// Answers a preflight. It names no login's client, so every registered origin may ask; the answer itself is then
/// readable only for the right one.
pub(super) async fn preflight(State(doors): State<Doors>, headers: HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let Some(origin) = headers.get(ORIGIN) else {
        return response;
    };
    let clients = doors.ctx().store.clients().await.unwrap_or_default();
    if clients
        .iter()
        .flat_map(|client| &client.origins)
        .any(|known| known.as_bytes() == origin.as_bytes())
    {
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
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
