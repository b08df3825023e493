//! Counts what somebody without a name that is proven tries, alike whether or not there is such a user (R7, R14).

use countersign_proto::ids::UserId;
use uuid::Uuid;

use super::ATTEMPTS;
use crate::{
    Ctx, FlowError,
    model::{Audit, Standing, StandingKey, Timestamp},
    port::{Commit, UnitOfWork},
};

/// Whoever tries, and with whom.
pub(super) struct Guesser {
    /// The initiator and what it names.
    pub(super) key: StandingKey,
    /// The user, if there is one.
    pub(super) user: Option<UserId>,
}

impl Guesser {
    /// Whether it may try again.
    ///
    /// # Errors
    /// [`FlowError::TooMany`] while it is locked out.
    pub(super) async fn check(&self, ctx: &Ctx) -> Result<(), FlowError> {
        let id = self.user.unwrap_or(nobody());
        let standing = ctx.store.standing(id, self.key).await?;
        let now = ctx.clock.now();
        match self.user {
            Some(_) => standing.map_or(Ok(()), |standing| standing.check(now))?,
            None => ctx.strangers.check(self.key, now)?,
        }
        Ok(())
    }

    /// Counts a failure with `method`, and keeps what `record` says of it if it was somebody's.
    ///
    /// # Errors
    /// [`FlowError::Store`] if nothing can be written.
    pub(super) async fn failed(
        &self,
        ctx: &Ctx,
        method: &'static str,
        record: impl Fn(UserId, Timestamp) -> Audit,
    ) -> Result<(), FlowError> {
        let (limits, key) = (&ctx.settings.limits, self.key);
        let Some(user) = self.user else {
            ctx.strangers.failed(key, ctx.clock.now(), limits);
            // Counting a failure of somebody who exists reads again, and writes; so does this.
            let _ = ctx.store.standing(nobody(), key).await?;
            return Ok(ctx.store.check().await?);
        };
        for _ in 0..ATTEMPTS {
            let now = ctx.clock.now();
            let standing = Standing::found(ctx.store.standing(user, key).await?, key, user);
            let unit = UnitOfWork::new("refuse_guess")
                .put(standing.failed(now, limits))
                .record(record(user, now));
            if ctx.store.commit(unit).await? == Commit::Committed {
                metrics::counter!("countersign_verify_failures_total", "method" => method).increment(1);
                return Ok(());
            }
        }
        Err(FlowError::Contended)
    }
}

/// Whom the store is asked about in the place of an unknown user, so that it has as much to do (R7).
pub(super) const fn nobody() -> UserId {
    UserId::new(Uuid::nil())
}
