//! The way back for somebody who has lost every authenticator: the password, the mailbox, and days in which whoever has an
//! authenticator, or reads the mails, can stop it.
//!
//! Password and mailbox together are not two factors, since a password is reset by mail. So what they begin is told to
//! everybody concerned, and the code that lets in comes at the end of the wait.

use std::time::Duration;

use countersign_proto::ids::{AuthenticatorId, JobId};

use super::{
    ATTEMPTS,
    mail::{self, Asker},
    temporary_code::replaced,
    text_notice::{self, Details},
};
use crate::{
    Ctx, FlowError,
    method::temporary_code::{held, issue},
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, BearerToken, CodeOrigin, Credential,
        Fingerprint, Job, LinkPurpose, Mail, MailKind, MailedLink, Role, Session, TemporaryCode, Timestamp,
        User,
    },
    port::{Commit, Holding, StoreError, Topic, UnitOfWork},
};

/// A recovery that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderWay {
    /// The code that it is.
    pub id: AuthenticatorId,
    /// When the wait ends.
    pub ready_at: Timestamp,
}

/// The recovery that is under way among `holdings`, if one is.
pub fn under_way(holdings: &[Holding], now: Timestamp) -> Option<UnderWay> {
    // Whatever state it is in: as long as somebody could bring it back, its owner sees it and can stop it.
    let mut open = held(holdings).filter(|(one, code)| {
        code.origin == CodeOrigin::Delay && code.is_open(now) && one.state != AuthenticatorState::Deleted
    });
    open.next().map(|(one, code)| UnderWay {
        id: one.id,
        ready_at: code.usable_from,
    })
}

/// Whether this user can recover by waiting. Operators cannot: a password, a mailbox and patience are less than what is asked of them each day, and
/// somebody at the command line can give them a temporary code.
///
/// # Errors
/// [`StoreError`] if nobody can tell.
async fn is_for(ctx: &Ctx, user: &User) -> Result<bool, StoreError> {
    let operator = ctx.store.operator(user.id).await?;
    Ok(operator.is_none_or(|operator| operator.role == Role::Former))
}

