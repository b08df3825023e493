//! Takes an authenticator out of use because its owner says, with the password alone, that it is lost (NIST SP 800-63B-4,
//! 4.3). It only ever takes away; whoever has another one, and finds it, takes it back.

use std::cmp::Reverse;

use countersign_proto::ids::{AuthenticatorId, LoginId, UserId};

use super::{
    ATTEMPTS, delegate, ended,
    log_out::{Which, end_services},
    notice::{self, Origin},
    read_login::{LoginOwner, in_good_standing, read_login},
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{
        Allowance, Audit, AuditEvent, Authenticator, AuthenticatorState, ClientId, Credential, FirstFactor,
        Login, LoginState, LogoutCause, MailKind, Session, Timestamp,
    },
    port::{Commit, Holding, KEEP_ENDED, Topic, UnitOfWork},
};

/// How many reports an account bears in an hour: each takes something away.
const REPORTS_PER_HOUR: u32 = 3;
/// Of how many sessions the logins are looked at, the open ones first, and of each sort the latest.
const LOOKED_AT: usize = 100;

/// What somebody in a login may report: what is in use and can be lost. Nobody learns of it who has not typed the password.
///
/// # Errors
/// [`FlowError::NotFound`] if the login is somebody else's or its password was not verified here.
pub async fn losable(ctx: &Ctx, id: LoginId, owner: &LoginOwner) -> Result<(Login, Vec<Holding>), FlowError> {
    let read = read_login(ctx, id, owner).await?;
    let verified = read.login.request.first_factor == FirstFactor::Verified
        && read.login.client_id == ClientId::own_pages()
        && read.login.request.purpose.is_log_in();
    if !verified {
        return Err(FlowError::NotFound);
    }
    if !read.login.is_pending() || !in_good_standing(&read) {
        return Err(FlowError::NotPending);
    }
    let mut holdings = ctx.store.holdings(read.login.user_id).await?;
    holdings.retain(|holding| can_be_lost(&holding.authenticator));
    Ok((read.login, holdings))
}

/// Takes one of them out of use, with the questions that it has not answered, the sessions that rest on it, and the delegations that
/// were given or accepted while these were young; tells the owner by mail and by text message.
///
/// # Errors
/// See [`losable`]; [`FlowError::NotFound`] too if it is none of those; [`FlowError::TooMany`] after too many reports.
pub async fn report_lost(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    lost: AuthenticatorId,
) -> Result<Authenticator, FlowError> {
    for _ in 0..ATTEMPTS {
        let (login, holdings) = losable(ctx, id, owner).await?;
        let holding = holdings.iter().find(|holding| holding.authenticator.id == lost);
        let holding = holding.ok_or(FlowError::NotFound)?;
        let now = ctx.clock.now();
        let key = Allowance::of_reports(login.user_id);
        let allowance = Allowance::found(ctx.store.allowance(key).await?, key);
        let spent = allowance.spend(now, REPORTS_PER_HOUR)?;
        let user = ctx.store.user(login.user_id).await?.ok_or(FlowError::NotFound)?;
        let authenticator = holding.authenticator.clone().in_state(AuthenticatorState::Lost);
        let audit = Audit::new(AuditEvent::AuthenticatorLost, now)
            .user(user.id)
            .login(login.id)
            .authenticator(lost);
        let resting = resting_on(ctx, user.id, lost, now).await?;
        let open = resting.iter().filter(|session| session.is_open(now));
        let unit = UnitOfWork::new("report_lost")
            .put(&authenticator)
            .put(spent)
            .put_all(open.map(|session| session.clone().ended(now)))
            .unless_changed(&user)
            .record(audit);
        let (kind, origin) = (
            MailKind::AuthenticatorLost,
            Origin::Browser(login.request.context.clone()),
        );
        let unit = notice::tell(ctx, unit, &user, &authenticator, kind, &origin, now);
        // Only a young session gives or accepts any.
        let in_them = |at: Timestamp| {
            let mut young = resting.iter();
            young.any(|session| session.created_at <= at && session.is_fresh(at))
        };
        let unit = delegate::end_disowned(ctx, unit, &user, in_them, now).await?;
        let pending = ctx.store.pending_logins(user.id).await?;
        let which = Which::RestingOn(lost);
        let unit = end_services(ctx, unit, user.id, which, LogoutCause::Protection, now).await?;
        let all = ctx.store.holdings(user.id).await?;
        let left = suspend::left_after(all, std::slice::from_ref(&authenticator));
        let unanswerable = suspend::unanswerable(pending, &left);
        let (unit, ended) = suspend::end_logins(unit, unanswerable, Because::Suspended, now);
        // Nothing is reported in a login that ends at this moment, but by this report.
        let unit = if ended.iter().any(|one| one.id == login.id) {
            unit
        } else {
            unit.unless_changed(&login)
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            if let Some(device) = &holding.device {
                ctx.signals.publish(Topic::Device(device.id));
            }
            return Ok(authenticator);
        }
    }
    Err(FlowError::Contended)
}

fn can_be_lost(authenticator: &Authenticator) -> bool {
    let is_thing = match authenticator.credential {
        Credential::Push(_)
        | Credential::Oath(_)
        | Credential::Certificate(_)
        | Credential::Passkey(_)
        | Credential::Telephone(_) => true,
        Credential::RecoveryCodes(_) | Credential::TemporaryCode(_) => false,
    };
    is_thing && authenticator.state == AuthenticatorState::Active
}

/// The sessions that were opened with it: those that are open, and of those that are over the ones whose login is known, which it is for
/// [`KEEP_ENDED`] after they began.
async fn resting_on(
    ctx: &Ctx,
    user: UserId,
    lost: AuthenticatorId,
    now: Timestamp,
) -> Result<Vec<Session>, FlowError> {
    let mut sessions = ctx.store.sessions(user).await?;
    sessions.retain(|session| session.is_open(now) || session.created_at > now - KEEP_ENDED);
    sessions.sort_by_key(|session| Reverse((session.is_open(now), session.created_at)));
    // Nobody hides one behind others: at whichever nobody looks, it counts.
    let mut resting = sessions.split_off(LOOKED_AT.min(sessions.len()));
    for session in sessions {
        let rests = match ctx.store.login(session.login_id).await? {
            Some(read) => match read.login.state {
                LoginState::Approved(approval) => approval.authenticator_id == lost,
                _ => true,
            },
            None => session.is_open(now),
        };
        if rests {
            resting.push(session);
        }
    }
    Ok(resting)
}
