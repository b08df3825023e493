//! `POST /device/v1/transfers`.

use axum::{Json, extract::State};
use countersign_core::flow::transfer_device::transfer_device;
use countersign_proto::{ids::EnrollmentId, native::request::Transfer};
use countersign_service::problem::Problem;
use http::StatusCode;
use serde::Serialize;

use super::{Signed, proof};
use crate::{
    problems,
    request::{Address, JsonBody},
    state::Doors,
};

/// A way to a new phone.
#[derive(Serialize)]
pub(super) struct Opened {
    id: EnrollmentId,
    /// What the new phone follows.
    link: String,
    /// RFC 3339.
    expires_at: String,
}

/// Opens the way to the phone that will take the place of the one that asks.
pub(super) async fn start(
    State(doors): State<Doors>,
    from: Address,
    body: JsonBody<Signed>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    let (phone, Transfer { .. }) = proof::signer(&doors, from, &body.value.jwt).await?;
    let started = transfer_device(doors.ctx(), phone)
        .await
        .map_err(problems::from_flow)?;
    let opened = Opened {
        id: started.id,
        link: started.link,
        expires_at: started.expires_at.to_string(),
    };
    Ok((StatusCode::CREATED, Json(opened)))
}
