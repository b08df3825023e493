//! What ends together with a user, a client or a device (R4, R13): one rule for every door.

use crate::{
    model::{CancelReason, Login, Timestamp},
    port::{Topic, UnitOfWork},
};

/// Adds the end of `logins` to `unit`, and says whom to wake after the commit.
pub(super) fn end_logins(unit: UnitOfWork, logins: Vec<Login>, now: Timestamp) -> (UnitOfWork, Vec<Topic>) {
    let mut topics = Vec::new();
    let unit = logins.into_iter().fold(unit, |unit, login| {
        let ended = match login.clone().cancel(now, Some(CancelReason::Suspended)) {
            Ok(cancelled) => unit
                .record(super::cancel_login::audit(&cancelled, now))
                .put(cancelled),
            Err(_) => return unit,
        };
        topics.push(Topic::Login(login.id));
        ended
    });
    (unit, topics)
}

/// The logins among `logins` that only `device` could still answer.
pub(super) fn only_answerable_by(logins: Vec<Login>, device: countersign_proto::ids::DeviceId) -> Vec<Login> {
    logins
        .into_iter()
        .filter(|login| login.request.devices.iter().all(|asked| asked.id == device))
        .collect()
}
