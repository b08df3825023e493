//! The review: an owner says again that somebody may act for them, and for how long.

use countersign_proto::ids::DelegationId;

use super::{Refused, answerable, find, may_last, record};
use crate::{
    Ctx, FlowError,
    flow::ATTEMPTS,
    model::{AuditEvent, Delegation, Session, Timestamp},
    port::{Commit, UnitOfWork},
};

/// Confirms a delegation of the user of this session, which ends at `until` from now on, sooner or later than before. One whose
/// review is overdue gives leave again.
///
/// # Errors
/// [`FlowError::NotFound`] if it is none of theirs, [`FlowError::NotPending`] unless somebody acts;
/// [`FlowError::FreshLoginRequired`] unless the session is fresh and was opened by more than a recovery,
/// [`FlowError::TermsNotAccepted`].
pub async fn confirm(
    ctx: &Ctx,
    session: &Session,
    id: DelegationId,
    until: Timestamp,
) -> Result<Result<Delegation, Refused>, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let owner = answerable(ctx, session, now).await?;
        let accepted = find(ctx, id, now, |one| one.owner_id == owner.id).await?;
        if !may_last(ctx, now, until) {
            return Ok(Err(Refused::Until));
        }
        let confirmed = accepted.confirm(now, until, ctx.settings.delegations.review())?;
        let audit = record(AuditEvent::DelegationConfirmed, &confirmed, owner.id, now);
        let unit = UnitOfWork::new("confirm_delegation")
            .put(&confirmed)
            .unless_changed(&owner)
            .unless_changed(session)
            .record(audit.login(session.login_id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(Ok(confirmed));
        }
    }
    Err(FlowError::Contended)
}