/// Mails the link that begins a recovery to a user who has just typed the right password.
///
/// # Errors
/// [`FlowError::NotFound`] if no mail reaches the user, [`FlowError::TooMany`] for whoever has caused too many mails.
pub async fn ask_for_recovery(ctx: &Ctx, user: &User, asker: Asker) -> Result<(), FlowError> {
    if !is_for(ctx, user).await? {
        return Err(FlowError::NotFound);
    }
    let to = user.email.clone().filter(|_| ctx.settings.sends_mail);
    let to = to.ok_or(FlowError::NotFound)?;
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let spent = asker.spend(ctx, now).await?;
        let spent_on = asker.spend_on(ctx, &to, MailKind::RecoveryAsked, now).await?;
        // Whoever knows the password may be told; the mailbox is full of these mails already.
        let Some(spent_on) = spent_on else { return Ok(()) };
        let purpose = LinkPurpose::Recover(Fingerprint::of(user));
        let (token, link) = mail::link(ctx, Some(user.id), &purpose, now);
        let path = format!("/recover/{}", token.expose());
        let mail = Mail {
            link: Some(mail::page(ctx, &path)),
            ..Mail::about(user, &to, MailKind::RecoveryAsked, now)
        };
        let job = mail::job(ctx, &mail, now, link.expires_at);
        // Whoever has taken the one mailbox has perhaps not taken the other. It is told, and begins nothing.
        let warned = mail::notices_to(ctx, user, user.second_email.iter(), MailKind::RecoveryWarned, now);
        let audit = Audit::new(AuditEvent::RecoveryAsked, now).user(user.id);
        let address = asker.address.map(|address| address.to_string());
        let unit = UnitOfWork::new("ask_for_recovery")
            .put(spent)
            .put(spent_on)
            .put(link)
            .enqueue([job])
            .enqueue(warned)
            .record(audit.from(address.as_deref(), &*ctx.entropy));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Whose recovery a link begins.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended.
pub async fn look_up_recovery(ctx: &Ctx, token: &BearerToken) -> Result<User, FlowError> {
    find(ctx, token).await.map(|(_, user)| user)
}

/// Begins the wait, in the place of an earlier one, and tells so at every address and by text message, since whoever began it may
/// have the mailbox. At its end the code is mailed.
///
/// # Errors
/// See [`look_up_recovery`].
pub async fn begin_recovery(ctx: &Ctx, token: &BearerToken) -> Result<UnderWay, FlowError> {
    for _ in 0..ATTEMPTS {
        let (link, user) = find(ctx, token).await?;
        if !is_for(ctx, &user).await? {
            return Err(FlowError::NotPending);
        }
        let to = user.email.clone().ok_or(FlowError::NotPending)?;
        let now = ctx.clock.now();
        let ready_at = now + ctx.settings.accounts.recovery_delay();
        let expires_at = ready_at + TemporaryCode::MAILED_TTL;
        let holdings = ctx.store.holdings(user.id).await?;
        let (authenticator, code) = issue(ctx, &user, CodeOrigin::Delay, ready_at, expires_at, now);
        let id = authenticator.id;
        let lasts = expires_at.since(now);
        let (stop_url, stops) = stop_link(ctx, &user, id, now, lasts);
        let at_last = Mail {
            code: Some(code.to_string()),
            link: Some(stop_url),
            ..Mail::about(&user, &to, MailKind::RecoveryCode, ready_at)
        };
        let at_last = Job {
            run_at: ready_at,
            ..mail::job(ctx, &at_last, now, expires_at)
        };
        let audit = Audit::new(AuditEvent::RecoveryBegun, now).user(user.id);
        let unit = UnitOfWork::new("begin_recovery")
            .put(link.used(now))
            .put(stops)
            .put_all(replaced(&holdings, CodeOrigin::Delay))
            .finish(mails_to_come(&holdings))
            .put(user.clone().touched())
            .record(audit.authenticator(id));
        let kind = MailKind::RecoveryBegun;
        let unit = text_notice::tell(ctx, unit, &user, &authenticator, kind, Details::default, now);
        let unit = user.mailboxes().fold(unit, |unit, to| {
            let (stop_url, stops) = stop_link(ctx, &user, id, now, lasts);
            let notice = Mail {
                link: Some(stop_url),
                ..Mail::about(&user, to, MailKind::RecoveryBegun, now)
            };
            unit.put(stops).enqueue([mail::job(ctx, &notice, now, ready_at)])
        });
        let unit = unit.put(mailed_by(authenticator, &at_last)).enqueue([at_last]);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(UnderWay { id, ready_at });
        }
    }
    Err(FlowError::Contended)
}

/// A link that stops this recovery as long as it can be stopped, and the row that makes it work. Each mail has one of its own, so
/// that none uses up another's.
fn stop_link(
    ctx: &Ctx,
    user: &User,
    id: AuthenticatorId,
    now: Timestamp,
    lasts: Duration,
) -> (String, MailedLink) {
    let stop = LinkPurpose::CancelRecovery(id);
    let (token, link) = mail::link_for(ctx, Some(user.id), &stop, now, lasts);
    (
        mail::page(ctx, &format!("/recover/stop/{}", token.expose())),
        link,
    )
}

/// Whose recovery a link stops.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if there is nothing to stop any more.
pub async fn look_up_stop(ctx: &Ctx, token: &BearerToken) -> Result<User, FlowError> {
    let (_, id) = find_stop(ctx, token).await?;
    let holding = find_open(ctx, id).await?;
    let user = ctx.store.user(holding.authenticator.user_id).await?;
    user.ok_or(FlowError::NotPending)
}

/// Stops a recovery: by the link that every mail about it has.
///
/// # Errors
/// See [`look_up_stop`].
pub async fn stop_recovery(ctx: &Ctx, token: &BearerToken) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let (link, id) = find_stop(ctx, token).await?;
        let used = link.used(ctx.clock.now());
        let unit = UnitOfWork::new("stop_recovery").put(used);
        if stop(ctx, id, unit, "mail").await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Stops a recovery of one's own account, whatever one has logged in with.
