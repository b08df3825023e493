//! The door of compatible phones (protocol page, sections 2 and 4). Phones show people nothing but the status, so refusals
//! say nothing more: whatever is wrong, they are alike.

mod authenticate;
mod refresh;
mod register;
mod v1;

use axum::{
    Router,
    body::Bytes,
    extract::{FromRequest, Query, Request, State},
    response::{IntoResponse, Response},
    routing::any,
};
use countersign_core::DeviceRefusal;
use countersign_proto::forgerock::{
    register::{ACCEPTED_BODY, REFUSED_BODY},
    uri::DOOR,
};
use countersign_service::problem::Problem;
use http::{
    HeaderValue, Method, StatusCode, Uri,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use serde::de::DeserializeOwned;

use crate::{problems, request::Visitor, state::Doors};

/// Where phones send everything; under a realm too, as tools for the reference server do, see [`crate::am`].
pub(crate) const MESSAGE: &str = "/push/sns/message";

pub(crate) fn routes() -> Router<Doors> {
    Router::new().merge(v1::routes()).route(DOOR, any(message))
}

pub(crate) async fn message(
    State(doors): State<Doors>,
    visitor: Result<Visitor, Problem>,
    request: Request,
) -> Response {
    if let Err(problem) = visitor {
        return failed(problem.kind().status, problems::retry_after(&problem));
    }
    let action = action(request.method(), request.uri());
    let Ok(body) = Bytes::from_request(request, &doors).await else {
        return failed(StatusCode::PAYLOAD_TOO_LARGE, None);
    };
    let outcome = match action.as_deref() {
        Some("register") => register::register(&doors, &body).await,
        Some("authenticate") => authenticate::authenticate(&doors, &body).await,
        Some("refresh") => refresh::refresh(&doors, &body).await,
        _ => Err(DeviceRefusal::Refused("action")),
    };
    match outcome {
        Ok(()) => reply(StatusCode::OK, ACCEPTED_BODY),
        Err(DeviceRefusal::Unavailable(error)) => {
            tracing::error!(%error, "a phone's request could not be judged");
            failed(StatusCode::SERVICE_UNAVAILABLE, Some(HeaderValue::from(1)))
        }
        // These phones would not understand our word that they were removed.
        Err(
            refusal @ (DeviceRefusal::Refused(_) | DeviceRefusal::NotOpen(_) | DeviceRefusal::Removed(_)),
        ) => {
            let reason = refusal.word();
            metrics::counter!("countersign_device_requests_refused_total", "reason" => reason).increment(1);
            reply(StatusCode::BAD_REQUEST, REFUSED_BODY)
        }
    }
}

/// What a phone wants, if it says so once and in the right place.
fn action(method: &Method, uri: &Uri) -> Option<String> {
    if method != Method::POST || !uri.path().ends_with(MESSAGE) {
        return None;
    }
    let Query(said) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let mut actions = said.into_iter().filter(|(name, _)| name == "_action");
    match (actions.next(), actions.next()) {
        (Some((_, action)), None) => Some(action),
        _ => None,
    }
}

/// Reads a body; members that we do not know are ignored.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, DeviceRefusal> {
    serde_json::from_slice(body).map_err(|_| DeviceRefusal::Refused("malformed"))
}

/// Not judged at all; the phone may come again.
fn failed(status: StatusCode, retry_after: Option<HeaderValue>) -> Response {
    let mut response = reply(status, "{}");
    if let Some(wait) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    response
}

fn reply(status: StatusCode, body: &'static str) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
