//! Takes the passkey that a browser has made, which completes its enrolment.

use countersign_proto::ids::EnrollmentId;
use data_encoding::BASE64URL_NOPAD;

use super::{
    ATTEMPTS,
    complete_enrollment::{Completable, completable},
    prove_enrollment::{accept, refuse},
    read_enrollment::{EnrollmentOwner, read_enrollment},
};
use crate::{
    Ctx, FlowError,
    method::passkey::{self, Made},
    model::{Credential, Enrollment, NotPending, Passkey},
    port::{Commit, Topic},
};

/// Judges a passkey that was made for an enrolment.
///
/// # Errors
/// [`FlowError::WrongCode`] for what cannot be accepted, also with the one that ends the enrolment;
/// [`FlowError::AlreadyExists`] for a passkey that somebody has enrolled before; [`FlowError::NotPending`] once the enrolment
/// has ended or if it expects none; [`FlowError::FreshApprovalRequired`] if the user has got an authenticator otherwise
/// meanwhile.
pub async fn register_passkey(
    ctx: &Ctx,
    id: EnrollmentId,
    owner: &EnrollmentOwner,
    made: &Made,
) -> Result<Enrollment, FlowError> {
    for _ in 0..ATTEMPTS {
        let enrollment = read_enrollment(ctx, id, owner).await?;
        let now = ctx.clock.now();
        let unproven = enrollment
            .unproven(now)
            .map_err(|_| FlowError::NotPending)?
            .clone();
        let expected = unproven.passkey.clone().ok_or(FlowError::NotPending)?;
        let Completable {
            user,
            holdings,
            grounds,
            origin,
        } = completable(ctx, &enrollment).await?;
        let verified = passkey::verify_made(ctx, &enrollment, &expected, &holdings, made);
        let is_right = verified.is_ok();
        let (enrollment, unit) = match verified {
            Ok(passkey) => {
                let id = authenticator_id(&passkey)?;
                if ctx.store.holding(id).await?.is_some() {
                    return Err(FlowError::AlreadyExists);
                }
                let proven = vec![(id, Credential::Passkey(passkey))];
                accept(ctx, &user, &holdings, enrollment, proven, &origin, now)
            }
            Err(refusal) => {
                tracing::info!(enrollment.id = %id, reason = refusal.as_str(), "a passkey was refused");
                refuse(enrollment, unproven, now)
            }
        }
        .map_err(|NotPending| FlowError::NotPending)?;
        if ctx.store.commit(grounds.guard(unit)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            ctx.signals.publish(Topic::Jobs);
            return if is_right {
                Ok(enrollment)
            } else {
                Err(FlowError::WrongCode {
                    attempts_left: enrollment.attempts_left(),
                })
            };
        }
    }
    Err(FlowError::Contended)
}

fn authenticator_id(passkey: &Passkey) -> Result<countersign_proto::ids::AuthenticatorId, FlowError> {
    let credential = BASE64URL_NOPAD.decode(passkey.id.as_bytes());
    let credential = credential.map_err(|_| FlowError::Invalid("the passkey has no id".to_owned()))?;
    Ok(Passkey::authenticator_id(&credential))
}
