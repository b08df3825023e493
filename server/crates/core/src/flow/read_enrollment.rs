//! Shows an enrolment to those who may see it, at once or when it has moved.

use countersign_proto::ids::EnrollmentId;

use super::wait;
use crate::{
    Ctx, FlowError,
    model::{BearerToken, ClientId, Enrollment, Timestamp},
    port::Topic,
};

/// On whose behalf an enrolment is read or cancelled.
#[derive(Debug, Clone)]
pub enum EnrollmentOwner {
    /// The client that asked, authenticated.
    Client(ClientId),
    /// The browser that took its one-time link, by its cookie.
    Browser(BearerToken),
}

impl EnrollmentOwner {
    fn owns(&self, enrollment: &Enrollment) -> bool {
        match self {
            Self::Client(id) => enrollment.client_id == *id,
            Self::Browser(cookie) => enrollment.belongs_to(&cookie.hash()),
        }
    }
}

/// The enrolment as it stands.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none or it is somebody else's.
pub async fn read_enrollment(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
) -> Result<Enrollment, FlowError> {
    let found = ctx
        .store
        .enrollment(id)
        .await?
        .filter(|enrollment| owner.owns(enrollment));
    Ok(found.ok_or(FlowError::NotFound)?.as_of(ctx.clock.now()))
}

/// The enrolment once it has ended or is no longer where it was `seen`, or as it stands at `until`.
///
/// # Errors
/// See [`read_enrollment`].
pub async fn wait_for_enrollment(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
    seen: &str,
    until: Timestamp,
) -> Result<Enrollment, FlowError> {
    let read = || read_enrollment(ctx, id, owner);
    let settled = |enrollment: &Enrollment| !enrollment.is_open() || enrollment.state.as_str() != seen;
    wait::until(ctx, Topic::Enrollment(id), until, read, settled, |enrollment| {
        enrollment.expires_at
    })
    .await
}
