//! `POST /device/v1/addresses`.

use axum::{Json, extract::State};
use countersign_core::flow::change_address::change_address;
use countersign_service::problem::Problem;
use serde_json::{Value, json};

use super::{Signed, proof};
use crate::{
    request::{Address, JsonBody},
    state::Doors,
};

/// Takes over where pushes reach the device.
pub(super) async fn change(
    State(doors): State<Doors>,
    from: Address,
    body: JsonBody<Signed>,
) -> Result<Json<Value>, Problem> {
    match change_address(doors.ctx(), &body.value.jwt).await {
        Ok(()) => Ok(Json(json!({}))),
        Err(refusal) => Err(proof::refused(&doors, from, refusal)),
    }
}
