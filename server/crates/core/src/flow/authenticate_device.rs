//! Recognises a native phone by what it has signed just now.

use std::{sync::OnceLock, time::Duration};

use countersign_proto::{
    keys::{DeviceKey as SigningKey, DevicePublicKey},
    native::{
        request::{CLOCK_TOLERANCE_SECS, Fresh},
        statement,
    },
};

use super::issuer;
use crate::{
    Ctx, DeviceRefusal,
    method::native,
    model::{AuthenticatorState, Device, DeviceState, User, UserState},
    port::Holding,
};

/// How long a used statement is remembered: from the earliest moment at which it is good to the last, and a bit.
const KEEP: Duration = Duration::from_secs(2 * CLOCK_TOLERANCE_SECS.unsigned_abs() + 5);

/// A phone that is what it says.
#[derive(Debug)]
pub struct AuthenticatedDevice {
    /// The device; set aside, at most, because its vendor called it gone.
    pub device: Device,
    /// Its user.
    pub user: User,
    /// What else the user has.
    pub holdings: Vec<Holding>,
}

/// The device that has signed `compact`, and what it states. Each statement serves once.
///
/// # Errors
/// [`DeviceRefusal::Refused`], alike for all reasons and after the same work (R7); [`DeviceRefusal::Removed`] to a device that was
/// removed, and to nobody else.
pub async fn authenticate_device<S: Fresh>(
    ctx: &Ctx,
    compact: &str,
) -> Result<(AuthenticatedDevice, S), DeviceRefusal> {
    let (device, statement): (_, S) = fresh(ctx, compact).await?;
    let until = ctx.clock.now() + KEEP;
    if !ctx.store.use_statement(device.id, statement.jti(), until).await? {
        metrics::counter!("countersign_replay_rejected_total", "kind" => "device").increment(1);
        return Err(DeviceRefusal::Refused("replayed"));
    }
    Ok((authenticated(ctx, device).await?, statement))
}

/// The same for a statement that may come again: what it changes knows it by its row.
///
/// # Errors
/// See [`authenticate_device`].
pub(super) async fn authenticate_again<S: Fresh>(
    ctx: &Ctx,
    compact: &str,
) -> Result<(AuthenticatedDevice, S), DeviceRefusal> {
    let (device, statement) = fresh(ctx, compact).await?;
    Ok((authenticated(ctx, device).await?, statement))
}

/// What `compact` states, and the device that has signed it just now.
async fn fresh<S: Fresh>(ctx: &Ctx, compact: &str) -> Result<(Device, S), DeviceRefusal> {
    let device = signer(ctx, compact).await?;
    let statement: S = native::verify(&device, compact)?;
    if !statement.is_fresh(&issuer(ctx), ctx.clock.now().as_secs()) {
        return Err(DeviceRefusal::Refused("stale"));
    }
    Ok((device, statement))
}

async fn authenticated(ctx: &Ctx, device: Device) -> Result<AuthenticatedDevice, DeviceRefusal> {
    let (user, holdings) = owner(ctx, &device).await?;
    Ok(AuthenticatedDevice {
        device,
        user,
        holdings,
    })
}

/// The device that says it has signed `compact`.
///
/// # Errors
/// [`DeviceRefusal::Refused`] if there is none, after as much work as if there were.
pub(super) async fn signer(ctx: &Ctx, compact: &str) -> Result<Device, DeviceRefusal> {
    let device = match statement::claimed_issuer(compact) {
        Some(id) => ctx.store.device(id).await?,
        None => None,
    };
    match device {
        Some(device) if device.is_native() => Ok(device),
        _ => {
            let _ = statement::verify::<countersign_proto::native::request::Request>(decoy(), compact);
            Err(DeviceRefusal::Refused("unknown"))
        }
    }
}

/// The user of a device that speaks for itself, with what else is theirs, if everybody concerned is still allowed to take part
/// (R4).
pub(super) async fn owner(ctx: &Ctx, device: &Device) -> Result<(User, Vec<Holding>), DeviceRefusal> {
    kept(ctx, device)?;
    let user = ctx.store.user(device.user_id).await?;
    let user = user
        .filter(|user| user.state == UserState::Active)
        .ok_or(DeviceRefusal::Refused("suspended"))?;
    let holdings = ctx.store.holdings(user.id).await?;
    let active = holdings.iter().any(|holding| {
        holding.authenticator.device_id() == Some(device.id)
            && holding.authenticator.state == AuthenticatorState::Active
    });
    if active {
        return Ok((user, holdings));
    }
    // It may have been removed since it was read, and is told so then.
    if let Some(now) = ctx.store.device(device.id).await? {
        kept(ctx, &now)?;
    }
    Err(DeviceRefusal::Refused("authenticator"))
}

/// Whether the device itself may take part. One that was removed is told so, if it can verify our word.
fn kept(ctx: &Ctx, device: &Device) -> Result<(), DeviceRefusal> {
    match device.state {
        DeviceState::Deleted if device.is_native() => {
            Err(DeviceRefusal::Removed(native::removal(ctx, device)))
        }
        _ if device.is_kept() => Ok(()),
        _ => Err(DeviceRefusal::Refused("device")),
    }
}

/// A key for work that leads nowhere.
fn decoy() -> &'static DevicePublicKey {
    static DECOY: OnceLock<DevicePublicKey> = OnceLock::new();
    DECOY.get_or_init(|| {
        let key = SigningKey::p256(&[1; 32]).expect("this number is a key");
        key.public().clone()
    })
}
