//! `POST /device/v1/withdrawals`.

use axum::{Json, extract::State};
use countersign_core::flow::withdraw_device::withdraw_device;
use countersign_proto::native::request::Withdrawal;
use countersign_service::problem::Problem;
use serde_json::{Value, json};

use super::{Signed, proof};
use crate::{
    problems,
    request::{Address, JsonBody},
    state::Doors,
};

/// Sets the device aside that asks for it.
pub(super) async fn withdraw(
    State(doors): State<Doors>,
    from: Address,
    body: JsonBody<Signed>,
) -> Result<Json<Value>, Problem> {
    let (phone, Withdrawal { .. }) = proof::signer(&doors, from, &body.value.jwt).await?;
    withdraw_device(doors.ctx(), phone)
        .await
        .map_err(problems::from_flow)?;
    Ok(Json(json!({})))
}
