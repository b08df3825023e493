//! Completes an enrolment with a native phone that followed its link.

use countersign_proto::{
    ids::DeviceId,
    keys::{DevicePublicKey, SealingPublicKey},
    native::{
        account::Account,
        registration::{Platform as Told, Registration},
    },
};
use subtle::ConstantTimeEq;

use super::{
    ATTEMPTS,
    bind_phone::bind_phone,
    change_address,
    complete_enrollment::may_complete,
    enrollment_code, issuer,
    register_device::{device_name, repeat},
    start_enrollment::code_place,
    terms,
};
use crate::{
    Ctx, DeviceRefusal, FlowError,
    model::{
        AppVersion, Audit, AuditEvent, AuthenticatorState, Device, DeviceKey, DeviceState, Enrollment,
        OwnKeys, Platform, Timestamp, TokenHash, UnprovenPush, User, UserState, Version,
    },
    port::{Commit, Holding, Topic, UnitOfWork},
};

/// Registers the phone that proves to hold its new key and the code of the link, and tells it its account. An identical
/// repeat is told the same, since the phone may not have seen the answer (R6).
///
/// # Errors
/// [`DeviceRefusal`]; all refusals look alike (R7).
pub async fn register_native(ctx: &Ctx, compact: &str) -> Result<Account, DeviceRefusal> {
    let hash = TokenHash::of(compact.as_bytes());
    let (registration, key) =
        Registration::verify(compact).map_err(|_| DeviceRefusal::Refused("signature"))?;
    if registration.aud != issuer(ctx) {
        return Err(DeviceRefusal::Refused("audience"));
    }
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let enrollment = ctx.store.enrollment(registration.enrollment).await?;
        let enrollment = enrollment.ok_or(DeviceRefusal::Refused("unknown"))?;
        let user = ctx.store.user(enrollment.user_id).await?;
        let user = user
            .filter(|user| user.state == UserState::Active)
            .ok_or(DeviceRefusal::Refused("suspended"))?;
        if let Some(accepted) = enrollment.registration {
            repeat(ctx, &enrollment, accepted, hash, now).await?;
            return account(ctx, &enrollment, &user).await;
        }
        check_code(ctx, &enrollment, &registration, now)?;
        let holdings = ctx.store.holdings(user.id).await?;
        let grounds = may_complete(ctx, &enrollment, &user, &holdings).await?;
        let grounds = grounds.ok_or(DeviceRefusal::Refused("not_first"))?;
        if !terms::admits(ctx, &enrollment).await? {
            return Err(DeviceRefusal::Refused("terms"));
        }
        if ctx.store.device_by_key_name(key.key_id()).await?.is_some() {
            return Err(DeviceRefusal::Refused("key_taken"));
        }
        let device = device(ctx, &enrollment, &registration, &key, now)?;
        let replaced = replaced(&enrollment, &holdings)?;
        // A new phone is trusted by whom the old one was.
        let confirmation = replaced.map_or(&enrollment.confirmation, |old| &old.authenticator.confirmation);
        let (id, confirmation) = (enrollment.id, confirmation.clone());
        let unit = bind_phone(ctx, enrollment, user.clone(), device, confirmation, hash).await?;
        let unit = match replaced {
            Some(old) => replace(unit, old, now),
            None => unit,
        };
        if ctx.store.commit(grounds.guard(unit)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            ctx.signals.publish(Topic::Jobs);
            if let Some(device) = replaced.and_then(|old| old.authenticator.device_id()) {
                ctx.signals.publish(Topic::Device(device));
            }
            metrics::counter!("countersign_enrollments_total", "method" => "push", "result" => "completed")
                .increment(1);
            let enrollment = ctx.store.enrollment(id).await?;
            let enrollment = enrollment.ok_or(DeviceRefusal::Refused("unknown"))?;
            return account(ctx, &enrollment, &user).await;
        }
    }
    Err(DeviceRefusal::Refused("contended"))
}

/// What a phone is told of its account.
pub fn account_of(ctx: &Ctx, device: &Device, user: &User) -> Account {
    Account {
        device_id: device.id,
        pushed: device.address.is_some() && device.is_active(),
        issuer: ctx.settings.branding.issuer.clone(),
        account: user.headline(),
        server_keys: vec![ctx.challenge_key.to_jwk()],
        web_push_key: ctx.settings.web_push_key.clone(),
        otpauth: None,
    }
}

