//! Takes over a new push address of an enrolled phone.

use countersign_proto::{
    forgerock::{jwt, refresh::RefreshClaims, register::CommunicationType},
    push::{Provider, PushToken},
};

use super::{ATTEMPTS, authenticate_device::owner, register_device::device_name};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{
        Audit, AuditEvent, Device, DeviceRefresh, DeviceState, Platform, PushAddress, TokenHash, User,
        UserName, Version,
    },
    port::{Commit, UnitOfWork},
};

/// What a phone sends.
#[derive(Debug, Clone)]
pub struct RefreshDevice {
    /// The phone's own name for its key; it alone says which device this is.
    pub mechanism_uid: String,
    /// The user, as far as the phone knows; must then be right.
    pub username: Option<String>,
    /// The signed claims.
    pub jwt: String,
}

/// Takes over the new address. A device that its vendor called gone is back with it.
///
/// The claims carry neither time nor challenge, so each request is accepted once: whoever has captured an old one cannot
/// move pushes back to an old address. While it is still the current address, a repeat is accepted (R6).
///
/// # Errors
/// [`DeviceRefusal`]; see [`super::respond_to_challenge::respond_to_challenge`].
pub async fn refresh_device(ctx: &Ctx, request: &RefreshDevice) -> Result<(), DeviceRefusal> {
    let hash = TokenHash::of(request.jwt.as_bytes());
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let Some(device) = ctx.store.device_by_key_name(&request.mechanism_uid).await? else {
            push::refuse_unknown(&request.jwt);
            return Err(DeviceRefusal::Refused("unknown"));
        };
        let claims = verify(ctx, &device, &request.jwt)?;
        let (user, _) = owner(ctx, &device).await?;
        if !names(&user, request.username.as_deref()) {
            return Err(DeviceRefusal::Refused("user"));
        }
        let token = claims.push_token();
        if ctx.store.refresh(&hash).await?.is_some() {
            return repeat(ctx, &device, &token);
        }
        let refresh = DeviceRefresh {
            request: hash,
            device_id: device.id,
            at: now,
            forget_at: None,
            version: Version::FIRST,
        };
        let audit = Audit::new(AuditEvent::DeviceRefreshed, now)
            .user(user.id)
            .device(device.id);
        let unit = UnitOfWork::new("refresh_device")
            .put(refreshed(ctx, device, &claims, &token))
            .put(refresh)
            .unless_changed(user)
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(DeviceRefusal::Refused("contended"))
}

fn verify(ctx: &Ctx, device: &Device, compact: &str) -> Result<RefreshClaims, DeviceRefusal> {
    let secret = push::open_secret(ctx, device)?;
    let claims = jwt::verify(&secret, compact).map_err(|_| DeviceRefusal::Refused("signature"))?;
    let claims = RefreshClaims::from_claims(&claims).map_err(|_| DeviceRefusal::Refused("claims"))?;
    let others = claims
        .mechanism_uid
        .as_ref()
        .is_some_and(|uid| *uid != device.key_name);
    if others || !push::is_plausible_token(&claims.device_id) {
        return Err(DeviceRefusal::Refused("claims"));
    }
    Ok(claims)
}

/// Whether a phone that names its user names the right one.
fn names(user: &User, named: Option<&str>) -> bool {
    named.is_none_or(|name| {
        name == user.account_name() || UserName::parse(name).is_ok_and(|name| name == user.name)
    })
}

fn repeat(ctx: &Ctx, device: &Device, token: &PushToken) -> Result<(), DeviceRefusal> {
    let current = push::open_token(ctx, device)?;
    if device.is_active() && current.as_ref() == Some(token) {
        return Ok(());
    }
    metrics::counter!("countersign_replay_rejected_total", "kind" => "refresh").increment(1);
    Err(DeviceRefusal::Refused("replayed"))
}

fn refreshed(ctx: &Ctx, device: Device, claims: &RefreshClaims, token: &PushToken) -> Device {
    let (provider, platform) = match claims.communication_type {
        CommunicationType::Apns => (Provider::Apns, Platform::Ios),
        CommunicationType::Gcm => (Provider::Fcm, Platform::Android),
    };
    let address = PushAddress {
        provider,
        environment: None,
        token: push::seal_token(ctx, device.id, token),
    };
    Device {
        name: match &claims.device_name {
            Some(name) => device_name(name),
            None => device.name.clone(),
        },
        platform,
        address: Some(address),
        address_at: ctx.clock.now(),
        push_trouble: None,
        ..device.in_state(DeviceState::Active)
    }
}
