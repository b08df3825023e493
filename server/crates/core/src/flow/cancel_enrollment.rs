//! Ends an enrolment that its starter no longer wants.

use countersign_proto::ids::EnrollmentId;

use super::{
    ATTEMPTS,
    read_enrollment::{EnrollmentOwner, read_enrollment},
};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, Enrollment},
    port::{Commit, Topic, UnitOfWork},
};

/// Cancels a pending enrolment; one that has ended stays as it ended.
///
/// # Errors
/// [`FlowError::NotFound`] if there is none or it is somebody else's.
pub async fn cancel_enrollment(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
) -> Result<Enrollment, FlowError> {
    for _ in 0..ATTEMPTS {
        let enrollment = read_enrollment(ctx, id, owner).await?;
        let now = ctx.clock.now();
        let Ok(cancelled) = enrollment.clone().cancel(now) else {
            return Ok(enrollment);
        };
        let audit = Audit::new(AuditEvent::EnrollmentCancelled, now)
            .user(cancelled.user_id)
            .client(&cancelled.client_id)
            .enrollment(id);
        let unit = UnitOfWork::new("cancel_enrollment")
            .put(cancelled.clone())
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            return Ok(cancelled);
        }
    }
    Err(FlowError::Contended)
}
