//! `_action=refresh`: a phone tells where its pushes go from now on.

use countersign_core::{
    DeviceRefusal,
    flow::refresh_device::{RefreshDevice, refresh_device},
};
use countersign_proto::forgerock::refresh::RefreshRequest;

use super::read;
use crate::state::Doors;

pub(super) async fn refresh(doors: &Doors, body: &[u8]) -> Result<(), DeviceRefusal> {
    let request: RefreshRequest = read(body)?;
    let refresh = RefreshDevice {
        mechanism_uid: request.mechanism_uid,
        username: request.username.or(request.user_id),
        jwt: request.jwt,
    };
    refresh_device(doors.ctx(), &refresh).await
}
