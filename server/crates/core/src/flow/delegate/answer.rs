//! What whoever was invited answers.

use countersign_proto::ids::DelegationId;

use super::{answerable, asker, find, record, tell_both};
use crate::{
    Ctx, FlowError,
    flow::ATTEMPTS,
    model::{AuditEvent, Delegation, MailKind, Session, UserState},
    port::{Commit, Topic, UnitOfWork},
};

/// Accepts an invitation: from now on the user of this session may act.
///
/// # Errors
/// [`FlowError::NotFound`] if it is none to them, [`FlowError::NotPending`] if it has ended, was answered, or is by an account that
/// is closed (R4); [`FlowError::FreshLoginRequired`] unless the session is fresh and was opened by more than a recovery,
/// [`FlowError::TermsNotAccepted`].
pub async fn accept(ctx: &Ctx, session: &Session, id: DelegationId) -> Result<Delegation, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let delegate = answerable(ctx, session, now).await?;
        let invited = find(ctx, id, now, |one| one.delegate_id == Some(delegate.id)).await?;
        let owner = ctx.store.user(invited.owner_id).await?;
        let owner = owner.filter(|owner| owner.state == UserState::Active);
        let owner = owner.ok_or(FlowError::NotPending)?;
        let accepted = invited.accept(now, ctx.settings.delegations.review())?;
        let audit = |user| record(AuditEvent::DelegationAccepted, &accepted, user, now);
        let unit = UnitOfWork::new("accept_delegation")
            .put(&accepted)
            .unless_changed(&owner)
            // The account is written too: whoever disowns at this moment what was done with it disowns this.
            .put(delegate.clone().touched())
            .unless_changed(session)
            .record(audit(owner.id))
            .record(audit(delegate.id).login(session.login_id));
        let unit = tell_both(ctx, unit, &accepted, MailKind::DelegationAccepted, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(accepted);
        }
    }
    Err(FlowError::Contended)
}

/// Declines an invitation. Its owner is not told (R7).
///
/// # Errors
/// [`FlowError::NotFound`] if it is none to the user of this session, [`FlowError::NotPending`] if it has ended or was answered.
pub async fn decline(ctx: &Ctx, session: &Session, id: DelegationId) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let delegate = asker(ctx, session).await?;
        let invited = find(ctx, id, now, |one| one.delegate_id == Some(delegate.id)).await?;
        let declined = invited.decline(now)?;
        let audit = record(AuditEvent::DelegationDeclined, &declined, delegate.id, now);
        let unit = UnitOfWork::new("decline_delegation")
            .put(declined)
            .unless_changed(session)
            .record(audit.login(session.login_id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}
