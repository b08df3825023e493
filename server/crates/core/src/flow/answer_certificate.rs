//! What operators do about certificates: look at the queue, say yes or no, take one away.

use countersign_proto::ids::UserId;

use super::{
    ATTEMPTS,
    change_authenticator::{By, Change, change_authenticator},
    mail,
    manage_users::find_user,
    operate::{able, person, reaches},
    own_certificate::{self, OwnCertificate, own_certificate},
};
use crate::{
    Ctx, FlowError,
    model::{
        AccountNumber, Act, Audit, AuditEvent, Authenticator, BearerToken, CertificateRequest, DisplayText,
        MailKind, Operator, RequestState, RevocationReason, Timestamp, User,
    },
    port::{Commit, Row, UnitOfWork},
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
    /// Who has said yes, where another one must too.
    pub first: Option<FirstApprover>,
}

/// An operator who has approved a request, and may still do so.
#[derive(Debug, Clone)]
pub struct FirstApprover {
    /// Whose account.
    pub user: User,
    /// When they did.
    pub at: Timestamp,
    operator: Operator,
}

impl Queued {
    async fn read(ctx: &Ctx, request: CertificateRequest, user: User) -> Result<Self, FlowError> {
        Ok(Self {
            first: first_approver(ctx, &request).await?,
            request,
            user,
        })
    }
}

/// Who has approved this request, if somebody else still has to. A yes counts for as long as its operator could give it (R4).
async fn first_approver(ctx: &Ctx, request: &CertificateRequest) -> Result<Option<FirstApprover>, FlowError> {
    let first = request.first_approval();
    let Some(first) = first.filter(|_| ctx.settings.certificates.two_person_approval) else {
        return Ok(None);
    };
    let Some((user, operator)) = able(ctx, first.by, Act::AnswerCertificates).await? else {
        return Ok(None);
    };
    let could = reaches(ctx, &operator, request.user_id).await?;
    Ok(could.then_some(FirstApprover {
        user,
        at: first.at,
        operator,
    }))
}

/// Adds to `unit`, which takes from this operator that they may answer requests, that what they alone have approved counts no more,
/// whatever they may do later. The unit must rely on their account as it was read before, which an approval writes.
///
/// # Errors
/// [`FlowError::Store`] if the requests cannot be read.
pub(super) async fn lapse_approvals(
    ctx: &Ctx,
    unit: UnitOfWork,
    operator: UserId,
    now: Timestamp,
) -> Result<UnitOfWork, FlowError> {
    if !ctx.settings.certificates.two_person_approval {
        return Ok(unit);
    }
    let mut open = ctx.store.open_certificate_requests(LISTED).await?;
    open.retain(|request| request.first_approval().is_some_and(|first| first.by == operator));
    Ok(open.into_iter().fold(unit, |unit, request| {
        let audit = Audit::new(AuditEvent::CertificateApprovalLapsed, now)
            .user(request.user_id)
            .by(operator);
        unit.put(request.without_first_approval()).record(audit)
    }))
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
            queue.push(Queued::read(ctx, request, user).await?);
        }
    }
    Ok(queue)
}

/// What a user has, and who has approved their request, if somebody else still has to.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user.
pub async fn show(
    ctx: &Ctx,
    username: &str,
) -> Result<(User, OwnCertificate, Option<FirstApprover>), FlowError> {
    let user = find_user(ctx, username).await?;
    let own = own_certificate(ctx, &user).await?;
    let first = match &own.request {
        Some(request) => first_approver(ctx, request).await?,
        None => None,
    };
    Ok((user, own, first))
}

/// What is said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes: the certificate can be picked up for some days.
    Approve,
    /// No; the person is told why. A yes that was not picked up can be taken back so.
    Reject,
}

/// Answers a user's request, on behalf of whoever has the server's admin socket. Which operator that is they say themselves, and
/// must say where two approve: what is said here counts as that operator's own, so that nobody counts twice.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, or no such operator; [`FlowError::NotAllowed`] if that operator may not answer
/// this request; see also [`answer_as`].
pub async fn answer(
    ctx: &Ctx,
    username: &str,
    answer: Answer,
    reason: &DisplayText,
    operator: Option<&str>,
) -> Result<Queued, FlowError> {
    for _ in 0..ATTEMPTS {
        let user = find_user(ctx, username).await?;
        let named = match operator {
            Some(name) => Some(named(ctx, name, &user).await?),
            None => None,
        };
        let by = named.as_ref().map(|(operator, _)| operator.id);
        let (unit, audit, answered) = answered(ctx, &user, (answer, reason), by).await?;
        let unit = match named {
            Some((operator, role)) => unit
                .unless_any_changed([Row::from(&operator), (&role).into()])
                .record(audit.by(operator.id)),
            None => unit.record(audit),
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Queued::read(ctx, answered, user).await;
        }
    }
    Err(FlowError::Contended)
}

