//! Ends a delegation: by its owner, by whoever acts, by an operator, or with the account of either.

use countersign_proto::ids::DelegationId;

use super::{GIVEN, asker, find, record, tell_both};
use crate::{
    Ctx, FlowError,
    flow::{
        ATTEMPTS,
        operate::{Badge, REASON_GRAPHEMES, operating},
    },
    model::{
        Act, Audit, AuditEvent, Delegation, DelegationEnd, DelegationState, DisplayText, MailKind, Session,
        Timestamp, User,
    },
    port::{Commit, StoreError, Topic, UnitOfWork},
};

/// How many delegations that a closed account holds end in one unit.
const HELD_AT_ONCE: u32 = 100;

/// Ends a delegation of the user of this session, whichever side they are on. Nobody needs a fresh login to take leave away, or to
/// give it back; an invitation is its owner's to take back, and whoever was invited declines it.
///
/// # Errors
/// [`FlowError::NotFound`] if they have nothing to do with it, [`FlowError::NotPending`] once it has ended.
pub async fn end(ctx: &Ctx, session: &Session, id: DelegationId) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let user = asker(ctx, session).await?;
        let acts = |one: &Delegation| one.delegate_id == Some(user.id) && one.review_at().is_some();
        let found = find(ctx, id, now, |one| one.owner_id == user.id || acts(one)).await?;
        let by = if found.owner_id == user.id {
            DelegationEnd::Owner
        } else {
            DelegationEnd::Delegate
        };
        let unit = UnitOfWork::new("end_delegation").unless_changed(session);
        let (unit, audit) = ended(ctx, unit, &found, by, now).await?;
        let unit = audit.into_iter().fold(unit, |unit, audit| {
            let is_theirs = audit.user_id == Some(user.id);
            unit.record(if is_theirs {
                audit.login(session.login_id)
            } else {
                audit
            })
        });
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Ends a delegation for a reason that is kept, and shown to its owner, on behalf of the operator who shows the badge.
///
/// # Errors
/// [`FlowError::NotAllowed`] if role or parties forbid it, [`FlowError::ForPeople`] if they forbid it to a program;
/// [`FlowError::Invalid`] without a reason; [`FlowError::NotFound`] if there is no such delegation, or no operator;
/// [`FlowError::FreshLoginRequired`] if their login is too weak; [`FlowError::NotPending`] once it has ended.
pub async fn end_as(ctx: &Ctx, badge: Badge<'_>, id: DelegationId, reason: &str) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let operating = operating(ctx, badge).await?;
        operating.may(Act::EndDelegations)?;
        let reason = DisplayText::parse(reason, REASON_GRAPHEMES)
            .map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
        let now = ctx.clock.now();
        let found = find(ctx, id, now, |_| true).await?;
        for party in [Some(found.owner_id), found.delegate_id].into_iter().flatten() {
            operating.reach(ctx, party).await?;
        }
        let by = DelegationEnd::Operator {
            reason: reason.to_string(),
        };
        let unit = UnitOfWork::new("end_delegation_as");
        let (unit, audit) = ended(ctx, unit, &found, by, now).await?;
        let unit = audit
            .into_iter()
            .fold(unit, |unit, audit| operating.sign(unit, audit));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            let event = AuditEvent::DelegationEnded.as_str();
            metrics::counter!("countersign_helpdesk_actions_total", "action" => event).increment(1);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Ends all that a closed account holds, some in each unit: it can hold any number, since others give it. While the account stays closed
/// it accepts nothing more. A conflict means that it does not, or that somebody else ends one at this moment: what is left is then for
/// another call.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read or written.
pub(in crate::flow) async fn end_held(ctx: &Ctx, user: &User) -> Result<Commit, FlowError> {
    loop {
        let now = ctx.clock.now();
        let held = ctx.store.delegations_held(user.id, HELD_AT_ONCE).await?;
        if held.is_empty() {
            return Ok(Commit::Committed);
        }
        let mut unit = UnitOfWork::new("end_held_delegations").unless_changed(user);
        for one in held {
            unit = over(ctx, unit, one, DelegationEnd::Delegate, now).await?;
        }
        if ctx.store.commit(unit).await? == Commit::Conflict {
            return Ok(Commit::Conflict);
        }
        ctx.signals.publish(Topic::Jobs);
    }
}

/// Adds to `unit`, which removes an account, the end of what it has given; what it
/// holds has ended before, see [`end_held`]. Invitations to it stay as they look to their owners, and nobody accepts them (R7).
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub(in crate::flow) async fn end_with_account(
    ctx: &Ctx,
    mut unit: UnitOfWork,
    user: &User,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let given = ctx.store.delegations_of(user.id, GIVEN).await?;
    let acted = given.into_iter().filter(|one| one.review_at().is_some());
    for one in acted {
        unit = over(ctx, unit, one, DelegationEnd::Owner, now).await?;
    }
    Ok(unit)
}

/// Adds to `unit` the end of what an account has given or accepted at times at which, as its owner says now, that was not them, or of
/// which they cannot know. What was given before stays, whether or not it was confirmed since: its owner has chosen who acts. The unit
/// must rely on the account as it was read, which whoever gives or accepts at this moment writes.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub(in crate::flow) async fn end_disowned(
    ctx: &Ctx,
    mut unit: UnitOfWork,
    user: &User,
    is_disowned: impl Fn(Timestamp) -> bool,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let given = ctx.store.delegations_of(user.id, GIVEN).await?;
    let given = given.into_iter().filter(|one| is_disowned(one.created_at));
    for one in given.filter(|one| one.clone().as_of(now).is_open()) {
        let (with_end, audit) = ended(ctx, unit, &one, DelegationEnd::Owner, now).await?;
        unit = audit.into_iter().fold(with_end, UnitOfWork::record);
    }
    // However many: what stays is among them, in an order that says nothing of when it was accepted.
    for one in ctx.store.delegations_held(user.id, u32::MAX).await? {
        if matches!(one.state, DelegationState::Accepted { at, .. } if is_disowned(at)) {
            unit = over(ctx, unit, one, DelegationEnd::Delegate, now).await?;
        }
    }
    Ok(unit)
}

