//! The registry of problem types: what the API answers instead of success, and what each means.

use axum::http::StatusCode;
use countersign_service::problem::{Kind, Problem};

use crate::queue::QueueError;

macro_rules! kinds {
    ($($name:ident = $status:ident $word:literal $title:literal $text:literal;)+) => {
        $(pub(super) const $name: Kind = Kind { name: $word, title: $title, status: StatusCode::$status };)+
        pub(super) const ALL: &[(Kind, &str)] = &[$(($name, $text)),+];
    };
}

kinds! {
    MALFORMED = BAD_REQUEST "malformed-request" "The request is malformed"
        "Its body is not JSON, or its path or query does not say what it should.";
    INVALID_SIGNATURE = UNAUTHORIZED "invalid-signature" "The request is not rightly signed"
        "Its key is unknown here or has ended, its signature is not over this request, it was made more than a minute from server_time, \
         or its nonce was used before. The URL that is signed is the relay's public URL with the path and query of the request.";
    SUSPENDED = FORBIDDEN "suspended" "The sender is suspended"
        "The relay's operator does not take notifications of this sender at present.";
    INVALID_TOKEN = UNAUTHORIZED "invalid-token" "The request does not show the operators' token"
        "What operators do asks for the token of the relay's setting operators.token_file, as Authorization: Bearer.";
    OPERATORS_OFF = FORBIDDEN "operators-off" "The operators' API is off"
        "The relay's setting operators.token_file names the file with its token. Without one there are the commands alone.";
    FROM_A_PAGE = FORBIDDEN "from-a-page" "A page in a browser asks"
        "What operators do is for programs: requests that a browser sends for a page are refused, whatever they show.";
    NOT_FOUND = NOT_FOUND "not-found" "There is no such thing"
        "No notification of this sender has this id, or it ended more than a day ago. For operators, the detail says what is missing.";
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED "method-not-allowed" "The address does not take this method"
        "The description of the API says which methods it takes.";
    ID_REUSED = CONFLICT "id-reused" "The id stands for another notification"
        "A notification with this id was handed in before with another target, class or reference. Each needs an id of its own.";
    TAKEN = CONFLICT "taken" "Somebody has it already"
        "A sender has this name, or this key. The detail says which.";
    TOO_LARGE = PAYLOAD_TOO_LARGE "too-large" "The request is too large"
        "A body has at most a mebibyte, and an array at most a hundred notifications; an operator's has at most 16 KiB.";
    INVALID_REQUEST = UNPROCESSABLE_ENTITY "invalid-request" "A value is not allowed"
        "The detail says which. The same request would be refused each time.";
    DEADLINE_PASSED = UNPROCESSABLE_ENTITY "deadline-passed" "The deadline has passed"
        "The notification was worthless when it came. server_time tells the relay's clock.";
    TOO_MANY = TOO_MANY_REQUESTS "too-many-requests" "Too many notifications"
        "The sender has handed in more than its quota, or too many of its notifications wait. Retry-After says when to try again.";
    INTERNAL = INTERNAL_SERVER_ERROR "internal-error" "The relay failed"
        "It is a mistake in the relay. Trying again does no harm.";
    UNAVAILABLE = SERVICE_UNAVAILABLE "unavailable" "The relay cannot take it right now"
        "Its queue cannot be written, or is full. Nothing was kept; try again.";
}

/// A queue that fails is no fault of the request.
pub(super) fn from_queue(error: &QueueError) -> Problem {
    tracing::error!(%error, "the queue failed");
    UNAVAILABLE.into()
}
