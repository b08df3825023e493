//! Judges for a service whether somebody may act for somebody else.

use crate::{
    Ctx, FlowError,
    flow::manage_users::find_user,
    model::{Resource, Timestamp, User, UserState},
};

/// A leave that holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave {
    /// When it ends.
    pub expires_at: Timestamp,
    /// From when on it holds only if its owner has confirmed it again.
    pub review_at: Timestamp,
}

/// The leave of `delegate` to act for `owner` in this. Why there is none is not said: unknown, closed (R4, R13), never given,
/// overdue and expired are one answer.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell: nothing may be let through then (R18).
pub async fn check_delegation(
    ctx: &Ctx,
    owner: &str,
    delegate: &str,
    resource: &Resource,
) -> Result<Option<Leave>, FlowError> {
    let leave = find_leave(ctx, owner, delegate, resource).await?;
    let outcome = if leave.is_some() { "allowed" } else { "refused" };
    metrics::counter!("countersign_delegation_checks_total", "outcome" => outcome).increment(1);
    Ok(leave)
}

async fn find_leave(
    ctx: &Ctx,
    owner: &str,
    delegate: &str,
    resource: &Resource,
) -> Result<Option<Leave>, FlowError> {
    let (owner, delegate) = (active(ctx, owner).await?, active(ctx, delegate).await?);
    let (Some(owner), Some(delegate)) = (owner, delegate) else {
        return Ok(None);
    };
    let now = ctx.clock.now();
    let given = ctx.store.delegations_between(owner.id, delegate.id).await?;
    let holds = given
        .into_iter()
        .find(|one| one.resource == *resource && one.allows(now));
    Ok(holds.and_then(|one| {
        Some(Leave {
            expires_at: one.expires_at,
            review_at: one.review_at()?,
        })
    }))
}

/// The open account of this name.
async fn active(ctx: &Ctx, name: &str) -> Result<Option<User>, FlowError> {
    match find_user(ctx, name).await {
        Ok(user) => Ok(Some(user).filter(|user| user.state == UserState::Active)),
        Err(FlowError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
