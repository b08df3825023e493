//! The registry of problem types: what APIs answer instead of success, and the page that explains each.

use askama::Template;
use axum::{extract::State, response::Response};
use countersign_core::{
    DeviceRefusal, FlowError,
    flow::{authenticate_client::ClientRefusal, operate::OperatorRefusal},
    port::StoreError,
};
use countersign_service::problem::{Kind, Problem};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};

use crate::{
    locales::Words,
    page::{self, Frame},
    request::InPath,
    state::Doors,
};

macro_rules! kinds {
    ($($name:ident = $status:ident $word:literal $title:literal;)+) => {
        $(pub(crate) const $name: Kind = Kind { name: $word, title: $title, status: StatusCode::$status };)+
        pub(crate) const ALL: &[Kind] = &[$($name),+];
    };
}

kinds! {
    MALFORMED = BAD_REQUEST "malformed-request" "The request is malformed";
    INVALID_CLIENT = UNAUTHORIZED "invalid-client" "The client is unknown or its secret is wrong";
    INVALID_DEVICE = UNAUTHORIZED "invalid-device" "The device is unknown, set aside, or did not sign this just now";
    INSUFFICIENT_USER_AUTHENTICATION = UNAUTHORIZED "insufficient-user-authentication" "A stronger or more recent login is required";
    INSUFFICIENT_SCOPE = FORBIDDEN "insufficient-scope" "The client may not do this";
    INSUFFICIENT_ROLE = FORBIDDEN "insufficient-role" "The operator's role does not include this";
    PEOPLE_ONLY = FORBIDDEN "people-only" "This is left to people";
    FRESH_APPROVAL_REQUIRED = FORBIDDEN "fresh-approval-required" "A fresh approval by the user is required";
    FRESH_LOGIN_REQUIRED = FORBIDDEN "fresh-login-required" "A fresh login is required";
    FORBIDDEN = FORBIDDEN "forbidden" "The request came from another site";
    NOT_FOUND = NOT_FOUND "not-found" "There is no such thing";
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED "method-not-allowed" "The address does not take this method";
    DEVICE_REMOVED = GONE "device-removed" "The device was removed from its account";
    LOGIN_NOT_PENDING = CONFLICT "login-not-pending" "The login is no longer pending";
    LOGIN_NOT_APPROVED = CONFLICT "login-not-approved" "The login was not approved";
    ENROLLMENT_NOT_PENDING = CONFLICT "enrollment-not-pending" "The enrolment is no longer pending";
    CHALLENGE_NOT_OPEN = CONFLICT "challenge-not-open" "The challenge is not open any more";
    LAST_AUTHENTICATOR = CONFLICT "last-authenticator" "It is the last authenticator";
    TOO_MANY_AUTHENTICATORS = CONFLICT "too-many-authenticators" "The user has as many authenticators of this kind as may be";
    LINK_ENDED = CONFLICT "link-ended" "The link has ended";
    ALREADY_EXISTS = CONFLICT "already-exists" "It exists already";
    STILL_RUNNING = CONFLICT "request-in-progress" "The same request is still being carried out";
    TOO_LARGE = PAYLOAD_TOO_LARGE "too-large" "The request is too large";
    INVALID_REQUEST = UNPROCESSABLE_ENTITY "invalid-request" "A value is not allowed";
    WRONG_CODE = UNPROCESSABLE_ENTITY "wrong-code" "The code is wrong";
    NO_USABLE_AUTHENTICATOR = UNPROCESSABLE_ENTITY "no-usable-authenticator" "The user has no usable authenticator";
    KEY_REUSED = UNPROCESSABLE_ENTITY "idempotency-key-reused" "The idempotency key was used for another request";
    TOO_MANY = TOO_MANY_REQUESTS "too-many-requests" "Too many requests";
    TERMS_NOT_ACCEPTED = FORBIDDEN "terms-not-accepted" "The terms of use are not accepted";
    INTERNAL = INTERNAL_SERVER_ERROR "internal-error" "The server failed";
    UNAVAILABLE = SERVICE_UNAVAILABLE "unavailable" "The server cannot decide right now";
}