/// Adds to `unit` the end of what somebody has accepted: that of its time, if that was up before, else this one.
async fn over(
    ctx: &Ctx,
    unit: UnitOfWork,
    kept: Delegation,
    by: DelegationEnd,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let after = kept.clone().as_of(now);
    let (unit, audit) = match &after.state {
        DelegationState::Ended { end, .. } => {
            let audit = records(&kept, end, now);
            (told(ctx, unit, &kept, &after, now).await?.put(after), audit)
        }
        _ => ended(ctx, unit, &kept, by, now).await?,
    };
    Ok(audit.into_iter().fold(unit, UnitOfWork::record))
}

/// Adds the end of an open delegation to `unit`, and says what the audit log is to keep. Whoever acted is told, and whoever they
/// acted for; of an invitation that is taken back nobody is.
async fn ended(
    ctx: &Ctx,
    unit: UnitOfWork,
    before: &Delegation,
    by: DelegationEnd,
    now: Timestamp,
) -> Result<(UnitOfWork, Vec<Audit>), FlowError> {
    let audit = records(before, &by, now);
    let ended = before.clone().end(now, by)?;
    let unit = told(ctx, unit, before, &ended, now).await?;
    Ok((unit.put(ended), audit))
}

/// What the audit log keeps of an end: for both, if somebody acted.
pub(super) fn records(before: &Delegation, end: &DelegationEnd, now: Timestamp) -> Vec<Audit> {
    let acted = before.delegate_id.filter(|_| before.review_at().is_some());
    let why = match end {
        DelegationEnd::Operator { reason } => reason.as_str(),
        end => end.as_str(),
    };
    let parties = [Some(before.owner_id), acted].into_iter().flatten();
    let audit = parties.map(|user| {
        let audit = record(AuditEvent::DelegationEnded, before, user, now);
        let about = audit.reason.clone().unwrap_or_default();
        audit.because(format!("{about} {why}"))
    });
    audit.collect()
}

/// Adds to `unit` that both parties are told of an end, if somebody acted.
pub(super) async fn told(
    ctx: &Ctx,
    unit: UnitOfWork,
    before: &Delegation,
    ended: &Delegation,
    now: Timestamp,
) -> Result<UnitOfWork, StoreError> {
    match before.review_at() {
        Some(_) => tell_both(ctx, unit, ended, MailKind::DelegationEnded, now).await,
        None => Ok(unit),
    }
}
