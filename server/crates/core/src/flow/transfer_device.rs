//! Opens the way from an old native phone to a new one: the old one asks, and the new one takes its place (R11).

use countersign_proto::ids::EnrollmentId;

use super::{authenticate_device::AuthenticatedDevice, enrollment_code::enrollment_code, start_enrollment};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, ClientId, Confirmation, Enrollment, EnrollmentKind, EnrollmentState,
        PhoneProtocol, Timestamp, Unproven, Version,
    },
    port::{Commit, UnitOfWork},
};

/// A way to a new phone.
#[derive(Debug)]
pub struct StartedTransfer {
    /// The enrolment of the new phone.
    pub id: EnrollmentId,
    /// What the new phone follows.
    pub link: String,
    /// When the way closes.
    pub expires_at: Timestamp,
}

/// Opens an enrolment for the phone that will take the place of `phone`.
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] if the phone itself is not in use.
pub async fn transfer_device(ctx: &Ctx, phone: AuthenticatedDevice) -> Result<StartedTransfer, FlowError> {
    let AuthenticatedDevice { device, user, .. } = phone;
    if !device.is_active() {
        return Err(FlowError::FreshApprovalRequired);
    }
    let now = ctx.clock.now();
    let id = EnrollmentId::new(ctx.entropy.uuid());
    let enrollment = Enrollment {
        id,
        user_id: user.id,
        client_id: ClientId::own_pages(),
        kind: EnrollmentKind::Push,
        confirmation: Confirmation::ByUser,
        label: None,
        app: device.app.clone(),
        approved_login: None,
        replaces: Some(device.id),
        // Nobody opens a page for it: the old phone shows the link.
        link: BearerToken::generate(&*ctx.entropy).hash(),
        browser: None,
        registration: None,
        enrolled: Vec::new(),
        created_at: now,
        expires_at: now + ctx.settings.enrollment.ttl(),
        state: EnrollmentState::Open(Unproven {
            push: Some(start_enrollment::push(ctx, id, PhoneProtocol::Native)),
            ..Unproven::default()
        }),
        version: Version::FIRST,
    };
    let link = enrollment_code(ctx, &enrollment)
        .await?
        .uri
        .ok_or(FlowError::NotPending)?;
    let expires_at = enrollment.expires_at;
    let audit = Audit::new(AuditEvent::EnrollmentStarted, now)
        .user(user.id)
        .device(device.id)
        .enrollment(id)
        .because("moving");
    let unit = UnitOfWork::new("transfer_device")
        .put(enrollment)
        .unless_changed(&device)
        .unless_changed(&user)
        .record(audit);
    match ctx.store.commit(unit).await? {
        Commit::Committed => Ok(StartedTransfer {
            id,
            link: link.to_string(),
            expires_at,
        }),
        Commit::Conflict => Err(FlowError::Contended),
    }
}