/// What a flow's error is called outside. What it means inside is logged, not said.
pub(crate) fn from_flow(error: FlowError) -> Problem {
    match error {
        FlowError::Invalid(what) => Problem::from(INVALID_REQUEST).because(what),
        FlowError::Password(error) => Problem::from(INVALID_REQUEST).because(error.to_string()),
        FlowError::NotFound => NOT_FOUND.into(),
        FlowError::NoUsableAuthenticator => NO_USABLE_AUTHENTICATOR.into(),
        FlowError::TooMany { retry_after } => Problem::from(TOO_MANY).retry_after(retry_after),
        FlowError::WrongCode { attempts_left } => {
            Problem::from(WRONG_CODE).with("attempts_left", attempts_left)
        }
        FlowError::WrongPassword => Problem::from(INVALID_REQUEST).because("the password is wrong"),
        FlowError::NotPending => LOGIN_NOT_PENDING.into(),
        FlowError::FreshApprovalRequired => FRESH_APPROVAL_REQUIRED.into(),
        FlowError::TermsNotAccepted => TERMS_NOT_ACCEPTED.into(),
        FlowError::LastAuthenticator | FlowError::CodesAloneLeft => LAST_AUTHENTICATOR.into(),
        FlowError::TooManyAuthenticators => TOO_MANY_AUTHENTICATORS.into(),
        FlowError::FreshLoginRequired => FRESH_LOGIN_REQUIRED.into(),
        FlowError::NotAllowed => INSUFFICIENT_ROLE.into(),
        FlowError::ForPeople => PEOPLE_ONLY.into(),
        FlowError::AlreadyExists => ALREADY_EXISTS.into(),
        FlowError::KeyReused => KEY_REUSED.into(),
        FlowError::Contended => UNAVAILABLE.into(),
        FlowError::Pki(error) => {
            tracing::error!(%error, "a certificate cannot be signed");
            UNAVAILABLE.into()
        }
        FlowError::Store(error) => from_store(&error),
        FlowError::Secrets(error) => {
            tracing::error!(%error, "a stored secret does not open");
            UNAVAILABLE.into()
        }
    }
}

/// …of a flow about the logout from a login.
pub(crate) fn from_logout(error: FlowError) -> Problem {
    match error {
        FlowError::NotPending => LOGIN_NOT_APPROVED.into(),
        error => from_flow(error),
    }
}

/// …of a flow about an enrolment.
pub(crate) fn from_enrollment(error: FlowError) -> Problem {
    match error {
        FlowError::NotPending => ENROLLMENT_NOT_PENDING.into(),
        error => from_flow(error),
    }
}

/// …of a flow about a link that was mailed.
pub(crate) fn from_link(error: FlowError) -> Problem {
    match error {
        FlowError::NotPending => LINK_ENDED.into(),
        error => from_flow(error),
    }
}

/// What a native phone's refusal is called outside; refusals of devices look alike (R7). The server's time lets a phone with
/// a wrong clock sign anew; a phone that was removed is given our word for it.
pub(crate) fn from_device(doors: &Doors, refusal: DeviceRefusal) -> Problem {
    let reason = refusal.word();
    let problem = match refusal {
        DeviceRefusal::Refused(_) => Problem::from(INVALID_DEVICE).challenge("Countersign"),
        DeviceRefusal::NotOpen(_) => Problem::from(CHALLENGE_NOT_OPEN),
        DeviceRefusal::Removed(removal) => Problem::from(DEVICE_REMOVED).with("removal", removal),
        DeviceRefusal::Unavailable(error) => return from_store(&error),
    };
    metrics::counter!("countersign_device_requests_refused_total", "reason" => reason).increment(1);
    problem.with("server_time", doors.ctx().clock.now().as_secs())
}

pub(crate) fn from_store(error: &StoreError) -> Problem {
    tracing::error!(%error, "the store failed");
    UNAVAILABLE.into()
}

pub(crate) fn from_client(refusal: &ClientRefusal) -> Problem {
    match refusal {
        ClientRefusal::Invalid => {
            Problem::from(INVALID_CLIENT).challenge("Basic realm=\"countersign\", charset=\"UTF-8\"")
        }
        ClientRefusal::MissingScope(scope) => {
            Problem::from(INSUFFICIENT_SCOPE).because(format!("the scope {} is missing", scope.as_str()))
        }
        ClientRefusal::Store(error) => from_store(error),
    }
}

/// What a program's refusal as an operator is called outside.
pub(crate) fn from_operator(refusal: OperatorRefusal) -> Problem {
    match refusal {
        OperatorRefusal::NotLoggedIn => from_client(&ClientRefusal::Invalid),
        OperatorRefusal::NoOperator => {
            Problem::from(INSUFFICIENT_SCOPE).because("the client has no operator's role")
        }
        refusal => from_flow(refusal.into()),
    }
}

/// When it may work again, for doors that show problems in words of their own.
pub(crate) fn retry_after(problem: &Problem) -> Option<HeaderValue> {
    problem.render("").headers().get(RETRY_AFTER).cloned()
}

/// Name and title as the API gives them, and what they mean in the reader's language.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    kind: &'static Kind,
    text: String,
}

/// `GET /problems/{name}`: what a type means.
pub(crate) async fn explain(
    State(doors): State<Doors>,
    words: Words,
    InPath(name): InPath<String>,
) -> Response {
    match ALL.iter().find(|kind| kind.name == name) {
        Some(kind) => page::render(
            StatusCode::OK,
            &ProblemPage {
                frame: Frame::new(&doors, &words),
                text: words.get(&format!("problem-{name}")),
                kind,
            },
        ),
        None => page::not_found(&doors, &words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_explained() {
        let words = Words::english();
        for kind in ALL {
            assert_ne!(
                words.get(&format!("problem-{}", kind.name)),
                format!("problem-{}", kind.name)
            );
        }
    }
}
