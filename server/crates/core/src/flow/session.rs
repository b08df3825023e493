//! Sessions of the server's own pages: opened once per approved login, ended by logout, time or suspension.

use std::time::Duration;

use countersign_proto::ids::{LoginId, UserId};

use super::{
    ATTEMPTS,
    log_out::{Which, end_services},
    read_login::{LoginOwner, in_good_standing, read_login},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, AuthenticatorState, BearerToken, ClientId, Device, LoginState, LogoutCause,
        RequestContext, Session, Timestamp, User, UserState, Version,
    },
    port::{Commit, Topic, UnitOfWork},
};

/// How long a session lasts.
const TTL: Duration = Duration::from_secs(8 * 3600);
/// How long after its approval a login can open its session.
const REDEEM_WITHIN: Duration = Duration::from_secs(60);
/// How many sessions are listed.
const LISTED: usize = 50;

/// Turns an approved login of the own pages into its one session (R6) and returns the cookie. The cookie comes from the
/// browser's own secret: a browser that asks again, because the answer was lost on its way, gets the same one. The session that the
/// browser had before, behind the cookie `earlier`, is over, so that nobody can go back to it; and so are the oldest ones of a person
/// who has more than one person needs.
///
/// # Errors
/// [`FlowError::NotPending`] if the login was not approved just now or its session has ended.
pub async fn open_session(
    ctx: &Ctx,
    id: LoginId,
    browser: BearerToken,
    earlier: Option<&BearerToken>,
) -> Result<BearerToken, FlowError> {
    let cookie = browser.derive("session");
    let owner = LoginOwner::Browser(browser);
    for _ in 0..ATTEMPTS {
        let (user, unit) = session_of(ctx, id, &owner, &cookie).await?;
        if ctx.store.commit(unit).await? == Commit::Committed || session_user(ctx, &cookie).await?.is_some() {
            if let Some(earlier) = earlier.filter(|earlier| earlier.hash() != cookie.hash()) {
                end_session(ctx, earlier).await?;
            }
            end_surplus(ctx, user).await?;
            return Ok(cookie);
        }
    }
    Err(FlowError::NotPending)
}

/// Whose session a login opens, and what opens it, unless anybody concerned is suspended at the same moment (R13).
async fn session_of(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    cookie: &BearerToken,
) -> Result<(UserId, UnitOfWork), FlowError> {
    let read = read_login(ctx, id, owner).await?;
    let now = ctx.clock.now();
    let LoginState::Approved(approval) = &read.login.state else {
        return Err(FlowError::NotPending);
    };
    let assurance = read.login.assurance().ok_or(FlowError::NotPending)?;
    let own = read.login.client_id == ClientId::own_pages();
    if !own || now >= approval.at + REDEEM_WITHIN {
        return Err(FlowError::NotPending);
    }
    // What changes after this makes the unit conflict.
    let user = ctx.store.user(read.login.user_id).await?;
    let holding = ctx.store.holding(approval.authenticator_id).await?;
    let (Some(user), Some(holding)) = (user, holding) else {
        return Err(FlowError::NotPending);
    };
    let is_usable = user.state == UserState::Active
        && holding.authenticator.state == AuthenticatorState::Active
        && holding.device.as_ref().is_none_or(Device::is_active);
    if !in_good_standing(&read) || !is_usable || read.login.is_outdated(&user) {
        return Err(FlowError::NotPending);
    }
    let session = Session {
        token: cookie.hash(),
        user_id: user.id,
        login_id: id,
        acr: assurance.acr,
        created_at: now,
        expires_at: now + TTL,
        version: Version::FIRST,
    };
    let audit = Audit::new(AuditEvent::SessionOpened, now).user(user.id).login(id);
    let unit = UnitOfWork::new("open_session")
        .put(session)
        .unless_changed(&user)
        .unless_changed(&holding.authenticator)
        .unless_any_changed(&holding.device)
        .record(audit);
    Ok((user.id, unit))
}

