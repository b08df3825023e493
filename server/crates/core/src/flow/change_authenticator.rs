//! Shows, renames, suspends, resumes and deletes authenticators.

use countersign_proto::ids::{AuthenticatorId, UserId};

use super::{ATTEMPTS, suspend};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, ClientId, Device, DeviceState, DisplayText,
        SuspendReason, Timestamp, User, UserName,
    },
    port::{Commit, Holding, UnitOfWork},
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
}

/// Whether an authenticator may be used, as a client or operator may set it. A lock is the server's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It may.
    Active,
    /// It may not, for now.
    Suspended,
}

/// The user's authenticators.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn list_authenticators(ctx: &Ctx, username: &str) -> Result<Vec<Holding>, FlowError> {
    let user = user(ctx, username).await?;
    Ok(ctx.store.holdings(user.id).await?)
}

/// Carries out a change. Suspending or deleting ends what only this authenticator could still answer (R13).
///
/// # Errors
/// [`FlowError::NotFound`] if the user has no such authenticator.
pub async fn change_authenticator(
    ctx: &Ctx,
    username: &str,
    id: AuthenticatorId,
    change: &Change,
    by: Option<&ClientId>,
) -> Result<Holding, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = user(ctx, username).await?;
        let holding = find(ctx, user.id, id).await?;
        let now = ctx.clock.now();
        let changed = apply(&holding, change);
        let audit = audit(change, &changed, by, now);
        let unit = UnitOfWork::new("change_authenticator")
            .put(changed.authenticator.clone())
            .put_all(
                changed
                    .device
                    .clone()
                    .filter(|device| Some(device) != holding.device.as_ref()),
            )
            .record(audit);
        let (unit, topics) = if usable(&changed) {
            (unit, Vec::new())
        } else {
            let pending = ctx.store.pending_logins(user.id).await?;
            let mut left = ctx.store.holdings(user.id).await?;
            left.retain(|one| one.authenticator.id != id);
            suspend::end_logins(unit, suspend::unanswerable(pending, &left), now)
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            topics.into_iter().for_each(|topic| ctx.signals.publish(topic));
            return Ok(changed);
        }
    }
    Err(FlowError::Contended)
}

/// Deletes all of a user's devices, as after a loss.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn revoke_devices(ctx: &Ctx, username: &str) -> Result<usize, FlowError> {
    let holdings = list_authenticators(ctx, username).await?;
    for holding in &holdings {
        change_authenticator(ctx, username, holding.authenticator.id, &Change::Delete, None).await?;
    }
    Ok(holdings.len())
}

async fn user(ctx: &Ctx, username: &str) -> Result<User, FlowError> {
    let name = UserName::parse(username).map_err(|_| FlowError::NotFound)?;
    ctx.store.user_by_name(&name).await?.ok_or(FlowError::NotFound)
}

async fn find(ctx: &Ctx, user: UserId, id: AuthenticatorId) -> Result<Holding, FlowError> {
    let found = ctx.store.holding(id).await?.filter(|holding| {
        holding.authenticator.user_id == user && holding.authenticator.state != AuthenticatorState::Deleted
    });
    found.ok_or(FlowError::NotFound)
}

fn apply(holding: &Holding, change: &Change) -> Holding {
    let Holding {
        authenticator,
        device,
        last_used_at,
    } = holding.clone();
    let (authenticator, device) = match change {
        Change::Edit { label, state } => edit(authenticator, device, label.as_ref(), *state),
        Change::Delete => (
            authenticator.in_state(AuthenticatorState::Deleted),
            device.map(|device| device.in_state(DeviceState::Deleted)),
        ),
    };
    Holding {
        authenticator,
        device,
        last_used_at,
    }
}

fn edit(
    authenticator: Authenticator,
    device: Option<Device>,
    label: Option<&DisplayText>,
    state: Option<Usage>,
) -> (Authenticator, Option<Device>) {
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
    (
        Authenticator {
            version,
            ..authenticator
        },
        device,
    )
}

/// A device that its vendor called gone comes back with its authenticator: whoever activates it knows better.
fn resumed(device: Device) -> Device {
    match device.state {
        DeviceState::Suspended(SuspendReason::Gone | SuspendReason::Revoked) => {
            device.in_state(DeviceState::Active)
        }
        DeviceState::Active | DeviceState::Deleted => device,
    }
}

fn usable(holding: &Holding) -> bool {
    holding.authenticator.state == AuthenticatorState::Active
}

fn audit(change: &Change, changed: &Holding, by: Option<&ClientId>, now: Timestamp) -> Audit {
    let event = match change {
        Change::Edit { .. } => AuditEvent::AuthenticatorChanged,
        Change::Delete => AuditEvent::AuthenticatorDeleted,
    };
    let authenticator = &changed.authenticator;
    let audit = Audit::new(event, now)
        .user(authenticator.user_id)
        .authenticator(authenticator.id);
    Audit {
        client_id: by.cloned(),
        device_id: authenticator.device_id(),
        ..audit
    }
}
