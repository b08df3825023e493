//! `POST /v1/receipts/{token}`: a gateway says what became of a message.

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::StatusCode,
};
use countersign_proto::relay_api::Report;
use countersign_service::problem::Problem;

use super::{Doors, problems};
use crate::{
    queue::{Key, Progress},
    receipts::{Receipt, read_receipt},
};

/// Notes it for the message's sender. Gateways differ in whether they post or get.
pub(super) async fn receipt(
    State(doors): State<Doors>,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let about = doors.receipts.read(&token).ok_or(problems::NOT_FOUND)?;
    let sender = about.sender.parse().map_err(|_| problems::NOT_FOUND)?;
    let report = match read_receipt(&query.unwrap_or_default(), &body) {
        Receipt::Delivered => Report::Delivered,
        Receipt::Failed(reason) => Report::Undelivered { reason },
        Receipt::UnderWay => return Ok(StatusCode::NO_CONTENT),
    };
    let key = Key { sender, id: about.id };
    let noted = doors
        .queue
        .note(&key, Progress::Receipt(report), doors.ambient.now_ms())
        .await;
    noted.map_err(|error| problems::from_queue(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
