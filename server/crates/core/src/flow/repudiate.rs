//! "This was not me": whoever got the notice of a change, or of a login from far away, follows its link, and what the change was for is
//! out of use.
//!
//! The link went to the mailbox or the telephone of the account, so no stranger has it. It takes and never gives: an authenticator that was
//! added or taken back into use is set aside, whatever state it is in by then, with whatever else was added since, and only its owner or an
//! operator brings it back; sessions and logins end, and so do delegations that the account has given or accepted since the login that made
//! the change possible. Unlike other mailed links it outlives a change of password or address, for whoever has broken in may have made that
//! too; it works once, for three days.

use countersign_proto::ids::AuthenticatorId;

use super::{
    ATTEMPTS, delegate, ended, mail,
    notice::{self, Origin},
    start_enrollment,
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, BearerToken, LinkPurpose, MailKind, MailedLink,
        User, UserState,
    },
    port::{Commit, Topic, UnitOfWork},
};

/// What a notice was about.
#[derive(Debug, Clone)]
pub struct Repudiated {
    /// Whose account it is.
    pub user: User,
    /// What was changed or used.
    pub authenticator: AuthenticatorId,
    /// Whether following the link sets it aside.
    pub suspends: bool,
}

/// Looks a link up; takes nothing, because mail servers look too.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended or the account is closed.
pub async fn look_up_notice(ctx: &Ctx, token: &BearerToken) -> Result<Repudiated, FlowError> {
    find(ctx, token).await.map(|(_, found)| found)
}

/// Sets aside what was added then and since, and ends all sessions, whatever waits for an answer, and what was given or accepted.
///
/// # Errors
/// See [`look_up_notice`].
pub async fn repudiate(ctx: &Ctx, token: &BearerToken) -> Result<Repudiated, FlowError> {
    for _ in 0..ATTEMPTS {
        let (link, found) = find(ctx, token).await?;
        let now = ctx.clock.now();
        let user = &found.user;
        let audit = |event| {
            Audit::new(event, now)
                .user(user.id)
                .authenticator(found.authenticator)
        };
        let disowned = disowned(ctx, &link, &found).await?;
        let unit = UnitOfWork::new("repudiate")
            .put(link.clone().used(now))
            .unless_changed(user)
            .record(audit(AuditEvent::ChangeRepudiated));
        // Whoever made the change had logged in no longer than this before it, and may have given something first.
        let since = link.created_at - start_enrollment::latest(ctx);
        let unit = delegate::end_disowned(ctx, unit, user, |at| at >= since, now).await?;
        let unit = disowned.iter().fold(unit, |unit, one| {
            let record = Audit {
                authenticator_id: Some(one.id),
                device_id: one.device_id(),
                ..audit(AuditEvent::AuthenticatorLost).because("repudiated")
            };
            let kind = MailKind::AuthenticatorSuspended;
            let unit = unit.put(one).record(record);
            notice::tell(ctx, unit, user, one, kind, &Origin::Unknown, now)
        });
        // What is approved in between is no longer pending, and so among what services end.
        let pending = ctx.store.pending_logins(user.id).await?;
        let unit = suspend::end_sessions(ctx, unit, user.id, now).await?;
        let (unit, ended) = suspend::end_logins(unit, pending, Because::Suspended, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            for phone in disowned.iter().filter_map(Authenticator::device_id) {
                ctx.signals.publish(Topic::Device(phone));
            }
            return Ok(found);
        }
    }
    Err(FlowError::Contended)
}

/// What the link takes out of use, as it is then: what its notice was about, if that gave anything, and what was added since. What a service
/// set aside it could bring back, so it is lost, not suspended.
async fn disowned(ctx: &Ctx, link: &MailedLink, found: &Repudiated) -> Result<Vec<Authenticator>, FlowError> {
    if !found.suspends {
        return Ok(Vec::new());
    }
    let held = ctx.store.holding(found.authenticator).await?;
    let held = held.filter(|held| held.authenticator.user_id == found.user.id);
    let others = ctx.store.holdings(found.user.id).await?.into_iter();
    let since = others.filter(|other| {
        other.authenticator.id != found.authenticator && other.authenticator.created_at >= link.created_at
    });
    let all = held.into_iter().chain(since).map(|held| held.authenticator);
    let is_out =
        |one: &Authenticator| matches!(one.state, AuthenticatorState::Lost | AuthenticatorState::Deleted);
    let left = all.filter(|one| !is_out(one));
    Ok(left.map(|one| one.in_state(AuthenticatorState::Lost)).collect())
}

async fn find(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, Repudiated), FlowError> {
    let (link, purpose) = mail::find_link(ctx, token).await?;
    let LinkPurpose::Repudiate {
        authenticator,
        suspends,
    } = purpose
    else {
        return Err(FlowError::NotFound);
    };
    let user = match link.user_id {
        Some(id) => ctx.store.user(id).await?,
        None => None,
    };
    let user = user
        .filter(|user| user.state == UserState::Active)
        .ok_or(FlowError::NotPending)?;
    let found = Repudiated {
        user,
        authenticator,
        suspends,
    };
    Ok((link, found))
}
