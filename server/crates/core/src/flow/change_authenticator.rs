//! Shows, renames, suspends, resumes and deletes authenticators.

use countersign_proto::ids::{AuthenticatorId, UserId};

use super::{
    ATTEMPTS, answer_certificate, ended,
    manage_users::find_user,
    notice::{self, Origin},
    own_authenticators, own_certificate,
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, ClientId, Credential, Device, DeviceState,
        DisplayText, MailKind, RevocationReason, Session, SuspendReason, Timestamp,
    },
    port::{Commit, Holding, StoreError, Topic, UnitOfWork},
};

/// What shall be different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another name, another state, or both.
    Edit {
        /// The new name.
        label: Option<DisplayText>,
        /// Whether it may be used.
        state: Option<Usage>,
    },
    /// Gone for good.
    Delete,
    /// Gone for good, although recovery codes alone are left then: its owner knows.
    DeleteDownToCodes,
    /// A certificate that an operator takes away, and why.
    Revoke(DisplayText),
}

/// Whether an authenticator may be used, as a client or operator may set it. A lock is the server's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It may.
    Active,
    /// It may not, for now.
    Suspended,
}

/// Who looks at authenticators, and changes them.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// An operator, who knows of all.
    Operator,
    /// A client, which knows nothing of those on which only another client relies (R17).
    Client(&'a ClientId),
    /// Their owner, logged in at the server's own pages.
    Owner(&'a Session),
}

impl By<'_> {
    fn knows(self, authenticator: &Authenticator) -> bool {
        match self {
            Self::Operator | Self::Owner(_) => true,
            Self::Client(id) => authenticator.unconfirmed_for().is_none_or(|only| only == id),
        }
    }

    async fn origin(self, ctx: &Ctx) -> Result<Origin, StoreError> {
        match self {
            Self::Operator => Ok(Origin::Operator),
            Self::Client(id) => Origin::of_client(ctx, id).await,
            Self::Owner(session) => Origin::of_session(ctx, session).await,
        }
    }

    fn sign(self, audit: Audit) -> Audit {
        match self {
            Self::Operator => audit,
            Self::Client(id) => audit.client(id),
            Self::Owner(session) => audit.login(session.login_id),
        }
    }
}

/// The user's authenticators, as far as `by` knows of them.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn list_authenticators(ctx: &Ctx, username: &str, by: By<'_>) -> Result<Vec<Holding>, FlowError> {
    let user = find_user(ctx, username).await?;
    let mut holdings = ctx.store.holdings(user.id).await?;
    holdings.retain(|holding| by.knows(&holding.authenticator));
    Ok(holdings)
}

/// Carries out a change. Suspending or deleting ends what only this authenticator could still answer, and the user's
/// sessions (R13).
///
/// # Errors
/// [`FlowError::NotFound`] if the user has no such authenticator, [`FlowError::Invalid`] for another state of a locked one;
/// for an owner see also [`super::own_authenticators::remove`].
pub async fn change_authenticator(
    ctx: &Ctx,
    username: &str,
    id: AuthenticatorId,
    change: &Change,
    by: By<'_>,
) -> Result<Holding, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, username).await?;
        let holding = find(ctx, user.id, id, by).await?;
        let now = ctx.clock.now();
        may_change(&holding.authenticator, change, by)?;
        let changed = apply(&holding, change)?;
        let audit = audit(change, &changed, by, now);
        let origin = by.origin(ctx).await?;
        let unit = UnitOfWork::new("change_authenticator")
            .put(changed.authenticator.clone())
            .put_all(
                changed
                    .device
                    .clone()
                    .filter(|device| Some(device) != holding.device.as_ref()),
            )
            .record(audit);
        let unit = match change {
            Change::Delete | Change::DeleteDownToCodes => {
                // What was taken from somebody is free for nobody.
                let reason = match by {
                    By::Owner(_) => RevocationReason::CessationOfOperation,
                    By::Operator | By::Client(_) => RevocationReason::PrivilegeWithdrawn,
                };
                own_certificate::end(ctx, unit, &holding.authenticator, reason, now).await?
            }
            Change::Revoke(reason) => {
                answer_certificate::revoked(ctx, unit, &user, &holding.authenticator, reason, now).await?
            }
            Change::Edit { .. } => unit,
        };
        let unit = notices(change).fold(unit, |unit, kind| {
            notice::tell(ctx, unit, &user, &changed.authenticator, kind, &origin, now)
        });
        let (unit, ended) = if is_kept(&holding, &changed) {
            (unit, Vec::new())
        } else {
            let pending = ctx.store.pending_logins(user.id).await?;
            let mut left = ctx.store.holdings(user.id).await?;
            left.retain(|one| one.authenticator.id != id);
            let unit = match by {
                By::Operator | By::Client(_) => suspend::end_sessions(ctx, unit, user.id, now).await?,
                By::Owner(session) => {
                    let removed = (&holding.authenticator, change);
                    own_authenticators::give_up(ctx, unit, session, removed, &left).await?
                }
            };
            let unanswerable = suspend::unanswerable(pending, &left);
            suspend::end_logins(unit, unanswerable, Because::Suspended, now)
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            if let Some(device) = &changed.device {
                ctx.signals.publish(Topic::Device(device.id));
            }
            return Ok(changed);
        }
    }
    Err(FlowError::Contended)
}

/// Deletes all of a user's devices, as after a loss. What no device holds stays: recovery codes are for that day.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn revoke_devices(ctx: &Ctx, username: &str) -> Result<usize, FlowError> {
    let mut holdings = list_authenticators(ctx, username, By::Operator).await?;
    holdings.retain(|holding| holding.device.is_some());
    for holding in &holdings {
        let id = holding.authenticator.id;
        change_authenticator(ctx, username, id, &Change::Delete, By::Operator).await?;
    }
    Ok(holdings.len())
}

