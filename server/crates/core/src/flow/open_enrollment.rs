//! Takes a one-time link: the first browser to do so, and only that one, gets to see the code.

use std::net::IpAddr;

use super::{
    ATTEMPTS,
    confirm_authenticator::{Unconfirmed, unconfirmed_of},
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, BearerToken, ClientId, Enrollment, User, UserState},
    passwords::TypedPassword,
    port::{Commit, UnitOfWork},
};

/// What stands behind a link before it is taken.
#[derive(Debug)]
pub struct EnrollmentLink {
    /// The enrolment.
    pub enrollment: Enrollment,
    /// For whom.
    pub user: User,
    /// What came of it and waits for its user's confirmation.
    pub unconfirmed: Vec<Unconfirmed>,
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
    let enrollment = enrollment.as_of(ctx.clock.now());
    let unconfirmed = unconfirmed_of(ctx, &user, &enrollment).await?;
    Ok(EnrollmentLink {
        enrollment,
        user,
        unconfirmed,
    })
}

/// Takes the link for one browser and returns the cookie that stands for it.
///
/// # Errors
/// [`FlowError::NotPending`] if it has ended or another browser took it, [`FlowError::WrongPassword`].
pub async fn open_enrollment(
    ctx: &Ctx,
    link: &BearerToken,
    password: Option<TypedPassword>,
    address: Option<IpAddr>,
) -> Result<BearerToken, FlowError> {
    let found = look_up_link(ctx, link).await?;
    if found.needs_password() {
        let check = PasswordCheck {
            client_id: ClientId::own_pages(),
            username: found.user.name.to_string(),
            password: password.unwrap_or_else(|| TypedPassword::new("")),
            address,
            known_browser: None,
        };
        verify_password(ctx, check)
            .await?
            .ok_or(FlowError::WrongPassword)?;
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
