//! `POST /v1/notifications`: one, or an array of them.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use countersign_proto::{
    push::{Notification, Provider, apns_payload, fcm_message},
    relay_api::{self, MAX_BATCH, MAX_LIFE_MS, Receipt},
};
use countersign_service::problem::Problem;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use std::time::Duration;
use utoipa::ToSchema;

use super::{
    Doors, problems,
    signed::{Signed, replayed},
};
use crate::{
    admission::Visit,
    directory::Entry,
    lanes::LaneId,
    providers::{messages, webpush},
    queue::{Kept, Nonce, Once},
    sender::Sender,
};

/// Longest name of an app, and longest address of a phone, in bytes.
const MAX_APP: usize = 64;
const MAX_ADDRESS: usize = 4096;
/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;
/// How soon room may be had again.
const ROOM_AFTER: Duration = Duration::from_secs(1);

/// A notification and its lane.
type Addressed = (LaneId, Notification);

/// One notification, or several.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes what is read element by element")]
enum Submission {
    One(Notification),
    Several(Vec<Notification>),
}

/// Keeps notifications until they are sent.
///
/// The answer comes once they are durable. The same id again is the same notification: it is answered with what became of the
/// first one. Elements of an array are answered one by one: `{id, state}` or `{id, problem}`.
#[utoipa::path(
    post, path = "/v1/notifications", tag = "notifications", request_body = inline(Submission), security(("signature" = [])),
    responses(
        (status = 202, body = Receipt, description = "all are kept; an array for an array"),
        (status = 207, description = "some of an array are kept"),
        (status = 401, description = "invalid-signature, with server_time"), (status = 403, description = "suspended"),
        (status = 409, description = "id-reused"), (status = 413),
        (status = 422, description = "invalid-request or deadline-passed"),
        (status = 429, description = "too-many-requests, with Retry-After"),
        (status = 503, description = "unavailable: send it again, under the same id")
    )
)]
pub(super) async fn submit(State(doors): State<Doors>, signed: Signed) -> Result<Response, Problem> {
    let Signed { by, nonce, body } = signed;
    let visit = by.admission.enter(&*doors.ambient);
    let from = Submitting {
        by: &by,
        nonce,
        visit,
    };
    let handed_in = hand_in(&doors, &from, body).await;
    // Who is told when to come back is told so late.
    if handed_in.as_ref().is_err_and(Problem::asks_to_wait) {
        from.visit.wait_out().await;
    }
    handed_in
}

/// Who hands in.
struct Submitting<'a> {
    by: &'a Entry,
    nonce: Nonce,
    visit: Visit<'a>,
}

async fn hand_in(doors: &Doors, from: &Submitting<'_>, body: Bytes) -> Result<Response, Problem> {
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'[') {
        return submit_several(doors, from, body).await;
    }
    admit(doors, from, 1).await?;
    let read = read(doors, from.by, &body)?;
    drop(body);
    let id = read.1.id;
    let kept = keep(doors, from, vec![read]).await?;
    let kept = kept.into_iter().next().ok_or(problems::INTERNAL)?;
    let state = state(doors, kept)?;
    Ok((StatusCode::ACCEPTED, Json(Receipt { id, state })).into_response())
}

async fn submit_several(doors: &Doors, from: &Submitting<'_>, body: Bytes) -> Result<Response, Problem> {
    let elements: Vec<&RawValue> = serde_json::from_slice(&body).map_err(|_| malformed())?;
    if elements.len() > MAX_BATCH {
        return Err(problems::TOO_LARGE.into());
    }
    admit(doors, from, elements.len()).await?;
    let mut answers: Vec<Result<Receipt, (Option<Value>, Problem)>> = Vec::with_capacity(elements.len());
    let mut good = Vec::with_capacity(elements.len());
    for element in elements {
        answers.push(match read(doors, from.by, element.get().as_bytes()) {
            Ok((lane, notification)) => {
                let queued = Receipt {
                    id: notification.id,
                    state: relay_api::State::Queued,
                };
                good.push((answers.len(), (lane, notification)));
                Ok(queued)
            }
            Err(problem) => {
                let id = serde_json::from_str::<Value>(element.get()).ok();
                Err((id.and_then(|element| element.get("id").cloned()), problem))
            }
        });
    }
    drop(body);
    let (places, good): (Vec<usize>, Vec<Addressed>) = good.into_iter().unzip();
    let kept = keep(doors, from, good).await?;
    for (place, kept) in places.into_iter().zip(kept) {
        let id = match &answers[place] {
            Ok(receipt) => receipt.id,
            Err(_) => continue,
        };
        answers[place] = match state(doors, kept) {
            Ok(state) => Ok(Receipt { id, state }),
            Err(problem) => Err((Some(json!(id)), problem)),
        };
    }
    let status = if answers.iter().all(Result::is_ok) {
        StatusCode::ACCEPTED
    } else {
        StatusCode::MULTI_STATUS
    };
    let answers: Vec<Value> = answers
        .into_iter()
        .map(|answer| match answer {
            Ok(receipt) => json!(receipt),
            Err((id, problem)) => json!({"id": id, "problem": problem.document(&doors.public_url)}),
        })
        .collect();
    Ok((status, Json(answers)).into_response())
}

