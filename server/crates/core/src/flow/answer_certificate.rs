//! What operators do about certificates: look at the queue, say yes or no, take one away.

use super::{
    ATTEMPTS,
    change_authenticator::{By, Change, change_authenticator},
    mail,
    manage_users::find_user,
    operate::{operating, reaches},
    own_certificate::{self, OwnCertificate, own_certificate},
};
use crate::{
    Ctx, FlowError,
    model::{
        AccountNumber, Act, Audit, AuditEvent, Authenticator, BearerToken, CertificateRequest, DisplayText,
        MailKind, RequestState, RevocationReason, Timestamp, User,
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

/// What is said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes: the certificate can be picked up for some days.
    Approve,
    /// No; the person is told why. A yes that was not picked up can be taken back so.
    Reject,
}

/// Answers a user's request, on behalf of whoever has the server's admin socket.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, [`FlowError::NotPending`] unless a request waits for such an answer.
pub async fn answer(
    ctx: &Ctx,
    username: &str,
    answer: Answer,
    reason: &DisplayText,
) -> Result<CertificateRequest, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, username).await?;
        let (unit, audit, answered) = answered(ctx, &user, answer, reason).await?;
        if ctx.store.commit(unit.record(audit)).await? == Commit::Committed {
            return Ok(answered);
        }
    }
    Err(FlowError::Contended)
}

/// Answers the request of an account, on behalf of whoever has the cookie. Nobody answers their own.
///
/// # Errors
/// See [`answer`] and [`super::operate::act_on`].
pub async fn answer_as(
    ctx: &Ctx,
    cookie: &BearerToken,
    number: AccountNumber,
    answer: Answer,
    reason: &str,
) -> Result<CertificateRequest, FlowError> {
    for _ in 0..ATTEMPTS {
        let operating = operating(ctx, cookie).await?;
        operating.may(Act::AnswerCertificates)?;
        let reason = DisplayText::parse(reason, CertificateRequest::REASON_GRAPHEMES)
            .map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
        let user = ctx.store.user_by_number(number).await?;
        let user = user.ok_or(FlowError::NotFound)?;
        if !reaches(ctx, &operating, user.id).await? {
            return Err(FlowError::NotAllowed);
        }
        let (unit, audit, answered) = answered(ctx, &user, answer, &reason).await?;
        let event = audit.event.as_str();
        if ctx.store.commit(operating.sign(unit, audit)).await? == Commit::Committed {
            metrics::counter!("countersign_helpdesk_actions_total", "action" => event).increment(1);
            return Ok(answered);
        }
    }
    Err(FlowError::Contended)
}

/// The change that an answer is, and its audit record.
async fn answered(
    ctx: &Ctx,
    user: &User,
    answer: Answer,
    reason: &DisplayText,
) -> Result<(UnitOfWork, Audit, CertificateRequest), FlowError> {
    let now = ctx.clock.now();
    let request = own_certificate(ctx, user).await?.request;
    let request = request.ok_or(FlowError::NotPending)?;
    let (answered, event, mail_kind) = match answer {
        Answer::Approve => (
            request.approve(now, ctx.settings.certificates.pick_up())?,
            AuditEvent::CertificateApproved,
            MailKind::CertificateApproved,
        ),
        Answer::Reject => (
            request.reject(now, reason.to_string())?,
            AuditEvent::CertificateRejected,
            MailKind::CertificateRejected,
        ),
    };
    let unit = UnitOfWork::new("answer_certificate_request")
        .put(&answered)
        .enqueue(mail::notices(ctx, user, mail_kind, now));
    let audit = Audit::new(event, now).user(user.id).because(reason.as_str());
    Ok((unit, audit, answered))
}

/// Takes a user's certificate away for good: it is on the next revocation list, and logs nobody in from now on.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, or they have no certificate.
pub async fn revoke(ctx: &Ctx, username: &str, reason: &DisplayText) -> Result<(), FlowError> {
    let (_, own) = show(ctx, username).await?;
    let active = own.active.ok_or(FlowError::NotFound)?;
    let change = Change::Revoke(reason.clone());
    change_authenticator(ctx, username, active.id, &change, By::Operator).await?;
    Ok(())
}

/// Adds to `unit` what goes with it: the certificate is on the next list, and nothing that was approved before can be picked up.
pub(super) async fn revoked(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: &User,
    authenticator: &Authenticator,
    reason: &DisplayText,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    let audit = Audit::new(AuditEvent::CertificateRevoked, now)
        .user(user.id)
        .authenticator(authenticator.id)
        .because(reason.as_str());
    let request = own_certificate(ctx, user).await?.request;
    let rejected = request.filter(CertificateRequest::is_open);
    let rejected = rejected.map(|request| request.reject(now, reason.to_string()));
    let unit = unit
        .put_all(rejected.transpose()?)
        .record(audit)
        .enqueue(mail::notices(ctx, user, MailKind::CertificateRevoked, now));
    let why = RevocationReason::PrivilegeWithdrawn;
    own_certificate::end(ctx, unit, authenticator, why, now).await
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
