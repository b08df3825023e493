//! `GET /v1/events`.

use std::time::Duration;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use countersign_proto::relay_api::{Event, Events, MAX_EVENTS, MAX_WAIT_SECS};
use countersign_service::problem::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    Doors, problems,
    signed::{Signed, replayed},
};
use crate::queue::{Once, SenderName};

/// How many events come at once if nobody says.
const LIMIT: u32 = 100;

/// Which events.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Those with greater numbers; without it, none, and `next` says where they end.
    after: Option<i64>,
    /// At most so many, from 1 to 1000; 100 if absent.
    limit: Option<u32>,
    /// How long to wait if there are none, from 0 to 25 seconds.
    wait_secs: Option<u64>,
}

/// Tells what became of the sender's notifications, in the order in which it became durable.
#[utoipa::path(
    get, path = "/v1/events", tag = "events", security(("signature" = [])), params(Asked),
    responses(
        (status = 200, body = Events), (status = 401, description = "invalid-signature"),
        (status = 422, description = "invalid-request"), (status = 503)
    )
)]
pub(super) async fn events(
    State(doors): State<Doors>,
    asked: Result<Query<Asked>, QueryRejection>,
    signed: Signed,
) -> Result<Json<Events>, Problem> {
    let unavailable = |error| problems::from_queue(&error);
    let Query(asked) = asked.map_err(|_| {
        Problem::from(problems::INVALID_REQUEST).because("the query takes after, limit and wait_secs")
    })?;
    let limit = asked.limit.unwrap_or(LIMIT);
    let wait_secs = asked.wait_secs.unwrap_or(0);
    if !(1..=MAX_EVENTS).contains(&limit) || wait_secs > MAX_WAIT_SECS {
        return Err(Problem::from(problems::INVALID_REQUEST).because("limit or wait_secs is out of range"));
    }
    if doors.queue.spend(signed.nonce).await.map_err(unavailable)? == Once::Replayed {
        return Err(replayed(&doors));
    }
    let sender = &signed.by.sender.name;
    // What comes from here on leaves a hint.
    let mut latest = doors.queue.latest(sender);
    latest.borrow_and_update();
    let newest = doors.queue.newest(sender).await.map_err(unavailable)?;
    let Some(after) = asked.after else {
        return Ok(Json(Events {
            events: Vec::new(),
            next: newest,
        }));
    };
    // A number that was never given here is another relay's, or from before a loss: all that is kept comes again.
    let after = if (0..=newest).contains(&after) { after } else { 0 };
    let mut events = read(&doors, sender, after, limit).await?;
    if events.is_empty() && wait_secs > 0 {
        tokio::select! {
            // The sender may just have been removed.
            _ = latest.changed() => {}
            () = doors.stop.cancelled() => {}
            () = doors.ambient.sleep(Duration::from_secs(wait_secs)) => {}
        }
        events = read(&doors, sender, after, limit).await?;
    }
    let next = events.last().map_or(after, |event| event.number);
    Ok(Json(Events { events, next }))
}

async fn read(doors: &Doors, sender: &SenderName, after: i64, limit: u32) -> Result<Vec<Event>, Problem> {
    let read = doors.queue.events(sender, after, limit).await;
    read.map_err(|error| problems::from_queue(&error))
}
