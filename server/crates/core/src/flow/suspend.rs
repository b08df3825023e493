//! What ends together with a user, a client or a device (R4, R13): one rule for every door.

use crate::{
    method::{code, push},
    model::{CancelReason, Login, Timestamp},
    port::{Holding, Topic, UnitOfWork},
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

/// The logins among `logins` that nothing in `holdings` can decide any more.
pub(super) fn unanswerable(logins: Vec<Login>, holdings: &[Holding]) -> Vec<Login> {
    let answerable = |login: &Login| {
        let (client, purpose) = (&login.client_id, login.request.purpose);
        let asked = |device| login.request.devices.iter().any(|asked| asked.id == device);
        push::askable(holdings, client, purpose)
            .iter()
            .any(|one| asked(one.device.id))
            || code::candidates(holdings, client, purpose).next().is_some()
    };
    logins.into_iter().filter(|login| !answerable(login)).collect()
}
