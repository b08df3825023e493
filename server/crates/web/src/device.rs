//! Where compatible phones register, answer and tell new push addresses (protocol page, sections 2 and 4).

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
    routing::post,
};
use countersign_core::{
    DeviceRefusal,
    flow::{
        refresh_device::{RefreshDevice, refresh_device},
        register_device::register_device,
        respond_to_challenge::{DeviceAnswer, respond_to_challenge},
    },
};
use countersign_proto::forgerock::{
    refresh::RefreshRequest,
    register::{ACCEPTED_BODY, DeviceRequest, REFUSED_BODY},
};
use http::{
    StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use serde::Deserialize;

use crate::{request::Visitor, state::Doors};

pub(crate) fn routes() -> Router<Doors> {
    Router::new()
        .route("/json/push/sns/message", post(message))
        .route("/json/realms/{*rest}", post(message_in_realm))
}

#[derive(Deserialize)]
pub(crate) struct Action {
    #[serde(rename = "_action", default)]
    action: String,
}

/// The same door under the realm paths that tools for the reference server use.
async fn message_in_realm(
    state: State<Doors>,
    Path(rest): Path<String>,
    visitor: Result<Visitor, countersign_service::problem::Problem>,
    action: Query<Action>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    if rest.ends_with("/push/sns/message") {
        message(state, visitor, action, body).await
    } else {
        refused()
    }
}

/// Phones show people nothing but the status, so refusals say nothing more.
async fn message(
    State(doors): State<Doors>,
    visitor: Result<Visitor, countersign_service::problem::Problem>,
    Query(Action { action }): Query<Action>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    if let Err(problem) = visitor {
        return reply(problem.kind().status, "{}");
    }
    let Ok(body) = body else {
        return reply(StatusCode::PAYLOAD_TOO_LARGE, "{}");
    };
    let outcome = match action.as_str() {
        "register" => match answer(&body) {
            Ok(answer) => register_device(doors.ctx(), &answer).await,
            Err(refusal) => Err(refusal),
        },
        "authenticate" => match answer(&body) {
            Ok(answer) => respond_to_challenge(doors.ctx(), &answer).await,
            Err(refusal) => Err(refusal),
        },
        "refresh" => match refresh(&body) {
            Ok(refresh) => refresh_device(doors.ctx(), &refresh).await,
            Err(refusal) => Err(refusal),
        },
        _ => Err(DeviceRefusal::Refused("action")),
    };
    match outcome {
        Ok(()) => reply(StatusCode::OK, ACCEPTED_BODY),
        Err(DeviceRefusal::Refused(reason)) => {
            metrics::counter!("countersign_device_requests_refused_total", "reason" => reason).increment(1);
            refused()
        }
        Err(DeviceRefusal::Unavailable(error)) => {
            tracing::error!(%error, "a phone's request could not be judged");
            let mut response = reply(StatusCode::SERVICE_UNAVAILABLE, "{}");
            response
                .headers_mut()
                .insert(RETRY_AFTER, http::HeaderValue::from_static("1"));
            response
        }
    }
}

fn answer(body: &[u8]) -> Result<DeviceAnswer, DeviceRefusal> {
    let request: DeviceRequest =
        serde_json::from_slice(body).map_err(|_| DeviceRefusal::Refused("malformed"))?;
    Ok(DeviceAnswer {
        message_id: request.message_id,
        jwt: request.jwt,
    })
}

fn refresh(body: &[u8]) -> Result<RefreshDevice, DeviceRefusal> {
    let request: RefreshRequest =
        serde_json::from_slice(body).map_err(|_| DeviceRefusal::Refused("malformed"))?;
    Ok(RefreshDevice {
        mechanism_uid: request.mechanism_uid,
        username: request.username.or(request.user_id),
        jwt: request.jwt,
    })
}

fn refused() -> Response {
    reply(StatusCode::BAD_REQUEST, REFUSED_BODY)
}

fn reply(status: StatusCode, body: &'static str) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
