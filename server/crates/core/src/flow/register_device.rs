//! Completes an enrolment with the phone that scanned its code.

use countersign_proto::{
    forgerock::{
        jwt,
        message_id::{MessageId, MessageKind},
        register::{CommunicationType, RegisterClaims},
    },
    ids::{DeviceId, EnrollmentId},
    keys::SharedSecret,
    push::Provider,
    signed,
};

use super::{
    ATTEMPTS, bind_phone::bind_phone, complete_enrollment::may_complete, respond_to_challenge::DeviceAnswer,
    start_enrollment::nonce_place, terms,
};
use crate::{
    Ctx, DeviceRefusal,
    method::push,
    model::{
        Device, DeviceKey, DeviceState, Enrollment, Platform, PushAddress, Timestamp, TokenHash,
        UnprovenPush, UserState, Version, clean,
    },
    port::{Commit, Topic},
    secrets::{Sealed, Unsealable},
};

/// Longest device name that is kept, in user-perceived characters.
const NAME_GRAPHEMES: usize = 60;
/// Longest name of a phone for its key that is kept, in bytes.
const MECHANISM_UID_BYTES: usize = 200;

/// Registers the phone that proves to have scanned the code. Durable once this returns (R3); an identical repeat is
/// accepted again, since the phone keeps nothing unless it sees our reply (R6).
///
/// # Errors
/// [`DeviceRefusal`]; see [`super::respond_to_challenge::respond_to_challenge`].
pub async fn register_device(ctx: &Ctx, request: &DeviceAnswer) -> Result<(), DeviceRefusal> {
    let hash = TokenHash::of(request.jwt.as_bytes());
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let Some(enrollment) = find(ctx, &request.message_id).await? else {
            push::refuse_unknown(&request.jwt);
            return Err(DeviceRefusal::Refused("unknown"));
        };
        if let Some(accepted) = enrollment.registration {
            return repeat(ctx, &enrollment, accepted, hash, now).await;
        }
        let unproven = enrollment
            .unproven(now)
            .ok()
            .and_then(|unproven| unproven.push.clone())
            .ok_or(DeviceRefusal::Refused("not_pending"))?;
        let UnprovenPush::Compatible { secret, nonce } = unproven else {
            return Err(DeviceRefusal::Refused("protocol"));
        };
        let claims = verify(ctx, &enrollment, &secret, &nonce, &request.jwt)?;
        let user = ctx
            .store
            .user(enrollment.user_id)
            .await?
            .filter(|user| user.state == UserState::Active);
        let user = user.ok_or(DeviceRefusal::Refused("suspended"))?;
        let holdings = ctx.store.holdings(user.id).await?;
        let grounds = may_complete(ctx, &enrollment, &user, &holdings).await?;
        let grounds = grounds.ok_or(DeviceRefusal::Refused("not_first"))?;
        if !terms::admits(ctx, &enrollment).await? {
            return Err(DeviceRefusal::Refused("terms"));
        }
        if ctx
            .store
            .device_by_key_name(&claims.mechanism_uid)
            .await?
            .is_some()
        {
            return Err(DeviceRefusal::Refused("mechanism_taken"));
        }
        let id = enrollment.id;
        let device = device(ctx, &enrollment, &secret, &claims, now);
        let confirmation = enrollment.confirmation.clone();
        let unit = bind_phone(ctx, enrollment, user, device, confirmation, hash).await?;
        if ctx.store.commit(grounds.guard(unit)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            ctx.signals.publish(Topic::Jobs);
            metrics::counter!("countersign_enrollments_total", "method" => "push", "result" => "completed")
                .increment(1);
            return Ok(());
        }
    }
    Err(DeviceRefusal::Refused("contended"))
}

async fn find(ctx: &Ctx, message_id: &str) -> Result<Option<Enrollment>, DeviceRefusal> {
    let Ok(id) = MessageId::parse(message_id) else {
        return Ok(None);
    };
    if id.kind != MessageKind::Register {
        return Ok(None);
    }
    let enrollment = ctx.store.enrollment(EnrollmentId::new(id.id)).await?;
    Ok(enrollment.filter(|enrollment| enrollment.message_id() == id))
}

fn verify(
    ctx: &Ctx,
    enrollment: &Enrollment,
    secret: &Sealed,
    nonce: &Sealed,
    compact: &str,
) -> Result<RegisterClaims, DeviceRefusal> {
    let id = enrollment.id.as_uuid();
    let secret = ctx.secrets.open(push::secret_place(id.as_bytes()), secret)?;
    let secret = SharedSecret::from_slice(&secret).map_err(|_| Unsealable)?;
    let nonce = ctx.secrets.open(nonce_place(id.as_bytes()), nonce)?;
    let nonce = UnprovenPush::nonce_from(&nonce).ok_or(Unsealable)?;
    let claims = jwt::verify(&secret, compact).map_err(|_| DeviceRefusal::Refused("signature"))?;
    let claims = RegisterClaims::from_claims(&claims).map_err(|_| DeviceRefusal::Refused("claims"))?;
    if !signed::verify_challenge_response(&secret, &nonce, &claims.response) {
        return Err(DeviceRefusal::Refused("response"));
    }
    let named = (1..=MECHANISM_UID_BYTES).contains(&claims.mechanism_uid.len());
    if !named || !push::is_plausible_token(&claims.device_id) {
        return Err(DeviceRefusal::Refused("claims"));
    }
    Ok(claims)
}

pub(super) async fn repeat(
    ctx: &Ctx,
    enrollment: &Enrollment,
    accepted: TokenHash,
    hash: TokenHash,
    now: Timestamp,
) -> Result<(), DeviceRefusal> {
    let device = match enrollment.device_id() {
        Some(id) => ctx.store.device(id).await?,
        None => None,
    };
    let in_time = now < enrollment.expires_at + push::REPEAT_GRACE;
    if accepted == hash && in_time && device.is_some_and(|device| device.is_active()) {
        return Ok(());
    }
    metrics::counter!("countersign_replay_rejected_total", "kind" => "registration").increment(1);
    Err(DeviceRefusal::Refused("completed"))
}

fn device(
    ctx: &Ctx,
    enrollment: &Enrollment,
    secret: &Sealed,
    claims: &RegisterClaims,
    now: Timestamp,
) -> Device {
    // See `start_enrollment`: the key was sealed for the device that bears this id.
    let id = DeviceId::new(enrollment.id.as_uuid());
    let (provider, platform) = match claims.communication_type {
        CommunicationType::Apns => (Provider::Apns, Platform::Ios),
        CommunicationType::Gcm => (Provider::Fcm, Platform::Android),
    };
    let token = claims.push_token();
    Device {
        id,
        user_id: enrollment.user_id,
        name: device_name(&claims.device_name),
        key_name: claims.mechanism_uid.clone(),
        platform,
        key: DeviceKey::Shared(secret.clone()),
        app: enrollment.app.clone(),
        app_version: None,
        address: Some(PushAddress {
            provider,
            environment: None,
            token: push::seal_token(ctx, id, &token),
        }),
        state: DeviceState::Active,
        created_at: now,
        address_at: now,
        push_trouble: None,
        version: Version::FIRST,
    }
}

/// What a device is called that reports itself as `reported`.
pub(super) fn device_name(reported: &str) -> String {
    match clean(reported, NAME_GRAPHEMES) {
        name if name.is_empty() => "Phone".to_owned(),
        name => name,
    }
}
