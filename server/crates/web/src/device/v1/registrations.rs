//! `POST /device/v1/registrations`.

use axum::{Json, extract::State};
use countersign_core::flow::register_native::register_native;
use countersign_proto::native::account::Account;
use countersign_service::problem::Problem;
use http::StatusCode;

use super::{Signed, proof};
use crate::{
    request::{Address, JsonBody},
    state::Doors,
};

/// Completes an enrolment with the phone that followed its link.
pub(super) async fn register(
    State(doors): State<Doors>,
    from: Address,
    body: JsonBody<Signed>,
) -> Result<(StatusCode, Json<Account>), Problem> {
    match register_native(doors.ctx(), &body.value.jwt).await {
        Ok(account) => Ok((StatusCode::CREATED, Json(account))),
        Err(refusal) => Err(proof::refused(&doors, from, refusal)),
    }
}
