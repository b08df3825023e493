//! What is answered, in AM's shape: a step has an `authId`, a success has none and is 200, all else is a failure.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use countersign_core::{FlowError, model::BearerToken};
use countersign_service::problem::Problem;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, EXPIRES, PRAGMA, RETRY_AFTER},
};
use serde_json::{Value, json};

use super::{Realm, callbacks::Callbacks};
use crate::{problems, state::Doors};

/// Where people go on who have logged in, below the public URL.
const SUCCESS_PATH: &str = "/account";
/// What AM calls a login whose time was up.
const TIMED_OUT: &str = "110";

/// An answer.
pub(super) struct Reply {
    status: StatusCode,
    body: Value,
    cookies: CookieJar,
    retry_after: Option<HeaderValue>,
}

impl Reply {
    /// Any answer that is fine.
    pub(super) fn ok(body: Value) -> Self {
        Self {
            status: StatusCode::OK,
            body,
            cookies: CookieJar::new(),
            retry_after: None,
        }
    }

    /// A step, and what leads on from it.
    pub(super) fn step(auth_id: &str, callbacks: Callbacks) -> Self {
        Self::ok(json!({"authId": auth_id, "callbacks": callbacks.into_json()}))
    }

    /// Somebody is logged in by this session.
    pub(super) fn logged_in(doors: &Doors, realm: &Realm, session: &BearerToken) -> Self {
        let mut reply = Self::done(doors, realm);
        reply.body = json!({
            "tokenId": session.expose(),
            "successUrl": reply.body["successUrl"],
            "realm": realm.as_str(),
        });
        reply
    }

    /// A journey has reached its end, and nobody is logged in by it.
    pub(super) fn done(doors: &Doors, realm: &Realm) -> Self {
        Self::ok(json!({
            "message": "Authentication Successful",
            "successUrl": format!("{}{SUCCESS_PATH}", doors.base()),
            "realm": realm.as_str(),
        }))
    }

    /// Nobody is logged in: the same whatever was wrong with name and password (R7).
    pub(super) fn failed() -> Self {
        Self::refused(StatusCode::UNAUTHORIZED, "Login failure")
    }

    /// The same, with the word for how a login ended that began with the right password.
    pub(super) fn ended(word: &str) -> Self {
        let mut reply = Self::failed();
        reply.body["detail"] = json!({"reason": word});
        reply
    }

    /// Its time was up.
    pub(super) fn timed_out() -> Self {
        let mut reply = Self::refused(StatusCode::UNAUTHORIZED, "Session has timed out");
        reply.body["detail"] = json!({"errorCode": TIMED_OUT});
        reply
    }

    /// It is not answered.
    pub(super) fn refused(status: StatusCode, message: &str) -> Self {
        Self {
            status,
            body: json!({
                "code": status.as_u16(),
                "reason": status.canonical_reason().unwrap_or_default(),
                "message": message,
            }),
            cookies: CookieJar::new(),
            retry_after: None,
        }
    }

    /// The same answer, with cookies.
    pub(super) fn with(self, cookies: CookieJar) -> Self {
        Self { cookies, ..self }
    }
}

/// What every door refuses for the same reason, in this door's shape.
impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let kind = problem.kind();
        Self {
            retry_after: problems::retry_after(&problem),
            ..Self::refused(kind.status, kind.title)
        }
    }
}

/// Whoever may not go on is told no more than that (R7); when to come again is said to everybody alike.
impl From<FlowError> for Reply {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::NotFound | FlowError::NotPending => Self::timed_out(),
            FlowError::NoUsableAuthenticator
            | FlowError::FreshApprovalRequired
            | FlowError::FreshLoginRequired
            | FlowError::TermsNotAccepted => Self::failed(),
            error => problems::from_flow(error).into(),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let headers: [(HeaderName, HeaderValue); 4] = [
            (
                CACHE_CONTROL,
                HeaderValue::from_static("no-cache, no-store, must-revalidate"),
            ),
            (PRAGMA, HeaderValue::from_static("no-cache")),
            (EXPIRES, HeaderValue::from_static("0")),
            (
                HeaderName::from_static("content-api-version"),
                HeaderValue::from_static("resource=2.1"),
            ),
        ];
        let mut response = (self.status, self.cookies, headers, Json(self.body)).into_response();
        if let Some(wait) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, wait);
        }
        response
    }
}
