//! The first step: name and password.

use std::time::Duration;

use countersign_core::{FlowError, passwords::TypedPassword};

use super::{
    authenticate::Visit, callbacks::Callbacks, enroll, login, posted::Posted, reply::Reply, step::At,
};
use crate::login::{Begun, begin};

/// How long somebody may take to type them.
const TYPED_WITHIN: Duration = Duration::from_secs(10 * 60);

/// Asks for them. Nothing is kept of whoever does not go on.
pub(super) fn ask(visit: &Visit<'_>) -> Reply {
    let words = &visit.words;
    let callbacks = Callbacks::default()
        .name(&words.get("username"))
        .password(&words.get("password"));
    let end = visit.doors.ctx().clock.now() + TYPED_WITHIN;
    visit.step(At::Credentials, end, callbacks)
}

/// Checks them, and goes on as our own page does: to the login, or, for whoever has nothing to log in with, to setting it up.
pub(super) async fn answer(visit: &Visit<'_>, posted: &Posted) -> Result<Reply, FlowError> {
    let password = TypedPassword::new(posted.password());
    let username = posted.name().to_owned();
    match begin(visit.doors, visit.headers, visit.from.0, username, password).await? {
        Begun::Refused => Ok(Reply::failed()),
        Begun::Waits(started) => login::begun(visit, started).await,
        Begun::HasNothing(user) => match enroll::first(visit, &user).await {
            Err(FlowError::FreshApprovalRequired) => Ok(Reply::ended("no-usable-authenticator")),
            begun => begun,
        },
    }
}
