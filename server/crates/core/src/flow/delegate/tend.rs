//! What time alone does to delegations: invitations lapse, owners are reminded of reviews and ends, and what is over ends.

use super::{
    end::{records, told},
    mails,
};
use crate::{
    Ctx,
    model::{Delegation, DelegationState, MailKind, Reminder, Timestamp},
    port::{Commit, StoreError, Topic, UnitOfWork},
};

/// How many rows one call looks at.
const BATCH: u32 = 100;

/// Does what is due; says how much that was. What conflicts is done already, or comes again.
///
/// # Errors
/// [`StoreError`] if the store cannot be read or written; what was not done stays for the next call.
pub async fn tend_delegations(ctx: &Ctx) -> Result<usize, StoreError> {
    let now = ctx.clock.now();
    let due = ctx.store.due_delegations(now, BATCH).await?;
    let found = due.len();
    for delegation in due {
        let unit = tend(ctx, delegation, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
        }
    }
    Ok(found)
}

async fn tend(ctx: &Ctx, before: Delegation, now: Timestamp) -> Result<UnitOfWork, StoreError> {
    let unit = UnitOfWork::new("tend_delegation");
    let after = before.clone().as_of(now);
    if let DelegationState::Ended { end, .. } = &after.state {
        let unit = records(&before, end, now)
            .into_iter()
            .fold(unit, UnitOfWork::record);
        return Ok(told(ctx, unit, &before, &after, now).await?.put(after));
    }
    let (reminded, reminders) = after.reminded(now);
    let owner = ctx.store.user(reminded.owner_id).await?;
    let unit = owner.iter().fold(unit, |unit, owner| {
        reminders.iter().fold(unit, |unit, reminder| {
            let about = match reminder {
                Reminder::Review(by) => (MailKind::DelegationReview, *by),
                Reminder::Expiry(by) => (MailKind::DelegationExpiring, *by),
            };
            unit.enqueue(mails(ctx, owner, owner, &reminded, about, now))
        })
    });
    Ok(unit.put(reminded))
}
