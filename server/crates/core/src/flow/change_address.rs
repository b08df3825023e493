//! Takes over where pushes reach a native phone from now on, and what its app says that it is by now.

use countersign_proto::{
    native::{address::Address, request::NewAddress},
    push::PushToken,
};

use super::{
    ATTEMPTS,
    authenticate_device::{AuthenticatedDevice, authenticate_again},
};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{
        AppVersion, Audit, AuditEvent, Device, DeviceRefresh, DeviceState, PushAddress, TokenHash, Version,
    },
    port::{Commit, KEEP_ENDED, UnitOfWork},
};

/// Takes over the address that a device states; one that its vendor called gone is back with it. The statement is kept, so
/// that nobody who has captured it can move pushes back, until long after it has become stale; while its address is the current one, it may come again (R6).
///
/// # Errors
/// [`DeviceRefusal`].
pub async fn change_address(ctx: &Ctx, compact: &str) -> Result<(), DeviceRefusal> {
    let request = TokenHash::of(compact.as_bytes());
    for _ in 0..ATTEMPTS {
        let (phone, statement) = authenticate_again::<NewAddress>(ctx, compact).await?;
        let AuthenticatedDevice { device, user, .. } = phone;
        if let Some(earlier) = ctx.store.refresh(&request).await? {
            if device.is_active() && device.address_at == earlier.at {
                return Ok(());
            }
            metrics::counter!("countersign_replay_rejected_total", "kind" => "address").increment(1);
            return Err(DeviceRefusal::Refused("replayed"));
        }
        let now = ctx.clock.now();
        let address = match &statement.address {
            Some(address) => Some(seal(ctx, &device, address)?),
            None => None,
        };
        let refresh = DeviceRefresh {
            request,
            device_id: device.id,
            at: now,
            forget_at: Some(now + KEEP_ENDED),
            version: Version::FIRST,
        };
        let audit = Audit::new(AuditEvent::DeviceRefreshed, now)
            .user(user.id)
            .device(device.id);
        let changed = Device {
            address,
            app_version: statement.app.as_ref().and_then(AppVersion::told),
            address_at: now,
            push_trouble: None,
            ..device.in_state(DeviceState::Active)
        };
        let unit = UnitOfWork::new("change_address")
            .put(changed)
            .put(refresh)
            .unless_changed(&user)
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(DeviceRefusal::NotOpen("contended"))
}

/// An address as it is kept. That of a browser has three parts, which are sealed as one.
///
/// # Errors
/// [`DeviceRefusal::Refused`] for what cannot be one.
pub(super) fn seal(ctx: &Ctx, device: &Device, address: &Address) -> Result<PushAddress, DeviceRefusal> {
    let (environment, token) = match address {
        Address::Apns { token, environment } => (*environment, token.clone()),
        Address::Fcm { token } => (None, token.clone()),
        Address::Webpush { .. } if ctx.settings.web_push_key.is_none() => {
            return Err(DeviceRefusal::Refused("address"));
        }
        Address::Webpush { .. } => {
            let json = serde_json::to_string(address).expect("addresses have text keys");
            (None, PushToken::new(json))
        }
    };
    if !push::is_plausible_token(&token) {
        return Err(DeviceRefusal::Refused("address"));
    }
    Ok(PushAddress {
        provider: address.provider(),
        environment,
        token: push::seal_token(ctx, device.id, &token),
    })
}
