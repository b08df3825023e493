//! What every flow that completes an enrolment asks first: whether it may still be completed, and what that rests on.

use countersign_proto::ids::LoginId;

use super::{
    notice::Origin,
    read_login::in_good_standing,
    start_enrollment::{binding, has_added_certificate},
    terms,
};
use crate::{
    Ctx, FlowError,
    model::{Authenticator, ClientId, Enrollment, LoginState, Session, User, UserState},
    port::{Holding, StoreError, UnitOfWork},
};

/// An enrolment that a proof may complete now: whose it is, what they have, and what it rests on.
pub(super) struct Completable {
    pub(super) user: User,
    pub(super) holdings: Vec<Holding>,
    pub(super) grounds: Grounds,
    pub(super) origin: Origin,
}

/// What is needed to complete `enrollment` by a proof.
///
/// # Errors
/// [`FlowError::NotPending`] for a user who is suspended or gone; [`FlowError::FreshApprovalRequired`] if what it rests on has ended;
/// [`FlowError::TermsNotAccepted`].
pub(super) async fn completable(ctx: &Ctx, enrollment: &Enrollment) -> Result<Completable, FlowError> {
    let user = ctx.store.user(enrollment.user_id).await?;
    let user = user
        .filter(|user| user.state == UserState::Active)
        .ok_or(FlowError::NotPending)?;
    let holdings = ctx.store.holdings(user.id).await?;
    let grounds = may_complete(ctx, enrollment, &user, &holdings).await?;
    let grounds = grounds.ok_or(FlowError::FreshApprovalRequired)?;
    if !terms::admits(ctx, enrollment).await? {
        return Err(FlowError::TermsNotAccepted);
    }
    let origin = Origin::of_enrollment(ctx, enrollment).await?;
    Ok(Completable {
        user,
        holdings,
        grounds,
        origin,
    })
}

/// What an enrolment rests on. The unit that completes it conflicts once any of it has changed.
#[derive(Default)]
pub(super) struct Grounds {
    approver: Option<Authenticator>,
    session: Option<Session>,
}

impl Grounds {
    /// Guards the unit that relies on them.
    pub(super) fn guard(&self, unit: UnitOfWork) -> UnitOfWork {
        unit.unless_any_changed(&self.approver)
            .unless_any_changed(&self.session)
    }
}

/// Whether `enrollment` may still bring about an authenticator for `user`, with `holdings` as they are now, and on what grounds. One
/// that nobody approved is for a user who has none, so the first that is completed ends the others (R11); the unit that completes it
/// must write the user too, so that no two do. One that a login allows ends with what that login rests on: the authenticator that
/// approved it, the password, and the session on our own pages (R4, R13).
pub(super) async fn may_complete(
    ctx: &Ctx,
    enrollment: &Enrollment,
    user: &User,
    holdings: &[Holding],
) -> Result<Option<Grounds>, StoreError> {
    if let Some(login) = enrollment.approved_login {
        return grounds(ctx, login, user, holdings).await;
    }
    let own = |one: &Authenticator| {
        let enrolled = &enrollment.enrolled;
        enrolled
            .iter()
            .any(|enrolled| enrolled.authenticator_id == one.id)
    };
    let may = enrollment.replaces.is_some() || binding(holdings, &enrollment.client_id).all(own);
    Ok(may.then(Grounds::default))
}

async fn grounds(
    ctx: &Ctx,
    login: LoginId,
    user: &User,
    holdings: &[Holding],
) -> Result<Option<Grounds>, StoreError> {
    let Some(read) = ctx.store.login(login).await? else {
        return Ok(None);
    };
    let LoginState::Approved(approval) = &read.login.state else {
        return Ok(None);
    };
    if !in_good_standing(&read) || read.login.is_outdated(user) {
        return Ok(None);
    }
    if has_added_certificate(holdings, login) {
        return Ok(None);
    }
    let mut held = holdings.iter().map(|holding| &holding.authenticator);
    let approver = held.find(|one| one.id == approval.authenticator_id).cloned();
    let mut session = None;
    if read.login.client_id == ClientId::own_pages() {
        let now = ctx.clock.now();
        let open = ctx.store.sessions(user.id).await?;
        session = open
            .into_iter()
            .find(|session| session.login_id == login && session.is_open(now));
        if session.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(Grounds { approver, session }))
}
