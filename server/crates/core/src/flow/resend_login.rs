//! Pushes a pending login once more: the same challenges, the same number.

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS, ended, idempotency,
    read_login::{LoginOwner, in_good_standing, read_login},
    start_login::deliveries,
};
use crate::{
    Ctx, FlowError,
    model::{IdempotencyKey, IdempotentOutcome, Standing},
    port::{Commit, LoginRead, Topic, UnitOfWork},
};

/// Asks the phones again because a person asked for it (R8).
///
/// # Errors
/// [`FlowError::NotPending`] once it has ended, [`FlowError::TooMany`] too soon after the last push.
pub async fn resend_login(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    key: Option<IdempotencyKey>,
) -> Result<LoginRead, FlowError> {
    for _ in 0..ATTEMPTS {
        let read = read_login(ctx, id, owner).await?;
        if idempotency::recall(ctx, key.as_ref()).await?.is_some() {
            return Ok(read);
        }
        let now = ctx.clock.now();
        let waiting = read.login.waiting().map_err(|_| FlowError::NotPending)?;
        let last_sent_at = waiting.last_sent_at;
        if !read.login.has_asked() {
            return Err(FlowError::Invalid("no phone was asked in this login".to_owned()));
        }
        if !in_good_standing(&read) {
            return Err(FlowError::NotPending);
        }
        let earliest = last_sent_at + ctx.settings.login.resend_after();
        if now < earliest {
            return Err(FlowError::TooMany {
                retry_after: earliest.since(now),
            });
        }
        let initiator = read.login.request.initiator;
        let found = ctx.store.standing(read.login.user_id, initiator).await?;
        let standing = Standing::found(found, initiator, read.login.user_id);
        let standing = standing.push(now, &ctx.settings.limits)?;
        let login = read
            .login
            .clone()
            .resend(now)
            .map_err(|_| FlowError::NotPending)?;
        let challenges = ctx.store.challenges(id).await?;
        let unit = UnitOfWork::new("resend_login")
            .put(login.clone())
            .put(standing)
            .put_all(key.map(|key| idempotency::remember(key, IdempotentOutcome::Touched(id), now)))
            .enqueue(deliveries(ctx, &challenges, now, login.expires_at))
            .record(ended::audit(&login, now));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, [&login], now);
            return Ok(LoginRead { login, ..read });
        }
    }
    Err(FlowError::Contended)
}
