//! Counts what somebody without a name that is proven tries, alike whether or not there is such a user (R7, R14).

use countersign_proto::ids::UserId;
use uuid::Uuid;

use super::ATTEMPTS;
use crate::{
    Ctx, FlowError,
    model::{Audit, Standing, StandingKey, Timestamp},
    passwords::Guess,
    port::{Commit, UnitOfWork},
};

/// A guess that has begun. Nothing is judged without it, so the guesses of an initiator come one after the other, and none is
/// judged before the one before it was counted.
#[must_use = "the guess ends when this is dropped"]
pub(super) struct Turn {
    _guess: Guess,
}

/// Whoever tries, and with whom. The guess ends with it.
pub(super) struct Guesser {
    /// The initiator and what it names.
    key: StandingKey,
    /// The user, if there is one.
    user: Option<UserId>,
    /// How this initiator stands with that user.
    standing: Option<Standing>,
    _turn: Turn,
}

impl Turn {
    /// Begins a guess. This reads nothing, so whoever is turned away learns nothing of whom they named.
    ///
    /// # Errors
    /// [`FlowError::TooMany`] while another guess under this key is under way.
    pub(super) fn begin(ctx: &Ctx, key: StandingKey) -> Result<Self, FlowError> {
        let _guess = ctx.passwords.begin_guess(key)?;
        Ok(Self { _guess })
    }

    /// Whoever tries, if they may: what fails is counted under `key`.
    ///
    /// # Errors
    /// [`FlowError::TooMany`] while they are locked out; [`FlowError::Store`] if nobody can tell.
    pub(super) async fn check(
        self,
        ctx: &Ctx,
        key: StandingKey,
        user: Option<UserId>,
    ) -> Result<Guesser, FlowError> {
        let standing = ctx.store.standing(user.unwrap_or(nobody()), key).await?;
        let now = ctx.clock.now();
        match user {
            Some(_) => standing.map_or(Ok(()), |standing| standing.check(now))?,
            None => ctx.strangers.check(key, now)?,
        }
        Ok(Guesser {
            key,
            user,
            standing,
            _turn: self,
        })
    }
}

impl Guesser {
    /// Counts a failure with `method`, and keeps what `record` says of it if it was somebody's.
    ///
    /// # Errors
    /// [`FlowError::Store`] if nothing can be written; [`FlowError::Contended`] if others write at the same time again and again.
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

    /// Forgets the failures before a whole login. If that cannot be written, they stay counted, and the login is one all the same.
    pub(super) async fn succeeded(&self, ctx: &Ctx) {
        if let Some(forgiven) = self.standing.and_then(|standing| standing.succeeded()) {
            let unit = UnitOfWork::new("forgive_guesses").put(forgiven);
            let _ = ctx.store.commit(unit).await;
        }
    }
}

/// Whom the store is asked about in the place of an unknown user, so that it has as much to do (R7).
pub(super) const fn nobody() -> UserId {
    UserId::new(Uuid::nil())
}
