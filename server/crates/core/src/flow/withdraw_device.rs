//! Sets aside a native phone whose person has removed the account from it.

use super::{
    authenticate_device::AuthenticatedDevice,
    ended,
    suspend::{self, Because},
};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, DeviceState, SuspendReason},
    port::{Commit, Topic, UnitOfWork},
};

/// Sets the device aside, and ends what only it could still answer. It stays known as one that its user has had: whoever
/// enrols another needs what is needed beside a phone that is only set aside (R11).
///
/// # Errors
/// [`FlowError::Store`] if it cannot be written, [`FlowError::Contended`] if it changed meanwhile.
pub async fn withdraw_device(ctx: &Ctx, phone: AuthenticatedDevice) -> Result<(), FlowError> {
    let AuthenticatedDevice {
        device,
        user,
        mut holdings,
    } = phone;
    let (now, id) = (ctx.clock.now(), device.id);
    let withdrawn = device.in_state(DeviceState::Suspended(SuspendReason::Withdrawn));
    for holding in &mut holdings {
        if holding
            .device
            .as_ref()
            .is_some_and(|held| held.id == withdrawn.id)
        {
            holding.device = Some(withdrawn.clone());
        }
    }
    let audit = Audit::new(AuditEvent::DeviceSuspended, now)
        .user(user.id)
        .device(withdrawn.id)
        .because("withdrawn");
    let unit = UnitOfWork::new("withdraw_device").put(withdrawn).record(audit);
    let pending = ctx.store.pending_logins(user.id).await?;
    let unanswerable = suspend::unanswerable(pending, &holdings);
    let (unit, moved) = suspend::end_logins(unit, unanswerable, Because::Suspended, now);
    match ctx.store.commit(unit).await? {
        Commit::Committed => {
            ended::announce(ctx, &moved, now);
            ctx.signals.publish(Topic::Device(id));
            Ok(())
        }
        Commit::Conflict => Err(FlowError::Contended),
    }
}