async fn account(ctx: &Ctx, enrollment: &Enrollment, user: &User) -> Result<Account, DeviceRefusal> {
    let otpauth = enrollment_code::otpauth(ctx, enrollment, user).map_err(|error| match error {
        FlowError::Secrets(error) => DeviceRefusal::from(error),
        _ => DeviceRefusal::Refused("code"),
    })?;
    let device = match enrollment.device_id() {
        Some(id) => ctx.store.device(id).await?,
        None => None,
    };
    let device = device.ok_or(DeviceRefusal::Refused("unknown"))?;
    Ok(Account {
        otpauth,
        ..account_of(ctx, &device, user)
    })
}

/// Whether the phone has seen the link of this enrolment, while it is open.
fn check_code(
    ctx: &Ctx,
    enrollment: &Enrollment,
    registration: &Registration,
    now: Timestamp,
) -> Result<(), DeviceRefusal> {
    let unproven = enrollment
        .unproven(now)
        .map_err(|_| DeviceRefusal::Refused("not_pending"))?;
    let Some(UnprovenPush::Native { code }) = &unproven.push else {
        return Err(DeviceRefusal::Refused("protocol"));
    };
    let id = enrollment.id.as_uuid();
    let code = ctx.secrets.open(code_place(id.as_bytes()), code)?;
    if bool::from(code.ct_eq(&registration.code)) {
        Ok(())
    } else {
        Err(DeviceRefusal::Refused("code"))
    }
}

fn device(
    ctx: &Ctx,
    enrollment: &Enrollment,
    registration: &Registration,
    key: &DevicePublicKey,
    now: Timestamp,
) -> Result<Device, DeviceRefusal> {
    let sealing = SealingPublicKey::from_jwk(&registration.sealing_key)
        .map_err(|_| DeviceRefusal::Refused("sealing_key"))?;
    let device = Device {
        id: DeviceId::new(enrollment.id.as_uuid()),
        user_id: enrollment.user_id,
        name: device_name(&registration.name),
        key_name: key.key_id().to_owned(),
        platform: match registration.platform {
            Told::Android => Platform::Android,
            Told::Ios => Platform::Ios,
            Told::Web => Platform::Web,
            Told::Desktop => Platform::Desktop,
        },
        key: DeviceKey::Own(Box::new(OwnKeys {
            signing: key.to_jwk(),
            sealing: sealing.to_jwk(),
        })),
        app: enrollment.app.clone(),
        app_version: registration.app.as_ref().and_then(AppVersion::told),
        address: None,
        state: DeviceState::Active,
        created_at: now,
        address_at: now,
        push_trouble: None,
        version: Version::FIRST,
    };
    let address = match &registration.address {
        Some(address) => Some(change_address::seal(ctx, &device, address)?),
        None => None,
    };
    Ok(Device { address, ..device })
}

/// The phone whose place the new one takes, if it takes one. Only a phone that is in use can be replaced: whoever suspends a
/// lost one closes this way too (R4).
fn replaced<'a>(
    enrollment: &Enrollment,
    holdings: &'a [Holding],
) -> Result<Option<&'a Holding>, DeviceRefusal> {
    let Some(device) = enrollment.replaces else {
        return Ok(None);
    };
    let in_use = |holding: &&Holding| {
        holding.authenticator.state == AuthenticatorState::Active
            && holding
                .device
                .as_ref()
                .is_some_and(|held| held.id == device && held.is_kept())
    };
    let found = holdings.iter().find(in_use);
    found.map(Some).ok_or(DeviceRefusal::Refused("replaced"))
}

/// Adds the end of the phone whose place another takes.
fn replace(unit: UnitOfWork, old: &Holding, now: Timestamp) -> UnitOfWork {
    let audit = Audit::new(AuditEvent::AuthenticatorDeleted, now)
        .user(old.authenticator.user_id)
        .authenticator(old.authenticator.id)
        .because("moved");
    let audit = Audit {
        device_id: old.authenticator.device_id(),
        ..audit
    };
    let gone = old.device.clone();
    unit.put(old.authenticator.clone().in_state(AuthenticatorState::Deleted))
        .put_all(gone.map(|device| device.in_state(DeviceState::Deleted)))
        .record(audit)
}
