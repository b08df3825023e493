//! `/receipts/{token}`: a gateway says what became of a message that this process has handed to it.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, RawQuery, State},
    http::StatusCode,
    routing::post,
};
use countersign_core::{
    Ctx,
    job::{RelayReport, take_report},
};
use countersign_proto::ids::JobId;
use countersign_relay::{Receipt, Receipts, read_receipt};

/// Largest body that is read, in bytes.
const MAX_BODY: usize = 16 * 1024;

#[derive(Clone)]
struct Door {
    ctx: Ctx,
    receipts: Receipts,
}

/// The door. Gateways differ in whether they post or get.
pub(crate) fn router(ctx: Ctx, receipts: Receipts) -> Router {
    Router::new()
        .route("/receipts/{token}", post(receipt).get(receipt))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(Door { ctx, receipts })
}

async fn receipt(
    State(door): State<Door>,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> StatusCode {
    let Some(about) = door.receipts.read(&token) else {
        return StatusCode::NOT_FOUND;
    };
    let report = match read_receipt(&query.unwrap_or_default(), &body) {
        Receipt::Delivered => RelayReport::Delivered,
        Receipt::Failed(reason) => RelayReport::Refused { reason },
        Receipt::UnderWay => return StatusCode::NO_CONTENT,
    };
    let Some(reference) = about.reference else {
        return StatusCode::NO_CONTENT;
    };
    match take_report(&door.ctx, reference, JobId::new(about.id), report).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "a receipt could not be noted");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