///
/// # Errors
/// [`FlowError::NotPending`] if none is under way.
pub async fn stop_own_recovery(ctx: &Ctx, session: &Session) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let holdings = ctx.store.holdings(session.user_id).await?;
        let found = under_way(&holdings, ctx.clock.now()).ok_or(FlowError::NotPending)?;
        let unit = UnitOfWork::new("stop_own_recovery");
        if stop(ctx, found.id, unit, "owner").await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Adds to `unit` that a recovery of this user's ends, if one is under way: it relied on the account as it was, and its code would go to the
/// mailbox that it had.
///
/// # Errors
/// [`StoreError`] if nobody can tell.
pub(super) async fn end(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: &User,
    because: &str,
    now: Timestamp,
) -> Result<UnitOfWork, StoreError> {
    let mut open = ctx.store.holdings(user.id).await?;
    open.retain(|holding| under_way(std::slice::from_ref(holding), now).is_some());
    if open.is_empty() {
        return Ok(unit);
    }
    let unit = unit.enqueue(mail::notices(ctx, user, MailKind::RecoveryStopped, now));
    Ok(open
        .into_iter()
        .fold(unit, |unit, holding| stopped(unit, holding, because, now)))
}

async fn stop(ctx: &Ctx, id: AuthenticatorId, unit: UnitOfWork, by: &str) -> Result<Commit, FlowError> {
    let holding = find_open(ctx, id).await?;
    let now = ctx.clock.now();
    let user = ctx.store.user(holding.authenticator.user_id).await?;
    let user = user.ok_or(FlowError::NotPending)?;
    let unit =
        stopped(unit, holding, by, now).enqueue(mail::notices(ctx, &user, MailKind::RecoveryStopped, now));
    let commit = ctx.store.commit(unit).await?;
    if commit == Commit::Committed {
        ctx.signals.publish(Topic::Jobs);
    }
    Ok(commit)
}

/// Adds to `unit` that this recovery ends: no mail brings its code, which is worth nothing any more.
fn stopped(unit: UnitOfWork, holding: Holding, because: &str, now: Timestamp) -> UnitOfWork {
    let code = &holding.authenticator;
    let audit = Audit::new(AuditEvent::RecoveryStopped, now)
        .user(code.user_id)
        .authenticator(code.id)
        .because(because);
    unit.finish(mails_to_come(std::slice::from_ref(&holding)))
        .put(holding.authenticator.in_state(AuthenticatorState::Deleted))
        .record(audit)
}

async fn find(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, User), FlowError> {
    match mail::find_link(ctx, token).await? {
        (link, LinkPurpose::Recover(then)) => {
            let user = mail::find_owner(ctx, &link, &then).await?;
            Ok((link, user))
        }
        _ => Err(FlowError::NotFound),
    }
}

async fn find_stop(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, AuthenticatorId), FlowError> {
    match mail::find_link(ctx, token).await? {
        (link, LinkPurpose::CancelRecovery(id)) => Ok((link, id)),
        _ => Err(FlowError::NotFound),
    }
}

/// The code of a recovery that can still be stopped.
async fn find_open(ctx: &Ctx, id: AuthenticatorId) -> Result<Holding, FlowError> {
    let holding = ctx.store.holding(id).await?.ok_or(FlowError::NotPending)?;
    let now = ctx.clock.now();
    let is_open = holding.authenticator.state != AuthenticatorState::Deleted
        && matches!(&holding.authenticator.credential, Credential::TemporaryCode(code) if code.is_open(now));
    if is_open {
        Ok(holding)
    } else {
        Err(FlowError::NotPending)
    }
}

/// The jobs that would mail codes which are worth nothing any more.
fn mails_to_come(holdings: &[Holding]) -> Vec<JobId> {
    held(holdings).filter_map(|(_, code)| code.mailed_by).collect()
}

fn mailed_by(authenticator: Authenticator, job: &Job) -> Authenticator {
    match authenticator.credential {
        Credential::TemporaryCode(code) => Authenticator {
            credential: Credential::TemporaryCode(TemporaryCode {
                mailed_by: Some(job.id),
                ..code
            }),
            ..authenticator
        },
        _ => authenticator,
    }
}
