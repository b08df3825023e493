//! `/v1/deadletters`: notifications that their vendors refuse.

use axum::extract::State;
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    super::problems,
    Answer, Operators,
    asked::{Asked, Wanted},
};
use crate::{
    admin::Command,
    queue::{Burial, DeadLetter},
};

/// Those that are listed if nobody says how many, and at most.
const LIMIT: u32 = 100;
const MAX_LIMIT: u32 = 1000;

/// How many.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// At most so many, from 1 to 1000; 100 if absent.
    limit: Option<u32>,
}

/// Which ones: one, all of a server's, or with neither all.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Those of this server.
    sender: Option<String>,
    /// The one with this id, with its sender.
    id: Option<Uuid>,
}

/// Lists them, the next deadline first.
#[utoipa::path(
    get, path = "/deadletters", tag = "operators", params(Page), security(("operator" = [])),
    responses(
        (status = 200, body = [DeadLetter]), (status = 401, description = "invalid-token"), (status = 422), (status = 503)
    )
)]
pub(super) async fn list(State(operators): State<Operators>, Wanted(page): Wanted<Page>) -> Answer {
    let limit = page.limit.unwrap_or(LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let why = format!("limit is from 1 to {MAX_LIMIT}");
        return Err(Problem::from(problems::INVALID_REQUEST).because(why));
    }
    operators.carry_out(Command::DeadLetterList { limit }).await
}

/// Puts them back into the queue.
#[utoipa::path(
    post, path = "/deadletters/replay", tag = "operators", request_body = Which, security(("operator" = [])),
    responses(
        (status = 200), (status = 401, description = "invalid-token"), (status = 404), (status = 413), (status = 422),
        (status = 503)
    )
)]
pub(super) async fn replay(State(operators): State<Operators>, Asked(which): Asked<Which>) -> Answer {
    bury(&operators, Burial::Replay, which).await
}

/// Forgets their content.
#[utoipa::path(
    post, path = "/deadletters/discard", tag = "operators", request_body = Which, security(("operator" = [])),
    responses(
        (status = 200), (status = 401, description = "invalid-token"), (status = 404), (status = 413), (status = 422),
        (status = 503)
    )
)]
pub(super) async fn discard(State(operators): State<Operators>, Asked(which): Asked<Which>) -> Answer {
    bury(&operators, Burial::Discard, which).await
}

async fn bury(operators: &Operators, burial: Burial, which: Which) -> Answer {
    let Which { sender, id } = which;
    let command = Command::DeadLetterBury { burial, sender, id };
    operators.carry_out(command).await
}