/// Ends the oldest sessions of a user beyond those that an account may have at once: one account is one person. It looks once the new
/// one is there, so of two that begin at the same moment the later sees both.
async fn end_surplus(ctx: &Ctx, user: UserId) -> Result<(), FlowError> {
    let most = ctx.settings.limits.sessions_of_a_user;
    if most == 0 {
        return Ok(());
    }
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let mut surplus = latest_first(ctx.store.sessions(user).await?, now);
        surplus.drain(..most.min(surplus.len()));
        if surplus.is_empty() {
            return Ok(());
        }
        let unit = end_each(UnitOfWork::new("end_surplus"), surplus, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Those that are open, in an order on which all nodes agree.
fn latest_first(mut sessions: Vec<Session>, now: Timestamp) -> Vec<Session> {
    sessions.retain(|session| session.is_open(now));
    sessions.sort_by_key(|session| std::cmp::Reverse((session.created_at, session.login_id)));
    sessions
}

/// The user behind a session cookie, unless the session has ended or the user is suspended (R4).
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn session_user(ctx: &Ctx, cookie: &BearerToken) -> Result<Option<(User, Session)>, FlowError> {
    let Some(session) = ctx.store.session(&cookie.hash()).await? else {
        return Ok(None);
    };
    if ctx.clock.now() >= session.expires_at {
        return Ok(None);
    }
    let user = ctx.store.user(session.user_id).await?;
    Ok(user
        .filter(|user| user.state == UserState::Active)
        .map(|user| (user, session)))
}

/// The user behind the cookie of somebody who has just logged in.
///
/// # Errors
/// [`FlowError::NotFound`] without a session, [`FlowError::FreshLoginRequired`] for one that was opened a while ago.
pub async fn fresh_session(ctx: &Ctx, cookie: &BearerToken) -> Result<(User, Session), FlowError> {
    let (user, session) = session_user(ctx, cookie).await?.ok_or(FlowError::NotFound)?;
    if session.is_fresh(ctx.clock.now()) {
        Ok((user, session))
    } else {
        Err(FlowError::FreshLoginRequired)
    }
}

/// An open session, as its user sees it.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// The session.
    pub session: Session,
    /// Where it was opened from, as far as that is still known.
    pub context: Option<RequestContext>,
}

/// The open sessions of a user, the latest first.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub async fn open_sessions(ctx: &Ctx, user: UserId) -> Result<Vec<OpenSession>, FlowError> {
    let now = ctx.clock.now();
    let sessions = latest_first(ctx.store.sessions(user).await?, now);
    let mut open = Vec::with_capacity(sessions.len());
    for session in sessions.into_iter().take(LISTED) {
        let login = ctx.store.login(session.login_id).await?;
        let context = login.map(|read| read.login.request.context.clone());
        open.push(OpenSession { session, context });
    }
    Ok(open)
}

/// Adds the end of these sessions to `unit`.
pub(super) fn end_each(
    unit: UnitOfWork,
    sessions: impl IntoIterator<Item = Session>,
    now: Timestamp,
) -> UnitOfWork {
    sessions.into_iter().fold(unit, |unit, session| {
        let audit = Audit::new(AuditEvent::SessionEnded, now).user(session.user_id);
        unit.record(audit.login(session.login_id)).put(session.ended(now))
    })
}

/// Ends one of the user's sessions, named by the login that opened it, or all of them but the one behind the cookie, those of
/// services among them.
///
/// # Errors
/// [`FlowError::NotFound`] without a session of one's own.
pub async fn end_sessions(ctx: &Ctx, cookie: &BearerToken, only: Option<LoginId>) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let (user, own) = session_user(ctx, cookie).await?.ok_or(FlowError::NotFound)?;
        let now = ctx.clock.now();
        let mut ending = ctx.store.sessions(user.id).await?;
        ending.retain(|session| {
            session.is_open(now)
                && match only {
                    Some(login) => session.login_id == login,
                    None => session.token != own.token,
                }
        });
        let unit = end_each(UnitOfWork::new("end_sessions"), ending, now);
        let unit = match only {
            Some(_) => unit,
            None => end_services(ctx, unit, user.id, Which::All, LogoutCause::User, now).await?,
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Ends a session; ending one that has ended is fine.
///
/// # Errors
/// [`FlowError::Store`] if it cannot be ended.
pub async fn end_session(ctx: &Ctx, cookie: &BearerToken) -> Result<(), FlowError> {
    let Some(session) = ctx.store.session(&cookie.hash()).await? else {
        return Ok(());
    };
    let now = ctx.clock.now();
    if now >= session.expires_at {
        return Ok(());
    }
    let audit = Audit::new(AuditEvent::SessionEnded, now).user(session.user_id);
    let ended = session.ended(now);
    // A conflict means that somebody else has just ended it.
    let _ = ctx
        .store
        .commit(UnitOfWork::new("end_session").put(ended).record(audit))
        .await?;
    Ok(())
}
