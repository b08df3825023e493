//! Ends a login that its starter no longer wants.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, ended,
    read_login::{LoginOwner, read_login},
};
use crate::{
    Ctx, FlowError,
    port::{Commit, LoginRead, UnitOfWork},
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
            .record(ended::audit(&cancelled, now))
            .put(cancelled.clone());
        if ctx.store.commit(unit).await? == Commit::Committed {
            ended::announce(ctx, [&cancelled], now);
            return Ok(LoginRead {
                login: cancelled,
                ..read
            });
        }
    }
    Err(FlowError::Contended)
}
