//! What an enrolment shows to whoever may see it: the browser that took its link, or the client that asked for the secret
//! itself (R11).

use countersign_proto::{
    forgerock::uri::{CombinedUri, DOOR, OathKind, OathSeed, OathUri, PushUri, UriError, is_portable},
    keys::SharedSecret,
    native::link::{Action, Link},
};
use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::{
    start_enrollment::{code_place, nonce_place},
    terms,
};
use crate::{
    Ctx, FlowError,
    method::{code, passkey, push, recovery_code},
    model::{Enrollment, MovingFactor, UnprovenOath, UnprovenPush, User},
    secrets::{Sealed, Unsealable},
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
    /// Whose it is, as people call the account.
    pub account: String,
    /// What a browser is asked for to make a passkey, as JSON.
    pub passkey: Option<String>,
}

/// What a page of ours shows to the browser that took the link.
///
/// # Errors
/// [`FlowError::TermsNotAccepted`] until whoever it is for has accepted the terms; see [`enrollment_code`].
pub async fn code_for_page(ctx: &Ctx, enrollment: &Enrollment) -> Result<EnrollmentCode, FlowError> {
    terms::demand(ctx, enrollment.user_id).await?;
    enrollment_code(ctx, enrollment).await
}

/// What to show to whoever may see it without a page of ours.
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
    let seed = unproven.oath.as_ref().map(|oath| seed(ctx, oath)).transpose()?;
    let typed = seed.as_ref().map(typed_seed);
    let uri = match &unproven.push {
        Some(UnprovenPush::Native { code }) => Some(native_link(ctx, enrollment, code)?),
        Some(UnprovenPush::Compatible { secret, nonce }) => {
            let push = push_uri(ctx, enrollment, secret, nonce, &user)?;
            Some(with_seed(ctx, push, seed).map_err(|error| not_writable(&error))?)
        }
        None => match seed {
            Some(seed) => Some(
                oath_uri(ctx, seed, &user)
                    .render()
                    .map_err(|error| not_writable(&error))?,
            ),
            None => None,
        },
    };
    let recovery = unproven.recovery.as_ref();
    let recovery_codes = recovery
        .map(|recovery| recovery_code::open_shown(ctx, recovery.authenticator_id, &recovery.codes))
        .transpose()?;
    let holdings = match &unproven.passkey {
        Some(_) => ctx.store.holdings(user.id).await?,
        None => Vec::new(),
    };
    let passkey = passkey::creation_options(ctx, enrollment, &user, &holdings);
    Ok(EnrollmentCode {
        account: user.headline(),
        passkey: passkey.map(|options| options.to_string()),
        uri: uri.map(Zeroizing::new),
        seed: typed,
        recovery_codes,
    })
}

/// The one-time passwords that were to be enrolled along with a native phone, for the phone that has registered.
///
/// # Errors
/// [`FlowError::Secrets`] if the seed does not open.
pub(super) fn otpauth(ctx: &Ctx, enrollment: &Enrollment, user: &User) -> Result<Option<String>, FlowError> {
    let Ok(Some(oath)) = enrollment
        .unproven(ctx.clock.now())
        .map(|unproven| unproven.oath.as_ref())
    else {
        return Ok(None);
    };
    let uri = oath_uri(ctx, seed(ctx, oath)?, user).render();
    uri.map(Some).map_err(|error| not_writable(&error))
}

fn not_writable(error: &UriError) -> FlowError {
    FlowError::Invalid(error.to_string())
}

fn native_link(ctx: &Ctx, enrollment: &Enrollment, code: &Sealed) -> Result<String, Unsealable> {
    let id = enrollment.id.as_uuid();
    let code = ctx.secrets.open(code_place(id.as_bytes()), code)?;
    let link = Link {
        server: super::issuer(ctx),
        action: Action::Enroll {
            enrollment: enrollment.id,
            code: code.as_slice().try_into().map_err(|_| Unsealable)?,
        },
    };
    Ok(link.to_string())
}

fn with_seed(ctx: &Ctx, push: PushUri, seed: Option<OathSeed>) -> Result<String, UriError> {
    match seed {
        Some(seed) => CombinedUri {
            push,
            seed,
            policies: ctx.settings.enrollment.policies.clone().into(),
        }
        .render(),
        None => push.render(),
    }
}

fn push_uri(
    ctx: &Ctx,
    enrollment: &Enrollment,
    secret: &Sealed,
    nonce: &Sealed,
    user: &User,
) -> Result<PushUri, Unsealable> {
    let id = enrollment.id.as_uuid();
    let secret = ctx.secrets.open(push::secret_place(id.as_bytes()), secret)?;
    let nonce = ctx.secrets.open(nonce_place(id.as_bytes()), nonce)?;
    let branding = &ctx.settings.branding;
    Ok(PushUri {
        issuer: branding.issuer.clone(),
        account: user.headline(),
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
        account: user.headline(),
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
    format!("{}{DOOR}", super::issuer(ctx))
}
