//! `GET /v1/notifications/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_proto::relay_api::Timeline;
use countersign_service::problem::Problem;
use uuid::Uuid;

use super::{
    Doors, problems,
    signed::{Signed, replayed},
};
use crate::queue::{Key, Once};

/// Tells how far a notification has come, and what happened to it.
#[utoipa::path(
    get, path = "/v1/notifications/{id}", tag = "notifications", security(("signature" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Timeline), (status = 401, description = "invalid-signature"),
        (status = 404), (status = 503)
    )
)]
pub(super) async fn timeline(
    State(doors): State<Doors>,
    id: Result<Path<Uuid>, axum::extract::rejection::PathRejection>,
    signed: Signed,
) -> Result<Json<Timeline>, Problem> {
    let unavailable = |error| problems::from_queue(&error);
    let Ok(Path(id)) = id else {
        return Err(problems::NOT_FOUND.into());
    };
    if doors.queue.spend(signed.nonce).await.map_err(unavailable)? == Once::Replayed {
        return Err(replayed(&doors));
    }
    let key = Key {
        sender: signed.by.sender.name.clone(),
        id,
    };
    let timeline = doors.queue.timeline(&key).await.map_err(unavailable)?;
    Ok(Json(timeline.ok_or(problems::NOT_FOUND)?))
}
