//! Invites somebody by name. Whether anybody has it the owner does not learn (R7): they see an invitation, and in a week, or
//! after its last day if that comes first, that nobody has answered it.

use countersign_proto::ids::DelegationId;

use super::{GIVEN, Refused, answerable, mails, may_last, record};
use crate::{
    Ctx, FlowError,
    flow::{
        ATTEMPTS,
        mail::{self, NOBODY},
    },
    model::{
        Allowance, AuditEvent, Delegation, DelegationState, MailAddress, MailKind, Resource, Session,
        Timestamp, User, UserName, UserState, Version,
    },
    port::{Commit, Topic, UnitOfWork},
};

/// How many invitations to one name may be open at a time: nobody fills somebody's page.
const TO_ONE_NAME: usize = 20;

/// Who is to act, in what, and for how long.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The name that was typed.
    pub name: UserName,
    /// In what.
    pub resource: Resource,
    /// When it shall end.
    pub until: Timestamp,
}

/// Invites somebody to act for the user of this session. An open account of that name is told by mail, as often as strangers
/// may have mail sent to it.
///
/// # Errors
/// [`FlowError::FreshLoginRequired`] unless the session is fresh and was opened by more than a recovery,
/// [`FlowError::TermsNotAccepted`] if its user has not, [`FlowError::TooMany`] for whoever has caused too many mails.
pub async fn invite(
    ctx: &Ctx,
    session: &Session,
    invitation: &Invitation,
) -> Result<Result<Delegation, Refused>, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let owner = answerable(ctx, session, now).await?;
        let given = ctx.store.delegations_of(owner.id, GIVEN).await?;
        let open = given.into_iter().map(|one| one.as_of(now));
        let open: Vec<Delegation> = open.filter(Delegation::is_open).collect();
        if let Err(refused) = judge(ctx, &owner, invitation, &open, now) {
            return Ok(Err(refused));
        }
        let (unit, invited) = unit(ctx, (&owner, session), invitation, now).await?;
        // The owner is written too: of two at once that are one too many, one is refused.
        let unit = unit.put(owner.touched()).unless_changed(session);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(Ok(invited));
        }
    }
    Err(FlowError::Contended)
}

fn judge(
    ctx: &Ctx,
    owner: &User,
    invitation: &Invitation,
    open: &[Delegation],
    now: Timestamp,
) -> Result<(), Refused> {
    let is_same = |one: &Delegation| one.invited == invitation.name && one.resource == invitation.resource;
    let to_them = open.iter().filter(|one| one.invited == invitation.name).count();
    let most = usize::try_from(ctx.settings.limits.delegations_of_a_user).unwrap_or(usize::MAX);
    if invitation.name == owner.name {
        Err(Refused::Oneself)
    } else if !may_last(ctx, now, invitation.until) {
        Err(Refused::Until)
    } else if open.iter().any(is_same) {
        Err(Refused::Exists)
    } else if open.len() >= most || to_them >= TO_ONE_NAME {
        Err(Refused::Full)
    } else {
        Ok(())
    }
}

/// What is kept and mailed. All that is asked is asked of everybody.
async fn unit(
    ctx: &Ctx,
    (owner, session): (&User, &Session),
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(UnitOfWork, Delegation), FlowError> {
    let key = Allowance::of_invitations(owner.id);
    let spent = Allowance::found(ctx.store.allowance(key).await?, key);
    let spent = spent.spend(now, ctx.settings.limits.mails_per_initiator_per_hour)?;
    let found = ctx.store.user_by_name(&invitation.name).await?;
    let delegate = found.filter(|user| user.state == UserState::Active);
    let email = delegate.as_ref().and_then(|user| user.email.clone());
    let to = email
        .clone()
        .unwrap_or_else(|| MailAddress::from_stored(NOBODY.to_owned()));
    let kind = MailKind::DelegationInvited;
    // The mail goes to somebody else: that the owner's browser is known says nothing to them.
    let spent_on = mail::spend_on(ctx, &to, kind, None, now).await?;
    let invited = Delegation {
        id: DelegationId::new(ctx.entropy.row_id(now)),
        owner_id: owner.id,
        delegate_id: delegate.as_ref().map(|user| user.id),
        invited: invitation.name.clone(),
        resource: invitation.resource.clone(),
        created_at: now,
        expires_at: invitation.until,
        state: DelegationState::Invited {
            until: invitation.until.min(now + Delegation::INVITATION),
            declined: false,
        },
        version: Version::FIRST,
    };
    let audit = record(AuditEvent::DelegationInvited, &invited, owner.id, now);
    let unit = UnitOfWork::new("invite_delegate")
        .put(&invited)
        .put(spent)
        .unless_any_changed(&delegate)
        .record(audit.login(session.login_id));
    let (Some(delegate), Some(_), Some(spent_on)) = (delegate, email, spent_on) else {
        return Ok((unit, invited));
    };
    let told = mails(ctx, &delegate, owner, &invited, (kind, invited.expires_at), now);
    Ok((unit.put(spent_on).enqueue(told), invited))
}
