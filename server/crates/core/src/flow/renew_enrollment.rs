//! Begins an enrolment anew whose code was shown on a page until its time was up: nobody needs another link for that.

use countersign_proto::ids::EnrollmentId;

use super::{
    ATTEMPTS,
    complete_enrollment::may_complete,
    start_enrollment::{OWN_DIGITS, ttl, unproven},
    terms,
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, ClientId, Enrollment, EnrollmentKind, EnrollmentState, PhoneProtocol,
        Session, User,
    },
    port::{Commit, Topic, UnitOfWork},
};

/// Draws new secrets for an enrolment that has expired before anything came of it, not long after the login
/// behind the session that began it was fresh (R11). The old code is worth nothing any more. One that has not expired stays as it is.
///
/// # Errors
/// [`FlowError::NotFound`] unless this session began it and this browser shows it, [`FlowError::NotPending`] if it cannot be begun
/// anew, [`FlowError::FreshLoginRequired`], [`FlowError::TermsNotAccepted`].
pub async fn renew_enrollment(
    ctx: &Ctx,
    user: &User,
    session: &Session,
    id: EnrollmentId,
    browser: &BearerToken,
) -> Result<Enrollment, FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let found = ctx.store.enrollment(id).await?;
        let is_theirs = |one: &Enrollment| one.belongs_to(&browser.hash()) && began(session, one);
        let found = found.filter(is_theirs).ok_or(FlowError::NotFound)?;
        let held = found.version;
        let enrollment = found.as_of(now);
        if enrollment.is_open() {
            return Ok(enrollment);
        }
        let protocol = protocol(&enrollment).ok_or(FlowError::NotPending)?;
        if !session.renews(now) {
            return Err(FlowError::FreshLoginRequired);
        }
        terms::demand(ctx, user.id).await?;
        let holdings = ctx.store.holdings(user.id).await?;
        // What the login rested on may have ended since.
        let grounds = may_complete(ctx, &enrollment, user, &holdings).await?;
        let grounds = grounds.ok_or(FlowError::FreshLoginRequired)?;
        let kind = enrollment.kind;
        let mut unproven = unproven(ctx, id, kind, protocol, OWN_DIGITS, &holdings);
        if let Some(passkey) = &mut unproven.passkey {
            passkey.drawn_at = Some(now);
        }
        let renewed = Enrollment {
            // Whether its end was written before or not.
            version: held.next(),
            ..enrollment.renewed(unproven, now + ttl(ctx, kind))?
        };
        let audit = Audit::new(AuditEvent::EnrollmentStarted, now)
            .user(renewed.user_id)
            .client(&renewed.client_id)
            .enrollment(id)
            .because("renewed");
        let unit = UnitOfWork::new("renew_enrollment")
            .put(renewed.clone())
            .record(audit);
        if ctx.store.commit(grounds.guard(unit)).await? == Commit::Committed {
            ctx.signals.publish(Topic::Enrollment(id));
            return Ok(renewed);
        }
    }
    Err(FlowError::Contended)
}

/// Whether this session's login allowed it, on our own pages.
fn began(session: &Session, enrollment: &Enrollment) -> bool {
    enrollment.user_id == session.user_id
        && enrollment.client_id == ClientId::own_pages()
        && enrollment.approved_login == Some(session.login_id)
}

/// Whether [`renew_enrollment`] would begin it anew for this session now.
pub fn is_renewable(ctx: &Ctx, session: &Session, enrollment: &Enrollment) -> bool {
    let is_untouched = enrollment.enrolled.is_empty() && enrollment.registration.is_none();
    began(session, enrollment)
        && session.renews(ctx.clock.now())
        && is_untouched
        && protocol(enrollment).is_some()
}

/// How what it waited for speaks; nothing if that cannot be begun anew. A telephone is sent a code by another way, which counts.
fn protocol(enrollment: &Enrollment) -> Option<PhoneProtocol> {
    let EnrollmentState::Expired { protocol, .. } = enrollment.state else {
        return None;
    };
    match enrollment.kind {
        EnrollmentKind::Push | EnrollmentKind::Combined => protocol,
        EnrollmentKind::Phone => None,
        EnrollmentKind::Totp
        | EnrollmentKind::Hotp
        | EnrollmentKind::RecoveryCode
        | EnrollmentKind::Passkey => Some(PhoneProtocol::default()),
    }
}
