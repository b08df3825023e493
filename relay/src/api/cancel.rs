//! `DELETE /v1/notifications/{id}`.

use axum::{
    Json,
    extract::{Path, State},
};
use countersign_proto::relay_api::Receipt;
use countersign_service::problem::Problem;
use uuid::Uuid;

use super::{
    Doors, problems,
    signed::{Signed, replayed},
};
use crate::queue::{Key, Once};

/// Takes a notification back.
///
/// What is being sent at this moment stays `queued` until its outcome is known; it is not tried again.
#[utoipa::path(
    delete, path = "/v1/notifications/{id}", tag = "notifications", security(("signature" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Receipt), (status = 401, description = "invalid-signature"),
        (status = 404), (status = 503)
    )
)]
pub(super) async fn cancel(
    State(doors): State<Doors>,
    id: Result<Path<Uuid>, axum::extract::rejection::PathRejection>,
    signed: Signed,
) -> Result<Json<Receipt>, Problem> {
    let Ok(Path(id)) = id else {
        return Err(problems::NOT_FOUND.into());
    };
    let key = Key {
        sender: signed.by.sender.name.clone(),
        id,
    };
    let cancelled = doors
        .queue
        .cancel(signed.nonce, &key, doors.ambient.now_ms())
        .await
        .map_err(|error| problems::from_queue(&error))?;
    match cancelled {
        Once::Done(Some(state)) => Ok(Json(Receipt { id, state })),
        Once::Done(None) => Err(problems::NOT_FOUND.into()),
        Once::Replayed => Err(replayed(&doors)),
    }
}
