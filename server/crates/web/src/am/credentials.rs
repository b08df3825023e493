//! The first step: name and password.

use std::time::Duration;

use countersign_core::{
    FlowError,
    flow::idempotency::is_used,
    model::{ClientId, IdempotencyKey},
    passwords::TypedPassword,
};

use super::{
    authenticate::Visit, callbacks::Callbacks, enroll, login, posted::Posted, reply::Reply, step::At,
};
use crate::login::{Begun, begin};

/// What a first step is a key to.
const ROUTE: &str = "am/authenticate";
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

/// Checks them, and goes on as our own page does: to the login, or, for whoever has nothing to log in with, to setting it up. One step
/// begins one login: a program that sends it again asks no phone again (R8), and whoever has seen it collects nothing (R10).
pub(super) async fn answer(visit: &Visit<'_>, posted: &Posted) -> Result<Reply, FlowError> {
    let username = posted.name().to_owned();
    let auth_id = posted.auth_id.as_deref().unwrap_or_default();
    let once = IdempotencyKey::new(&ClientId::own_pages(), ROUTE, auth_id, b"");
    // What was typed is not looked at then: the answer would tell whether it is right.
    if is_used(visit.doors.ctx(), &once).await? {
        return Ok(Reply::timed_out());
    }
    let password = TypedPassword::new(posted.password());
    match begin(
        visit.doors,
        visit.headers,
        visit.from.0,
        username,
        password,
        Some(once),
    )
    .await?
    {
        Begun::Refused => Ok(Reply::failed()),
        Begun::Repeated => Ok(Reply::timed_out()),
        Begun::Waits(started) => login::begun(visit, started).await,
        Begun::HasNothing(user) => match enroll::first(visit, &user).await {
            Err(FlowError::FreshApprovalRequired) => Ok(Reply::ended("no-usable-authenticator")),
            begun => begun,
        },
    }
}
