//! What ends together with a user, a client, an authenticator or a device (R4, R13): one rule for every door.

use countersign_proto::ids::{LoginId, UserId};

use super::{
    ended,
    log_out::{Which, end_services},
    notice::{self, Origin},
};
use crate::{
    Ctx, FlowError,
    method::{certificate, code, passkey, push},
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, CancelReason, FailReason, Login, LogoutCause,
        MailKind, Session, Timestamp,
    },
    port::{Holding, StoreError, UnitOfWork},
};

/// Why logins end that nobody has decided.
#[derive(Debug, Clone, Copy)]
pub(super) enum Because {
    /// Somebody set aside what could have decided them.
    Suspended,
    /// The server locked what could have decided them.
    Locked,
    /// They rely on a password that is not the user's any more.
    PasswordChanged,
}

/// Adds the end of `logins` to `unit`, and says how they are then.
pub(super) fn end_logins(
    unit: UnitOfWork,
    logins: Vec<Login>,
    because: Because,
    now: Timestamp,
) -> (UnitOfWork, Vec<Login>) {
    let mut moved = Vec::new();
    let unit = logins.into_iter().fold(unit, |unit, login| {
        let end = match because {
            Because::Suspended => login.cancel(now, Some(CancelReason::Suspended)),
            Because::Locked => login.fail(now, FailReason::Locked),
            Because::PasswordChanged => login.cancel(now, None),
        };
        match end {
            Ok(login) => {
                let unit = unit.record(ended::audit(&login, now)).put(&login);
                moved.push(login);
                unit
            }
            // Its time was up before.
            Err(_) => unit,
        }
    });
    (unit, moved)
}

/// Adds a failure of each of `refused` to `unit`, and the end of what nothing can decide any more once one of them locks;
/// says how those logins are then. `judged` is the login whose answer failed, which `unit` moves itself.
///
/// # Errors
/// [`StoreError`] if what is left cannot be read.
pub(super) async fn fail(
    ctx: &Ctx,
    unit: UnitOfWork,
    refused: Vec<Authenticator>,
    judged: LoginId,
    now: Timestamp,
) -> Result<(UnitOfWork, Vec<Login>), StoreError> {
    let failed: Vec<Authenticator> = refused.into_iter().map(Authenticator::failed).collect();
    let (unit, locked) = record_locks(unit.put_all(&failed), &failed, now);
    let Some(user) = locked else {
        return Ok((unit, Vec::new()));
    };
    let owner = ctx.store.user(user).await?;
    let locked = failed
        .iter()
        .filter(|one| one.state == AuthenticatorState::Locked);
    let unit = locked.fold(unit, |unit, one| match &owner {
        Some(owner) => {
            let kind = MailKind::AuthenticatorLocked;
            notice::tell(ctx, unit, owner, one, kind, &Origin::Unknown, now)
        }
        None => unit,
    });
    let mut pending = ctx.store.pending_logins(user).await?;
    pending.retain(|login| login.id != judged);
    let left = left_after(ctx.store.holdings(user).await?, &failed);
    let unanswerable = unanswerable(pending, &left);
    Ok(end_logins(unit, unanswerable, Because::Locked, now))
}

/// Records those of `failed` that are locked now, and says whose they are.
fn record_locks(unit: UnitOfWork, failed: &[Authenticator], now: Timestamp) -> (UnitOfWork, Option<UserId>) {
    let locked = failed
        .iter()
        .filter(|one| one.state == AuthenticatorState::Locked);
    locked.fold((unit, None), |(unit, _), one| {
        let audit = Audit::new(AuditEvent::AuthenticatorLocked, now).user(one.user_id);
        (unit.record(audit.authenticator(one.id)), Some(one.user_id))
    })
}

/// What a user has once `changed` are as they are now.
pub(super) fn left_after(mut holdings: Vec<Holding>, changed: &[Authenticator]) -> Vec<Holding> {
    for holding in &mut holdings {
        if let Some(now) = changed.iter().find(|one| one.id == holding.authenticator.id) {
            holding.authenticator = now.clone();
        }
    }
    holdings
}

/// Adds the end of the user's sessions to `unit`.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub(super) async fn end_sessions(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: UserId,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    end_sessions_but(ctx, unit, user, None, now).await
}

/// Adds the end of the user's sessions to `unit`, except one; services end theirs.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub(super) async fn end_sessions_but(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: UserId,
    kept: Option<&Session>,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let sessions = ctx.store.sessions(user).await?;
    let is_kept = |session: &Session| kept.is_some_and(|kept| kept.token == session.token);
    let ending = sessions
        .into_iter()
        .filter(|session| session.is_open(now) && !is_kept(session));
    let unit = unit.put_all(ending.map(|session| session.ended(now)));
    end_services(ctx, unit, user, Which::All, LogoutCause::Protection, now).await
}

/// The logins among `logins` that nothing in `holdings` can decide any more.
pub(super) fn unanswerable(logins: Vec<Login>, holdings: &[Holding]) -> Vec<Login> {
    let answerable = |login: &Login| {
        let (client, purpose) = (&login.client_id, login.request.purpose);
        let asked = |device| login.request.devices.iter().any(|asked| asked.id == device);
        push::askable(holdings, client, purpose)
            .iter()
            .any(|one| asked(one.device.id))
            || code::candidates(holdings, client, purpose).next().is_some()
            || certificate::candidates(holdings, client, purpose, login.created_at)
                .next()
                .is_some()
            || passkey::candidates(holdings, client, purpose).next().is_some()
    };
    logins.into_iter().filter(|login| !answerable(login)).collect()
}
