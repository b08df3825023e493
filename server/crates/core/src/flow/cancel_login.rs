//! Ends a login that its starter no longer wants.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS,
    read_login::{LoginOwner, read_login},
};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, Login, Timestamp},
    port::{Commit, LoginRead, Topic, UnitOfWork},
};

/// Cancels a pending login; one that has ended stays as it ended.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none or it is somebody else's.
pub async fn cancel_login(ctx: &Ctx, id: LoginId, owner: &LoginOwner) -> Result<LoginRead, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        let now = ctx.clock.now();
        let Ok(cancelled) = read.login.clone().cancel(now, None) else {
            return Ok(read);
        };
        let unit = UnitOfWork::new("cancel_login")
            .record(audit(&cancelled, now))
            .put(cancelled.clone());
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Login(id));
            return Ok(LoginRead {
                login: cancelled,
                ..read
            });
        }
    }
    Err(FlowError::Contended)
}

/// The record of a login that ended without an answer.
pub(super) fn audit(login: &Login, now: Timestamp) -> Audit {
    let audit = Audit::new(AuditEvent::LoginCancelled, now)
        .user(login.user_id)
        .client(&login.client_id)
        .login(login.id);
    Audit {
        reason: login.state.reason().map(str::to_owned),
        ..audit
    }
}
