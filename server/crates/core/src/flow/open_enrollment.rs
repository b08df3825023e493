//! Takes a one-time link: the first browser to do so, and only that one, gets to see the code.

use countersign_proto::{
    forgerock::uri::{PushUri, is_portable},
    keys::SharedSecret,
};

use super::{
    ATTEMPTS,
    confirm_authenticator::{Unconfirmed, unconfirmed_device},
    start_enrollment::nonce_place,
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    method::push,
    model::{
        Audit, AuditEvent, BearerToken, ClientId, Enrollment, EnrollmentState, PendingEnrollment, User,
        UserState,
    },
    passwords::TypedPassword,
    port::{Commit, UnitOfWork},
    secrets::Unsealable,
};

/// What stands behind a link before it is taken.
#[derive(Debug)]
pub struct EnrollmentLink {
    /// The enrolment.
    pub enrollment: Enrollment,
    /// For whom.
    pub user: User,
    /// The device that came of it, while it waits for its user's confirmation.
    pub unconfirmed: Option<Unconfirmed>,
}

impl EnrollmentLink {
    /// Whether the link asks for the user's password.
    pub fn needs_password(&self) -> bool {
        self.user.password_hash.is_some()
    }
}

/// Looks a link up; takes nothing, so that a prefetch harms nothing.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link or its user is suspended.
pub async fn look_up_link(ctx: &Ctx, link: &BearerToken) -> Result<EnrollmentLink, FlowError> {
    let enrollment = ctx
        .store
        .enrollment_by_link(&link.hash())
        .await?
        .ok_or(FlowError::NotFound)?;
    let user = ctx
        .store
        .user(enrollment.user_id)
        .await?
        .ok_or(FlowError::NotFound)?;
    if user.state != UserState::Active {
        return Err(FlowError::NotFound);
    }
    let unconfirmed = match &enrollment.state {
        EnrollmentState::Completed(completed) => unconfirmed_device(ctx, &user, completed.device_id).await?,
        _ => None,
    };
    Ok(EnrollmentLink {
        enrollment: enrollment.as_of(ctx.clock.now()),
        user,
        unconfirmed,
    })
}

/// Takes the link for one browser and returns the cookie that stands for it.
///
/// # Errors
/// [`FlowError::NotPending`] if it has ended or another browser took it, [`FlowError::Invalid`] for a wrong password.
pub async fn open_enrollment(
    ctx: &Ctx,
    link: &BearerToken,
    password: Option<TypedPassword>,
    address: Option<&str>,
) -> Result<BearerToken, FlowError> {
    let found = look_up_link(ctx, link).await?;
    if found.needs_password() {
        let check = PasswordCheck {
            client_id: ClientId::own_pages(),
            username: found.user.name.to_string(),
            password: password.unwrap_or_else(|| TypedPassword::new("")),
            address: address.map(str::to_owned),
            known_browser: None,
        };
        verify_password(ctx, check)
            .await?
            .ok_or_else(|| FlowError::Invalid("the password is wrong".to_owned()))?;
    }
    take_link(ctx, link).await
}

/// Takes the link for a browser that has just proven the password elsewhere.
///
/// # Errors
/// [`FlowError::NotPending`] if it has ended or another browser took it.
pub async fn take_link(ctx: &Ctx, link: &BearerToken) -> Result<BearerToken, FlowError> {
    for _ in 0..ATTEMPTS {
        let found = look_up_link(ctx, link).await?;
        let now = ctx.clock.now();
        let browser = BearerToken::generate(&*ctx.entropy);
        let opened = found
            .enrollment
            .open(browser.hash(), now)
            .map_err(|_| FlowError::NotPending)?;
        let audit = Audit::new(AuditEvent::EnrollmentOpened, now)
            .user(opened.user_id)
            .enrollment(opened.id);
        let unit = UnitOfWork::new("open_enrollment").put(opened).record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(browser);
        }
    }
    Err(FlowError::Contended)
}

/// The code of a pending enrolment, for whoever may see it: the browser that took the link, or the client that
/// asked for the secret itself (R11).
///
/// # Errors
/// [`FlowError::NotPending`] once it has ended.
pub async fn enrollment_uri(ctx: &Ctx, enrollment: &Enrollment) -> Result<String, FlowError> {
    let pending = enrollment
        .pending(ctx.clock.now())
        .map_err(|_| FlowError::NotPending)?;
    let user = ctx
        .store
        .user(enrollment.user_id)
        .await?
        .ok_or(FlowError::NotFound)?;
    push_uri(ctx, enrollment, pending, &user)
}

fn push_uri(
    ctx: &Ctx,
    enrollment: &Enrollment,
    pending: &PendingEnrollment,
    user: &User,
) -> Result<String, FlowError> {
    let id = enrollment.id.as_uuid();
    let secret = ctx
        .secrets
        .open(push::secret_place(id.as_bytes()), &pending.secret)?;
    let nonce = ctx.secrets.open(nonce_place(id.as_bytes()), &pending.nonce)?;
    let branding = &ctx.settings.branding;
    let uri = PushUri {
        issuer: branding.issuer.clone(),
        account: user.label(),
        message_id: enrollment.message_id().to_string(),
        secret: SharedSecret::from_slice(&secret).map_err(|_| Unsealable)?,
        challenge: PendingEnrollment::nonce_from(&nonce).ok_or(Unsealable)?,
        endpoint: device_endpoint(ctx),
        user_name: portable_name(user),
        profile_id: id.to_string(),
        image: branding.logo_url.as_ref().map(ToString::to_string),
        colour: branding.colour.clone(),
    };
    uri.render()
        .map_err(|error| FlowError::Invalid(error.to_string()))
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
