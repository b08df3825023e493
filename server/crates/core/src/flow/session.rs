//! Sessions of the server's own pages: opened once per approved login, ended by logout, time or suspension.

use std::time::Duration;

use countersign_proto::ids::LoginId;

use super::{
    ATTEMPTS,
    read_login::{LoginOwner, in_good_standing, read_login},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, AuthenticatorState, BearerToken, ClientId, Device, LoginState, Session, User,
        UserState, Version,
    },
    port::{Commit, UnitOfWork},
};

/// How long a session lasts.
const TTL: Duration = Duration::from_secs(8 * 3600);
/// How long after its approval a login can open its session.
const REDEEM_WITHIN: Duration = Duration::from_secs(60);

/// Turns an approved login of the own pages into its one session (R6) and returns the cookie. The cookie comes from the
/// browser's own secret: a browser that asks again, because the answer was lost on its way, gets the same one.
///
/// # Errors
/// [`FlowError::NotPending`] if the login was not approved just now or its session has ended.
pub async fn open_session(ctx: &Ctx, id: LoginId, browser: BearerToken) -> Result<BearerToken, FlowError> {
    let cookie = browser.derive("session");
    let owner = LoginOwner::Browser(browser);
    for _ in 0..ATTEMPTS {
        let unit = session_of(ctx, id, &owner, &cookie).await?;
        if ctx.store.commit(unit).await? == Commit::Committed || session_user(ctx, &cookie).await?.is_some() {
            return Ok(cookie);
        }
    }
    Err(FlowError::NotPending)
}

/// What opens the session of a login, unless anybody concerned is suspended at the same moment (R13).
async fn session_of(
    ctx: &Ctx,
    id: LoginId,
    owner: &LoginOwner,
    cookie: &BearerToken,
) -> Result<UnitOfWork, FlowError> {
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
    if !in_good_standing(&read) || !is_usable {
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
    Ok(UnitOfWork::new("open_session")
        .put(session)
        .unless_changed(&user)
        .unless_changed(&holding.authenticator)
        .unless_any_changed(&holding.device)
        .record(audit))
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