pub(super) async fn find(
    ctx: &Ctx,
    user: UserId,
    id: AuthenticatorId,
    by: By<'_>,
) -> Result<Holding, FlowError> {
    let found = ctx.store.holding(id).await?.filter(|holding| {
        let authenticator = &holding.authenticator;
        authenticator.user_id == user
            && authenticator.state != AuthenticatorState::Deleted
            && by.knows(authenticator)
    });
    found.ok_or(FlowError::NotFound)
}

/// What its owner has reported lost, or said not to be theirs, comes back by its owner, or by an operator who has made sure.
fn may_change(authenticator: &Authenticator, change: &Change, by: By<'_>) -> Result<(), FlowError> {
    match (authenticator.state, change, by) {
        // Whoever could set it aside and bring it back could hide it from its owner in between.
        (_, _, By::Client(_)) if matches!(authenticator.credential, Credential::TemporaryCode(_)) => Err(
            FlowError::Invalid("a temporary code is for its owner and operators".to_owned()),
        ),
        (AuthenticatorState::Lost, Change::Edit { state: Some(_), .. }, By::Client(_)) => Err(
            FlowError::Invalid("what its owner has put out of use is for its owner to take back".to_owned()),
        ),
        _ => Ok(()),
    }
}

fn apply(holding: &Holding, change: &Change) -> Result<Holding, FlowError> {
    let Holding {
        authenticator,
        device,
        last_used_at,
        last_used_from,
    } = holding.clone();
    let (authenticator, device) = match change {
        Change::Edit { label, state } => edit(authenticator, device, label.as_ref(), *state)?,
        Change::Delete | Change::DeleteDownToCodes | Change::Revoke(_) => (
            authenticator.in_state(AuthenticatorState::Deleted),
            device.map(|device| device.in_state(DeviceState::Deleted)),
        ),
    };
    Ok(Holding {
        authenticator,
        device,
        last_used_at,
        last_used_from,
    })
}

fn edit(
    authenticator: Authenticator,
    device: Option<Device>,
    label: Option<&DisplayText>,
    state: Option<Usage>,
) -> Result<(Authenticator, Option<Device>), FlowError> {
    if state.is_some() && authenticator.state == AuthenticatorState::Locked {
        // Whoever could lift or hide a lock could go on guessing (R14).
        return Err(FlowError::Invalid(
            "a locked authenticator is for an operator to unlock".to_owned(),
        ));
    }
    let version = authenticator.version.next();
    let authenticator = match label {
        Some(label) => authenticator.labelled(label.to_string()),
        None => authenticator,
    };
    let (authenticator, device) = match state {
        None => (authenticator, device),
        Some(Usage::Suspended) => (authenticator.in_state(AuthenticatorState::Suspended), device),
        Some(Usage::Active) => (
            authenticator.in_state(AuthenticatorState::Active),
            device.map(resumed),
        ),
    };
    let authenticator = Authenticator {
        version,
        ..authenticator
    };
    Ok((authenticator, device))
}

/// A device that its vendor called gone comes back with its authenticator: whoever activates it knows better.
fn resumed(device: Device) -> Device {
    match device.state {
        DeviceState::Suspended(SuspendReason::Gone | SuspendReason::Revoked | SuspendReason::Withdrawn) => {
            device.in_state(DeviceState::Active)
        }
        DeviceState::Active | DeviceState::Deleted => device,
    }
}

/// What the owner is told of a change.
fn notices(change: &Change) -> impl Iterator<Item = MailKind> {
    let (renamed, other) = match change {
        Change::Edit { label, state } => {
            let moved = state.map(|state| match state {
                Usage::Active => MailKind::AuthenticatorResumed,
                Usage::Suspended => MailKind::AuthenticatorSuspended,
            });
            (label.is_some(), moved)
        }
        Change::Delete | Change::DeleteDownToCodes => (false, Some(MailKind::AuthenticatorRemoved)),
        // That has words of its own.
        Change::Revoke(_) => (false, None),
    };
    let renamed = renamed.then_some(MailKind::AuthenticatorRenamed);
    renamed.into_iter().chain(other)
}

/// Whether nothing is taken from anybody: what was out of use before lets nobody in less by another name.
fn is_kept(before: &Holding, after: &Holding) -> bool {
    let usable = |holding: &Holding| holding.authenticator.state == AuthenticatorState::Active;
    let is_gone = after.authenticator.state == AuthenticatorState::Deleted;
    !is_gone && (usable(after) || !usable(before))
}

fn audit(change: &Change, changed: &Holding, by: By<'_>, now: Timestamp) -> Audit {
    // A restore reads these words again, see `begin_epoch`.
    let (event, reason) = match change {
        Change::Edit { state: None, .. } => (AuditEvent::AuthenticatorChanged, Some("renamed")),
        Change::Edit {
            state: Some(Usage::Active),
            ..
        } => (AuditEvent::AuthenticatorChanged, Some("active")),
        Change::Edit {
            state: Some(Usage::Suspended),
            ..
        } => (AuditEvent::AuthenticatorChanged, Some("suspended")),
        Change::Delete | Change::DeleteDownToCodes | Change::Revoke(_) => {
            (AuditEvent::AuthenticatorDeleted, None)
        }
    };
    let authenticator = &changed.authenticator;
    let audit = Audit::new(event, now)
        .user(authenticator.user_id)
        .authenticator(authenticator.id);
    Audit {
        device_id: authenticator.device_id(),
        reason: reason.map(str::to_owned),
        ..by.sign(audit)
    }
}
