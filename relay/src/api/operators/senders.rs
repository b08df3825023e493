//! `/v1/senders`: servers that may send.

use axum::{Json, extract::State, http::StatusCode};
use countersign_service::problem::Problem;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    Answer, Operators,
    asked::{Asked, Named, Wanted},
    usage::Days,
};
use crate::{
    admin::{Command, OVERLAP_SECS, SenderWithUsage, ShownSender},
    sender::Policy,
};

/// A server that is to be let in. What is not said of its limits is as `countersign-relay sender add --help` says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSender {
    /// What it is called here.
    name: String,
    /// Its public key, PEM; a Countersign server prints it: `countersign keys relay`.
    public_key: String,
    #[serde(flatten)]
    policy: Policy,
}

/// A key that follows the present one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NextKey {
    /// The next public key, PEM.
    public_key: String,
    /// How long the present key works on, in seconds; a day if absent.
    #[serde(default = "overlap")]
    overlap_secs: u32,
}

const fn overlap() -> u32 {
    OVERLAP_SECS
}

/// Lists servers that may send.
#[utoipa::path(
    get, path = "/senders", tag = "operators", security(("operator" = [])),
    responses((status = 200, body = [ShownSender]), (status = 401, description = "invalid-token"), (status = 503))
)]
pub(super) async fn list(State(operators): State<Operators>) -> Answer {
    operators.carry_out(Command::SenderList).await
}

/// Lets a server send.
#[utoipa::path(
    post, path = "/senders", tag = "operators", request_body = NewSender, security(("operator" = [])),
    responses(
        (status = 201, body = ShownSender), (status = 401, description = "invalid-token"),
        (status = 409, description = "taken: its name, or its key"), (status = 413), (status = 422), (status = 503)
    )
)]
pub(super) async fn add(
    State(operators): State<Operators>,
    Asked(new): Asked<NewSender>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let NewSender {
        name,
        public_key,
        policy,
    } = new;
    let command = Command::SenderAdd {
        name,
        public_key,
        policy,
    };
    Ok((StatusCode::CREATED, operators.carry_out(command).await?))
}

/// Shows a server, and what it has used.
#[utoipa::path(
    get, path = "/senders/{name}", tag = "operators", params(("name" = String, Path), Days), security(("operator" = [])),
    responses(
        (status = 200, body = SenderWithUsage), (status = 401, description = "invalid-token"), (status = 404), (status = 422),
        (status = 503)
    )
)]
pub(super) async fn show(
    State(operators): State<Operators>,
    Named(name): Named<String>,
    Wanted(days): Wanted<Days>,
) -> Answer {
    let days = days.checked()?;
    operators.carry_out(Command::SenderShow { name, days }).await
}

/// Removes a server with all that is kept of it.
#[utoipa::path(
    delete, path = "/senders/{name}", tag = "operators", params(("name" = String, Path)), security(("operator" = [])),
    responses((status = 200), (status = 401, description = "invalid-token"), (status = 404), (status = 503))
)]
pub(super) async fn remove(State(operators): State<Operators>, Named(name): Named<String>) -> Answer {
    operators.carry_out(Command::SenderRemove { name }).await
}

/// Takes nothing more from a server; what waits of it is taken back.
#[utoipa::path(
    post, path = "/senders/{name}/suspend", tag = "operators", params(("name" = String, Path)), security(("operator" = [])),
    responses(
        (status = 200, body = ShownSender), (status = 401, description = "invalid-token"), (status = 404), (status = 503)
    )
)]
pub(super) async fn suspend(State(operators): State<Operators>, Named(name): Named<String>) -> Answer {
    operators.carry_out(Command::SenderSuspend { name }).await
}

/// Takes a server's notifications again.
#[utoipa::path(
    post, path = "/senders/{name}/resume", tag = "operators", params(("name" = String, Path)), security(("operator" = [])),
    responses(
        (status = 200, body = ShownSender), (status = 401, description = "invalid-token"), (status = 404), (status = 503)
    )
)]
pub(super) async fn resume(State(operators): State<Operators>, Named(name): Named<String>) -> Answer {
    operators.carry_out(Command::SenderResume { name }).await
}

/// Gives a server another key; the present one works on for a while.
#[utoipa::path(
    post, path = "/senders/{name}/rotate", tag = "operators", params(("name" = String, Path)), request_body = NextKey,
    security(("operator" = [])),
    responses(
        (status = 200, body = ShownSender), (status = 401, description = "invalid-token"), (status = 404),
        (status = 409, description = "taken: the key is a sender's already"), (status = 413), (status = 422), (status = 503)
    )
)]
pub(super) async fn rotate(
    State(operators): State<Operators>,
    Named(name): Named<String>,
    Asked(next): Asked<NextKey>,
) -> Answer {
    let command = Command::SenderRotate {
        name,
        public_key: next.public_key,
        overlap_secs: next.overlap_secs,
    };
    operators.carry_out(command).await
}
