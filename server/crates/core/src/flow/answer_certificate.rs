//! What operators do about certificates: look at the queue, say yes or no, take one away.

use super::{
    ATTEMPTS,
    change_authenticator::{By, Change, change_authenticator},
    mail,
    manage_users::find_user,
    own_certificate::{self, OwnCertificate, own_certificate},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, CertificateRequest, DisplayText, MailKind, RequestState, RevocationReason,
        Timestamp, User,
    },
    port::{Commit, UnitOfWork},
};

/// How long a queue is shown.
const LISTED: u32 = 1000;

/// A request with the account that it is for.
#[derive(Debug, Clone)]
pub struct Queued {
    /// The request, as it stands.
    pub request: CertificateRequest,
    /// Whose it is.
    pub user: User,
}

/// The requests that are open, the oldest first.
///
/// # Errors
/// [`FlowError::Store`] if they cannot be read.
pub async fn queue(ctx: &Ctx) -> Result<Vec<Queued>, FlowError> {
    let now = ctx.clock.now();
    let mut queue = Vec::new();
    for request in ctx.store.open_certificate_requests(LISTED).await? {
        let request = request.as_of(now);
        if let Some(user) = ctx.store.user(request.user_id).await?
            && request.is_open()
        {
            queue.push(Queued { request, user });
        }
    }
    Ok(queue)
}

/// What a user has.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn show(ctx: &Ctx, username: &str) -> Result<(User, OwnCertificate), FlowError> {
    let user = find_user(ctx, username).await?;
    let own = own_certificate(ctx, &user).await?;
    Ok((user, own))
}

/// Says yes: the certificate can be picked up for some days.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, [`FlowError::NotPending`] unless a request waits for an answer.
pub async fn approve(
    ctx: &Ctx,
    username: &str,
    reason: &DisplayText,
) -> Result<CertificateRequest, FlowError> {
    let pick_up = ctx.settings.certificates.pick_up();
    let approve = |request: CertificateRequest, now| request.approve(now, pick_up);
    let kind = (AuditEvent::CertificateApproved, MailKind::CertificateApproved);
    answer(ctx, username, reason, kind, approve).await
}

/// Says no; the person is told why.
///
/// # Errors
/// See [`approve`]; a yes that was not picked up can be taken back.
pub async fn reject(
    ctx: &Ctx,
    username: &str,
    reason: &DisplayText,
) -> Result<CertificateRequest, FlowError> {
    let reject = |request: CertificateRequest, now| request.reject(now, reason.to_string());
    let kind = (AuditEvent::CertificateRejected, MailKind::CertificateRejected);
    answer(ctx, username, reason, kind, reject).await
}

async fn answer(
    ctx: &Ctx,
    username: &str,
    reason: &DisplayText,
    (event, mail_kind): (AuditEvent, MailKind),
    change: impl Fn(CertificateRequest, Timestamp) -> Result<CertificateRequest, crate::model::NotPending>,
) -> Result<CertificateRequest, FlowError> {
    for _ in 0..ATTEMPTS {
        let (user, own) = show(ctx, username).await?;
        let now = ctx.clock.now();
        let answered = change(own.request.ok_or(FlowError::NotPending)?, now)?;
        let audit = Audit::new(event, now).user(user.id).because(reason.as_str());
        let unit = UnitOfWork::new("answer_certificate_request")
            .put(&answered)
            .record(audit)
            .enqueue(mail::notice(ctx, &user, mail_kind, now));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(answered);
        }
    }
    Err(FlowError::Contended)
}

/// Takes a user's certificate away for good: it is on the next revocation list, and logs nobody in from now on.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, or they have no certificate.
pub async fn revoke(ctx: &Ctx, username: &str, reason: &DisplayText) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let (user, own) = show(ctx, username).await?;
        let active = own.active.ok_or(FlowError::NotFound)?;
        let now = ctx.clock.now();
        let audit = Audit::new(AuditEvent::CertificateRevoked, now)
            .user(user.id)
            .authenticator(active.id)
            .because(reason.as_str());
        let unit = UnitOfWork::new("revoke_certificate")
            .record(audit)
            .enqueue(mail::notice(ctx, &user, MailKind::CertificateRevoked, now));
        let unit =
            own_certificate::end(ctx, unit, &active, RevocationReason::PrivilegeWithdrawn, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            // From here on it is good for nothing; this ends what rests on it.
            change_authenticator(ctx, username, active.id, &Change::Delete, By::Operator).await?;
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// The word for where a request stands, and when it changes next by itself.
pub fn outlook(request: &CertificateRequest) -> (&'static str, Option<Timestamp>) {
    let when = match request.state {
        RequestState::Requested { expected_by } => expected_by,
        RequestState::Approved { until, .. } => Some(until),
        _ => None,
    };
    (request.state.as_str(), when)
}
