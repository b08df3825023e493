//! `GET /v1/status`.

use axum::extract::State;

use super::{Answer, Operators};
use crate::admin::{Command, Status};

/// Tells how full this relay's queue is, and how each lane to a vendor fares.
#[utoipa::path(
    get, path = "/status", tag = "operators", security(("operator" = [])),
    responses((status = 200, body = Status), (status = 401, description = "invalid-token"))
)]
pub(super) async fn status(State(operators): State<Operators>) -> Answer {
    operators.carry_out(Command::Status).await
}