/// The operator of this name, if they may answer the request of this user.
async fn named(ctx: &Ctx, name: &str, user: &User) -> Result<(User, Operator), FlowError> {
    let operator = find_user(ctx, name).await?;
    let able = able(ctx, operator.id, Act::AnswerCertificates).await?;
    let (operator, role) = able.ok_or(FlowError::NotAllowed)?;
    if !reaches(ctx, &role, user.id).await? {
        return Err(FlowError::NotAllowed);
    }
    Ok((operator, role))
}

/// Answers the request of an account, on behalf of the person who has the cookie. Nobody answers their own, and no program any.
///
/// # Errors
/// [`FlowError::NotPending`] unless a request waits for such an answer, [`FlowError::AlreadyExists`] for the second yes of one operator
/// where two must say it; see also [`super::operate::act_on`].
pub async fn answer_as(
    ctx: &Ctx,
    cookie: &BearerToken,
    number: AccountNumber,
    answer: Answer,
    reason: &str,
) -> Result<CertificateRequest, FlowError> {
    for _ in 0..ATTEMPTS {
        let (operator, operating) = person(ctx, cookie).await?;
        operating.may(Act::AnswerCertificates)?;
        let reason = DisplayText::parse(reason, CertificateRequest::REASON_GRAPHEMES)
            .map_err(|error| FlowError::Invalid(format!("the reason {error}")))?;
        let user = ctx.store.user_by_number(number).await?;
        let user = user.ok_or(FlowError::NotFound)?;
        operating.reach(ctx, user.id).await?;
        let by = Some(operator.id);
        let (unit, audit, answered) = answered(ctx, &user, (answer, &reason), by).await?;
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
    (answer, reason): (Answer, &DisplayText),
    by: Option<UserId>,
) -> Result<(UnitOfWork, Audit, CertificateRequest), FlowError> {
    let now = ctx.clock.now();
    let request = own_certificate(ctx, user).await?.request;
    let request = request.ok_or(FlowError::NotPending)?;
    let unit = UnitOfWork::new("answer_certificate_request");
    let (unit, answered, event, mail_kind) = match answer {
        Answer::Approve => approved(ctx, unit, request, by, now).await?,
        Answer::Reject => (
            unit,
            request.reject(now, reason.to_string())?,
            AuditEvent::CertificateRejected,
            Some(MailKind::CertificateRejected),
        ),
    };
    let notices = mail_kind.map(|kind| mail::notices(ctx, user, kind, now));
    let unit = unit.put(&answered).enqueue(notices.unwrap_or_default());
    let audit = Audit::new(event, now).user(user.id).because(reason.as_str());
    Ok((unit, audit, answered))
}

/// A request that `by` has said yes to: it can be picked up, unless two must say it and this is the first. The one rule of how many.
async fn approved(
    ctx: &Ctx,
    unit: UnitOfWork,
    request: CertificateRequest,
    by: Option<UserId>,
    now: Timestamp,
) -> Result<(UnitOfWork, CertificateRequest, AuditEvent, Option<MailKind>), FlowError> {
    let settings = &ctx.settings.certificates;
    let unit = if settings.two_person_approval {
        let by = by.ok_or_else(|| {
            FlowError::Invalid("two operators must approve: say which one this is".to_owned())
        })?;
        match first_approver(ctx, &request).await? {
            None => {
                let event = AuditEvent::CertificateFirstApproved;
                let operator = ctx.store.user(by).await?.ok_or(FlowError::NotAllowed)?;
                // The account is written too: whoever takes the right to approve at this moment takes this approval with it.
                let unit = unit.put(operator.touched());
                return Ok((unit, request.approve_first(by, now)?, event, None));
            }
            Some(first) if first.user.id == by => return Err(FlowError::AlreadyExists),
            // Whoever loses the right at this moment has not approved it.
            Some(first) => unit.unless_any_changed([Row::from(&first.user), (&first.operator).into()]),
        }
    } else {
        unit
    };
    let approved = request.approve(now, settings.pick_up())?;
    let kind = MailKind::CertificateApproved;
    Ok((unit, approved, AuditEvent::CertificateApproved, Some(kind)))
}

/// Takes a user's certificate away for good: it is on the next revocation list, and logs nobody in from now on.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such user, or they have no certificate.
pub async fn revoke(ctx: &Ctx, username: &str, reason: &DisplayText) -> Result<(), FlowError> {
    let (_, own, _) = show(ctx, username).await?;
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
        RequestState::Requested { expected_by, .. } => expected_by,
        RequestState::Approved { until, .. } => Some(until),
        _ => None,
    };
    (request.state.as_str(), when)
}