/// Lets a sender hand in so many, as soon as its quota allows, or not. It is asked before they are read: what a flood is refused must
/// cost little.
async fn admit(doors: &Doors, from: &Submitting<'_>, many: usize) -> Result<(), Problem> {
    find_room(doors, &from.by.sender, many)?;
    let too_many = |wait| Problem::from(problems::TOO_MANY).retry_after(wait);
    from.visit.count(many).await.map_err(too_many)?;
    // Others may have come in meanwhile.
    find_room(doors, &from.by.sender, many)
}

/// Whether so many more may wait in the queue.
fn find_room(doors: &Doors, sender: &Sender, many: usize) -> Result<(), Problem> {
    // What one sender has piled up keeps nobody else out (R17): beyond the total, whoever stays below an equal share is served, which at worst
    // doubles it.
    let share = || doors.queue.share_of(&sender.name, doors.max_queued);
    let depth = doors.queue.depth_of(&sender.name) + many;
    if doors.queue.queued() + many > doors.max_queued && depth > share() {
        return Err(Problem::from(problems::UNAVAILABLE)
            .because("the queue is full")
            .retry_after(ROOM_AFTER));
    }
    if depth > sender.policy.max_queued {
        return Err(Problem::from(problems::TOO_MANY)
            .because("too many of the sender's notifications wait")
            .retry_after(ROOM_AFTER));
    }
    Ok(())
}

/// Keeps what was read.
async fn keep(
    doors: &Doors,
    from: &Submitting<'_>,
    notifications: Vec<Addressed>,
) -> Result<Vec<Kept>, Problem> {
    let _room = from.visit.room_to_write(notifications.len()).await;
    let sender = &from.by.sender;
    let now_ms = doors.ambient.now_ms();
    let accepted = doors
        .queue
        .accept(
            from.nonce,
            &sender.name,
            notifications,
            sender.policy.messages_per_day,
            now_ms,
        )
        .await
        .map_err(|error| problems::from_queue(&error))?;
    match accepted {
        Once::Done(kept) => {
            let new = kept.iter().filter(|kept| **kept == Kept::New).count();
            metrics::counter!("countersign_relay_notifications_accepted_total").increment(new as u64);
            Ok(kept)
        }
        Once::Replayed => Err(replayed(doors)),
    }
}

fn state(doors: &Doors, kept: Kept) -> Result<relay_api::State, Problem> {
    match kept {
        Kept::New => Ok(relay_api::State::Queued),
        Kept::Known(state) => Ok(state),
        Kept::Barred => Err(problems::SUSPENDED.into()),
        Kept::Taken => Err(problems::ID_REUSED.into()),
        Kept::OverLimit => {
            let left_ms = DAY_MS - doors.ambient.now_ms().rem_euclid(DAY_MS);
            Err(Problem::from(problems::TOO_MANY)
                .because(
                    "the sender's messages to telephones of this day are used up, or it may have none sent",
                )
                .retry_after(Duration::from_millis(u64::try_from(left_ms).unwrap_or(0))))
        }
    }
}

fn malformed() -> Problem {
    Problem::from(problems::MALFORMED).because("the body is not JSON")
}

/// One notification that can be sent.
fn read(doors: &Doors, by: &Entry, json: &[u8]) -> Result<Addressed, Problem> {
    let notification: Notification =
        serde_json::from_slice(json).map_err(|error| match error.classify() {
            // What serde says of a member repeats at most its name or an unknown word, never an address.
            serde_json::error::Category::Data => invalid(&without_values(&error)),
            _ => malformed(),
        })?;
    let now_ms = doors.ambient.now_ms();
    let left_ms = notification.deadline_ms.saturating_sub(now_ms);
    if left_ms <= 0 {
        return Err(Problem::from(problems::DEADLINE_PASSED).with("server_time", now_ms.div_euclid(1000)));
    }
    if left_ms > MAX_LIFE_MS {
        return Err(invalid("deadline_ms is more than a day ahead"));
    }
    let target = &notification.target;
    if target.app.len() > MAX_APP || !(1..=MAX_ADDRESS).contains(&target.token.expose().len()) {
        return Err(invalid("target: app or address is empty or too long"));
    }
    if target.environment.is_some() && target.provider != Provider::Apns {
        return Err(invalid("target.environment is for apns alone"));
    }
    // Whether an app is unknown here or not this sender's is no business of the sender's (R17).
    let lane = doors
        .relay
        .lane_of(target)
        .filter(|_| by.sender.may_use(&target.app));
    let lane = lane.ok_or_else(|| invalid("target: there is no such app and kind here"))?;
    let fits = match target.provider {
        Provider::Apns => apns_payload(&notification.body)
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Provider::Fcm => fcm_message(&notification, 0)
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Provider::Webpush => webpush::check(&notification),
        Provider::Sms | Provider::Voice => messages::check(&notification),
    };
    fits.map_err(|error| invalid(&error))?;
    Ok((lane, notification))
}

fn invalid(what: &str) -> Problem {
    Problem::from(problems::INVALID_REQUEST).because(what)
}

/// An error of the reader without what was read: quoted values may be an address in the wrong place.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.split_once("invalid type") {
        Some(_) => format!(
            "a member has the wrong type, at line {} column {}",
            error.line(),
            error.column()
        ),
        None => text,
    }
}
