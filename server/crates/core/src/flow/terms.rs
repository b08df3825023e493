//! Terms of use: nobody sets up an authenticator on our pages who has not accepted the ones in force.
//!
//! Two gates hold that, whatever page or door leads to them. What an enrolment shows is kept from a page until its person has
//! accepted ([`demand`]); and an authenticator for everybody does not come about without it (`admits`). A client with the scope
//! `enroll:raw` shows the code itself, where no page of ours is seen: what comes of it counts for that client alone, and its
//! person is asked for the terms when they make it count for everybody, in
//! [`confirm_authenticator`](super::confirm_authenticator::confirm_authenticator).

use std::net::IpAddr;

use countersign_proto::ids::{EnrollmentId, UserId};

use super::{
    ATTEMPTS,
    read_enrollment::{EnrollmentOwner, read_enrollment},
    session::session_user,
};
use crate::{
    Ctx, FlowError,
    model::{
        Acceptance, Audit, AuditEvent, BearerToken, Confirmation, Enrollment, TermsText, TextHash, User,
        UserState, Version, network_of,
    },
    port::{Commit, StoreError, UnitOfWork},
};

/// Whose answer it is, by what their browser holds. No client can stand in for a person here.
#[derive(Debug)]
pub enum Signatory {
    /// Whoever is logged in.
    Session(BearerToken),
    /// Whoever took the link of this enrolment.
    Enrollment(EnrollmentId, BearerToken),
}

/// What somebody has read, and from where.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// The hash of the text that was on the page.
    pub text: TextHash,
    /// The address of whoever read it.
    pub from: Option<IpAddr>,
}

/// The acceptance of the terms in force by this user, if there is one.
///
/// # Errors
/// [`StoreError`] if nobody can tell.
pub async fn accepted(ctx: &Ctx, user: UserId) -> Result<Option<Acceptance>, StoreError> {
    let key = Acceptance::key(user, &ctx.settings.terms.version);
    ctx.store.acceptance(key).await
}

/// Whether this user may go on to set up authenticators.
///
/// # Errors
/// [`FlowError::TermsNotAccepted`], [`FlowError::Store`].
pub async fn demand(ctx: &Ctx, user: UserId) -> Result<(), FlowError> {
    if !ctx.settings.terms.required || accepted(ctx, user).await?.is_some() {
        Ok(())
    } else {
        Err(FlowError::TermsNotAccepted)
    }
}

/// Whether authenticators may come of this enrolment: those for everybody only once their user has accepted. A phone that takes
/// another's place is none more.
pub(super) async fn admits(ctx: &Ctx, enrollment: &Enrollment) -> Result<bool, StoreError> {
    let is_free = !ctx.settings.terms.required
        || enrollment.confirmation != Confirmation::ByUser
        || enrollment.replaces.is_some();
    Ok(is_free || accepted(ctx, enrollment.user_id).await?.is_some())
}

/// Notes that somebody has accepted what they were shown.
///
/// # Errors
/// [`FlowError::NotFound`] if the browser holds nothing, [`FlowError::TermsNotAccepted`] if what was shown is not in force any
/// more, so that what is shown now is to be read.
pub async fn accept(ctx: &Ctx, signatory: &Signatory, shown: Shown) -> Result<(), FlowError> {
    let user = person(ctx, signatory).await?;
    accept_as(ctx, user.id, shown).await
}

/// Notes that somebody would not accept. Nothing else comes of it.
///
/// # Errors
/// [`FlowError::NotFound`] if the browser holds nothing.
pub async fn decline(ctx: &Ctx, signatory: &Signatory, from: Option<IpAddr>) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let user = person(ctx, signatory).await?;
        let audit = Audit::new(AuditEvent::TermsDeclined, ctx.clock.now())
            .user(user.id)
            .because(ctx.settings.terms.version.clone())
            .from(from.map(network_of).as_deref(), &*ctx.entropy);
        let unit = UnitOfWork::new("decline_terms")
            .unless_changed(&user)
            .record(audit);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// …of somebody who has just shown who they are in another way.
pub(super) async fn accept_as(ctx: &Ctx, id: UserId, shown: Shown) -> Result<(), FlowError> {
    let text = ctx.settings.terms.text_with(shown.text);
    let text = text.ok_or(FlowError::TermsNotAccepted)?;
    for _ in 0..ATTEMPTS {
        let user = ctx.store.user(id).await?;
        let user = user
            .filter(|user| user.state == UserState::Active)
            .ok_or(FlowError::NotFound)?;
        if accepted(ctx, id).await?.is_some() {
            return Ok(());
        }
        let unit = acceptance(ctx, &user, text, shown.from);
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

fn acceptance(ctx: &Ctx, user: &User, text: &TermsText, from: Option<IpAddr>) -> UnitOfWork {
    let (now, network) = (ctx.clock.now(), from.map(network_of));
    let terms = ctx.settings.terms.version.clone();
    let audit = Audit::new(AuditEvent::TermsAccepted, now)
        .user(user.id)
        .because(format!("{terms} {} sha256:{}", text.language, text.hash))
        .from(network.as_deref(), &*ctx.entropy);
    let row = Acceptance {
        user_id: user.id,
        terms,
        language: text.language.clone(),
        text: text.hash,
        at: now,
        network,
        version: Version::FIRST,
    };
    UnitOfWork::new("accept_terms")
        .put(row)
        .unless_changed(user)
        .record(audit)
}

async fn person(ctx: &Ctx, signatory: &Signatory) -> Result<User, FlowError> {
    let user = match signatory {
        Signatory::Session(cookie) => session_user(ctx, cookie).await?.map(|(user, _)| user),
        Signatory::Enrollment(id, browser) => {
            let owner = EnrollmentOwner::Browser(browser.clone());
            let enrollment = read_enrollment(ctx, *id, &owner).await?;
            ctx.store.user(enrollment.user_id).await?
        }
    };
    user.filter(|user| user.state == UserState::Active)
        .ok_or(FlowError::NotFound)
}
