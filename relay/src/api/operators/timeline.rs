//! `GET /v1/senders/{name}/notifications/{id}`.

use axum::extract::State;
use countersign_proto::relay_api::Timeline;
use uuid::Uuid;

use super::{Answer, Operators, asked::Named};
use crate::admin::Command;

/// Tells how far a server's notification has come, and what happened to it.
#[utoipa::path(
    get, path = "/senders/{name}/notifications/{id}", tag = "operators", params(("name" = String, Path), ("id" = Uuid, Path)),
    security(("operator" = [])),
    responses(
        (status = 200, body = Timeline), (status = 401, description = "invalid-token"), (status = 404), (status = 422),
        (status = 503)
    )
)]
pub(super) async fn timeline(
    State(operators): State<Operators>,
    Named((sender, id)): Named<(String, Uuid)>,
) -> Answer {
    operators.carry_out(Command::Timeline { sender, id }).await
}
