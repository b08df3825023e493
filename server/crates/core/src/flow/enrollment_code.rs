//! What an enrolment shows to whoever may see it: the browser that took its link, or the client that asked for the secret
//! itself (R11).

use countersign_proto::{
    forgerock::uri::{CombinedUri, OathKind, OathSeed, OathUri, PushUri, is_portable},
    keys::SharedSecret,
};
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::start_enrollment::nonce_place;
use crate::{
    Ctx, FlowError,
    method::{code, push, recovery_code},
    model::{Enrollment, MovingFactor, UnprovenOath, UnprovenPush, User},
    secrets::Unsealable,
};

/// What is shown while an enrolment is open.
#[derive(Debug, Default)]
pub struct EnrollmentCode {
    /// What a phone scans, for everything that is still to be proven.
    pub uri: Option<Zeroizing<String>>,
    /// The seed in groups of four, for phones that cannot scan.
    pub seed: Option<Zeroizing<String>>,
    /// Codes to be kept on paper.
    pub recovery_codes: Option<Zeroizing<Vec<String>>>,
}

/// What to show.
///
/// # Errors
/// [`FlowError::NotPending`] once it has ended.
pub async fn enrollment_code(ctx: &Ctx, enrollment: &Enrollment) -> Result<EnrollmentCode, FlowError> {
    let unproven = enrollment
        .unproven(ctx.clock.now())
        .map_err(|_| FlowError::NotPending)?;
    let user = ctx
        .store
        .user(enrollment.user_id)
        .await?
        .ok_or(FlowError::NotFound)?;
    let push = unproven.push.as_ref();
    let push = push
        .map(|push| push_uri(ctx, enrollment, push, &user))
        .transpose()?;
    let seed = unproven.oath.as_ref().map(|oath| seed(ctx, oath)).transpose()?;
    let typed = seed.as_ref().map(typed_seed);
    let uri = match (push, seed) {
        (Some(push), Some(seed)) => Some(
            CombinedUri {
                push,
                seed,
                policies: ctx.settings.enrollment.policies.clone().into(),
            }
            .render(),
        ),
        (Some(push), None) => Some(push.render()),
        (None, Some(seed)) => Some(oath_uri(ctx, seed, &user).render()),
        (None, None) => None,
    };
    let uri = uri
        .transpose()
        .map_err(|error| FlowError::Invalid(error.to_string()))?;
    let recovery = unproven.recovery.as_ref();
    let recovery_codes = recovery
        .map(|recovery| recovery_code::open_shown(ctx, recovery.authenticator_id, &recovery.codes))
        .transpose()?;
    Ok(EnrollmentCode {
        uri: uri.map(Zeroizing::new),
        seed: typed,
        recovery_codes,
    })
}

fn push_uri(
    ctx: &Ctx,
    enrollment: &Enrollment,
    unproven: &UnprovenPush,
    user: &User,
) -> Result<PushUri, Unsealable> {
    let id = enrollment.id.as_uuid();
    let secret = ctx
        .secrets
        .open(push::secret_place(id.as_bytes()), &unproven.secret)?;
    let nonce = ctx.secrets.open(nonce_place(id.as_bytes()), &unproven.nonce)?;
    let branding = &ctx.settings.branding;
    Ok(PushUri {
        issuer: branding.issuer.clone(),
        account: user.label(),
        message_id: enrollment.message_id().to_string(),
        secret: SharedSecret::from_slice(&secret).map_err(|_| Unsealable)?,
        challenge: UnprovenPush::nonce_from(&nonce).ok_or(Unsealable)?,
        endpoint: device_endpoint(ctx),
        user_name: portable_name(user),
        profile_id: id.to_string(),
        image: branding.logo_url.as_ref().map(ToString::to_string),
        colour: branding.colour.clone(),
    })
}

fn seed(ctx: &Ctx, unproven: &UnprovenOath) -> Result<OathSeed, Unsealable> {
    let id = unproven.authenticator_id.as_uuid();
    let oath = &unproven.oath;
    Ok(OathSeed {
        secret: ctx
            .secrets
            .open(code::secret_place(id.as_bytes()), &oath.secret)?,
        kind: match oath.factor {
            MovingFactor::Time { period_secs, .. } => OathKind::Totp { period_secs },
            MovingFactor::Count { next } => OathKind::Hotp { counter: next },
        },
        digits: oath.digits,
        algorithm: oath.algorithm,
        profile_id: id.to_string(),
    })
}

fn oath_uri(ctx: &Ctx, seed: OathSeed, user: &User) -> OathUri {
    let branding = &ctx.settings.branding;
    OathUri {
        issuer: branding.issuer.clone(),
        account: user.label(),
        seed,
        user_name: portable_name(user),
        image: branding.logo_url.as_ref().map(ToString::to_string),
        colour: branding.colour.clone(),
    }
}

fn typed_seed(seed: &OathSeed) -> Zeroizing<String> {
    let text = Zeroizing::new(BASE32_NOPAD.encode(&seed.secret));
    let groups: Vec<&str> = text
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    Zeroizing::new(groups.join(" "))
}

/// What phones send back to name the user: the user name where all four generations read it alike, else the
/// account number.
fn portable_name(user: &User) -> String {
    let name = user.name.as_str();
    let numeric = name.chars().all(|c| c.is_ascii_digit());
    if is_portable(name) && !numeric {
        name.to_owned()
    } else {
        user.account_name()
    }
}

/// Where compatible phones register and answer; without query.
pub fn device_endpoint(ctx: &Ctx) -> String {
    format!("{}/json/push/sns/message", super::issuer(ctx))
}
