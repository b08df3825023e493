//! Opens an enrolment: a one-time link, and behind it the code that a phone scans.

use std::time::Duration;

use countersign_proto::ids::{EnrollmentId, LoginId};

use super::{ATTEMPTS, idempotency, manage_users::new_user};
use crate::{
    Ctx, FlowError,
    method::push,
    model::{
        Audit, AuditEvent, AuthenticatorKind, BearerToken, ClientId, Confirmation, DisplayText, Enrollment,
        EnrollmentState, IdempotencyKey, IdempotentOutcome, LoginState, PendingEnrollment, Timestamp, User,
        UserName, UserState, Version,
    },
    port::{Commit, UnitOfWork},
    secrets::Place,
};

/// How old the approval may be that allows one more authenticator (R11).
const FRESH: Duration = Duration::from_secs(5 * 60);

/// What a door asks for.
#[derive(Debug, Clone)]
pub struct StartEnrollment {
    /// Who asks.
    pub client_id: ClientId,
    /// For whom; the user is made, without a password, if there is none.
    pub username: String,
    /// What will be enrolled.
    pub kind: AuthenticatorKind,
    /// What its owner will call it.
    pub label: Option<DisplayText>,
    /// Which of the relay's apps.
    pub app: String,
    /// Who will vouch for the authenticator: a client that receives the secret itself vouches only to itself.
    pub confirmation: Confirmation,
    /// A login of this user and client, just approved; required where the user has an active authenticator.
    pub approved_login: Option<LoginId>,
    /// Makes a repeat of the request harmless.
    pub idempotency: Option<IdempotencyKey>,
}

/// An enrolment that was just opened.
#[derive(Debug)]
pub struct StartedEnrollment {
    /// The enrolment.
    pub enrollment: Enrollment,
    /// The token of its one-time link.
    pub link: BearerToken,
}

/// Opens an enrolment.
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] if the user has an authenticator and `approved_login` does not name a
/// fresh, unused approval of theirs.
pub async fn start_enrollment(ctx: &Ctx, request: &StartEnrollment) -> Result<StartedEnrollment, FlowError> {
    let name = UserName::parse(&request.username)?;
    for _ in 0..ATTEMPTS {
        if let Some(earlier) = idempotency::recall_enrollment(ctx, request.idempotency.as_ref()).await? {
            return Ok(earlier);
        }
        let now = ctx.clock.now();
        let known = ctx.store.user_by_name(&name).await?;
        if let Some(user) = &known {
            allowed(ctx, request, user, now).await?;
        }
        let user = known.clone().unwrap_or_else(|| new_user(ctx, name.clone(), now));
        let link = BearerToken::generate(&*ctx.entropy);
        let enrollment = enrollment(ctx, request, &user, &link, now);
        let unit = unit(ctx, request, &enrollment, &link, now);
        let unit = match &known {
            Some(user) => unit.unless_changed(user),
            None => unit
                .put(user)
                .record(Audit::new(AuditEvent::UserAdded, now).user(enrollment.user_id)),
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(StartedEnrollment { enrollment, link });
        }
    }
    Err(FlowError::Contended)
}

/// Opens the first enrolment of a user who has just proven the password on a page of this server. Nobody who holds an
/// authenticator, in whatever state, gets another one by password alone (R11, R12).
///
/// # Errors
/// [`FlowError::FreshApprovalRequired`] for a user with any authenticator.
pub async fn start_first_enrollment(ctx: &Ctx, user: &User) -> Result<StartedEnrollment, FlowError> {
    if !ctx.store.holdings(user.id).await?.is_empty() {
        return Err(FlowError::FreshApprovalRequired);
    }
    let request = StartEnrollment {
        client_id: ClientId::own_pages(),
        username: user.name.to_string(),
        kind: AuthenticatorKind::Push,
        label: None,
        app: "default".to_owned(),
        confirmation: Confirmation::ByUser,
        approved_login: None,
        idempotency: None,
    };
    start_enrollment(ctx, &request).await
}

/// Whether this user may get one more authenticator (R4, R11).
async fn allowed(ctx: &Ctx, request: &StartEnrollment, user: &User, now: Timestamp) -> Result<(), FlowError> {
    if user.state != UserState::Active {
        return Err(FlowError::FreshApprovalRequired);
    }
    // A locked or suspended authenticator counts too: else whoever may suspend it could put another in its place.
    if ctx.store.holdings(user.id).await?.is_empty() {
        return Ok(());
    }
    let login = request.approved_login.ok_or(FlowError::FreshApprovalRequired)?;
    if ctx.store.approval_used(login).await? {
        return Err(FlowError::FreshApprovalRequired);
    }
    let read = ctx
        .store
        .login(login)
        .await?
        .ok_or(FlowError::FreshApprovalRequired)?;
    match &read.login.state {
        LoginState::Approved(approval)
            if read.login.request.purpose.is_log_in()
                && read.login.user_id == user.id
                && read.login.client_id == request.client_id
                && now < approval.at + FRESH =>
        {
            Ok(())
        }
        _ => Err(FlowError::FreshApprovalRequired),
    }
}

fn enrollment(
    ctx: &Ctx,
    request: &StartEnrollment,
    user: &User,
    link: &BearerToken,
    now: Timestamp,
) -> Enrollment {
    let uuid = ctx.entropy.uuid();
    let draw = |place| {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        ctx.entropy.fill(bytes.as_mut());
        ctx.secrets.seal(place, bytes.as_ref())
    };
    // The device takes over the enrolment's id, so the key is sealed for the place where it will stay.
    let secret = draw(push::secret_place(uuid.as_bytes()));
    let nonce = draw(nonce_place(uuid.as_bytes()));
    Enrollment {
        id: EnrollmentId::new(uuid),
        user_id: user.id,
        client_id: request.client_id.clone(),
        kind: request.kind,
        confirmation: request.confirmation.clone(),
        label: request.label.as_ref().map(ToString::to_string),
        app: request.app.clone(),
        approved_login: request.approved_login,
        link: link.hash(),
        created_at: now,
        expires_at: now + ctx.settings.enrollment.ttl(),
        state: EnrollmentState::Pending(PendingEnrollment {
            secret,
            nonce,
            browser: None,
        }),
        version: Version::FIRST,
    }
}

/// Where an enrolment's challenge is sealed.
pub(super) const fn nonce_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: PendingEnrollment::NONCE_COLUMN,
        row: id,
    }
}

fn unit(
    ctx: &Ctx,
    request: &StartEnrollment,
    enrollment: &Enrollment,
    link: &BearerToken,
    now: Timestamp,
) -> UnitOfWork {
    let remembered = request.idempotency.map(|key| {
        let token = idempotency::seal_token(ctx, &key, link);
        idempotency::remember(key, IdempotentOutcome::Enrolling(enrollment.id, token), now)
    });
    UnitOfWork::new("start_enrollment")
        .put_all(remembered)
        .put(enrollment.clone())
        .record(
            Audit::new(AuditEvent::EnrollmentStarted, now)
                .user(enrollment.user_id)
                .client(&enrollment.client_id)
                .enrollment(enrollment.id),
        )
}
