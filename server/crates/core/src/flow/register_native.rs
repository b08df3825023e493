//! Completes an enrolment with a native phone that followed its link.

use countersign_proto::{
    ids::{AuthenticatorId, DeviceId},
    keys::{DevicePublicKey, SealingPublicKey},
    native::{
        account::Account,
        registration::{Platform as Told, Registration},
    },
};
use subtle::ConstantTimeEq;

use super::{
    ATTEMPTS, change_address, enrollment_code, issuer,
    register_device::{device_name, repeat},
    start_enrollment::{code_place, may_complete},
};
use crate::{
    Ctx, DeviceRefusal, FlowError,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, Credential, Device, DeviceKey, DeviceState,
        Enrolled, Enrollment, Method, OwnKeys, Platform, Timestamp, TokenHash, UnprovenPush, User, UserState,
        Version,
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
        if !may_complete(&enrollment, &holdings) {
            return Err(DeviceRefusal::Refused("not_first"));
        }
        if ctx.store.device_by_key_name(key.key_id()).await?.is_some() {
            return Err(DeviceRefusal::Refused("key_taken"));
        }
        let device = device(ctx, &enrollment, &registration, &key, now)?;
        let (enrollment, unit) = unit(enrollment, &user, &holdings, device, hash, now)?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(enrollment.id));
            metrics::counter!("countersign_enrollments_total", "method" => "push", "result" => "completed")
                .increment(1);
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
        account: user.label(),
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
        address: None,
        state: DeviceState::Active,
        created_at: now,
        address_at: now,
        version: Version::FIRST,
    };
    let address = match &registration.address {
        Some(address) => Some(change_address::seal(ctx, &device, address)?),
        None => None,
    };
    Ok(Device { address, ..device })
}

fn unit(
    enrollment: Enrollment,
    user: &User,
    holdings: &[Holding],
    device: Device,
    hash: TokenHash,
    now: Timestamp,
) -> Result<(Enrollment, UnitOfWork), DeviceRefusal> {
    let replaced = holdings.iter().find(|holding| {
        enrollment.replaces.is_some() && holding.authenticator.device_id() == enrollment.replaces
    });
    if enrollment.replaces.is_some() && replaced.is_none() {
        // The phone that asked for this has been removed meanwhile.
        return Err(DeviceRefusal::Refused("replaced"));
    }
    let authenticator = Authenticator {
        id: AuthenticatorId::new(device.id.as_uuid()),
        user_id: user.id,
        credential: Credential::Push(device.id),
        label: enrollment.label.clone().unwrap_or_else(|| device.name.clone()),
        state: AuthenticatorState::Active,
        confirmation: match replaced {
            // A new phone is trusted by whom the old one was.
            Some(old) => old.authenticator.confirmation.clone(),
            None => enrollment.confirmation.clone(),
        },
        failures: 0,
        created_at: now,
        version: Version::FIRST,
    };
    let enrolled = Enrolled {
        authenticator_id: authenticator.id,
        method: Method::Push,
        device_id: Some(device.id),
    };
    let enrollment = enrollment
        .registered(enrolled, hash, now)
        .map_err(|_| DeviceRefusal::Refused("not_pending"))?;
    let audit = Audit::new(AuditEvent::AuthenticatorEnrolled, now)
        .user(user.id)
        .client(&enrollment.client_id)
        .enrollment(enrollment.id)
        .device(device.id)
        .authenticator(authenticator.id);
    let unit = UnitOfWork::new("register_native")
        .put(device)
        .put(authenticator)
        .put(&enrollment)
        .put(user.clone().touched())
        .record(audit);
    let Some(old) = replaced else {
        return Ok((enrollment, unit));
    };
    let audit = Audit::new(AuditEvent::AuthenticatorDeleted, now)
        .user(user.id)
        .authenticator(old.authenticator.id)
        .because("moved");
    let gone = old
        .device
        .clone()
        .map(|device| device.in_state(DeviceState::Deleted));
    let unit = unit
        .put(old.authenticator.clone().in_state(AuthenticatorState::Deleted))
        .put_all(gone)
        .record(audit);
    Ok((enrollment, unit))
}
