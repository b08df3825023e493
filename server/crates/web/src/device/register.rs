//! `_action=register`: a phone that has scanned a code proves that it has the key.

use countersign_core::{DeviceRefusal, flow::register_device::register_device};

use super::authenticate::answer;
use crate::state::Doors;

pub(super) async fn register(doors: &Doors, body: &[u8]) -> Result<(), DeviceRefusal> {
    register_device(doors.ctx(), &answer(body)?).await
}
