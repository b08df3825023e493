//! `_action=authenticate`: a phone answers a question.

use countersign_core::{
    DeviceRefusal,
    flow::respond_to_challenge::{DeviceAnswer, respond_to_challenge},
};
use countersign_proto::forgerock::register::DeviceRequest;

use super::read;
use crate::state::Doors;

pub(super) async fn authenticate(doors: &Doors, body: &[u8]) -> Result<(), DeviceRefusal> {
    respond_to_challenge(doors.ctx(), &answer(body)?).await
}

/// A signed answer; a registration is one too.
pub(super) fn answer(body: &[u8]) -> Result<DeviceAnswer, DeviceRefusal> {
    let request: DeviceRequest = read(body)?;
    Ok(DeviceAnswer {
        message_id: request.message_id,
        jwt: request.jwt,
    })
}
