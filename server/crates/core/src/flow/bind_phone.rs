//! What the registration of a phone ends in, whichever protocol it came by.

use countersign_proto::ids::AuthenticatorId;

use super::notice::{self, Origin};
use crate::{
    Ctx, DeviceRefusal,
    model::{
        Audit, AuditEvent, Authenticator, AuthenticatorState, Confirmation, Credential, Device, Enrolled,
        Enrollment, MailKind, Method, TokenHash, User, Version,
    },
    port::UnitOfWork,
};

/// The unit that makes `device` an authenticator of `user`, for whom `enrollment` was opened.
///
/// # Errors
/// [`DeviceRefusal::Unavailable`] if nobody can tell where it came from, [`DeviceRefusal::Refused`] once the enrolment has ended or another phone has registered.
pub(super) async fn bind_phone(
    ctx: &Ctx,
    enrollment: Enrollment,
    user: User,
    device: Device,
    confirmation: Confirmation,
    registration: TokenHash,
) -> Result<UnitOfWork, DeviceRefusal> {
    let now = device.created_at;
    let authenticator = Authenticator {
        id: AuthenticatorId::new(ctx.entropy.uuid()),
        user_id: user.id,
        credential: Credential::Push(device.id),
        label: enrollment.label.clone().unwrap_or_else(|| device.name.clone()),
        state: AuthenticatorState::Active,
        confirmation,
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
        .registered(enrolled, registration, now)
        .map_err(|_| DeviceRefusal::Refused("not_pending"))?;
    let audit = Audit::new(AuditEvent::AuthenticatorEnrolled, now)
        .user(user.id)
        .client(&enrollment.client_id)
        .enrollment(enrollment.id)
        .device(device.id)
        .authenticator(authenticator.id);
    // The user is written too: of two enrolments that nobody approved, one completes.
    let origin = Origin::of_enrollment(ctx, &enrollment).await?;
    let unit = UnitOfWork::new("bind_phone")
        .put(device)
        .put(&authenticator)
        .put(enrollment)
        .put(user.clone().touched())
        .record(audit);
    let kind = MailKind::AuthenticatorAdded;
    Ok(notice::tell(ctx, unit, &user, &authenticator, kind, &origin, now))
}
