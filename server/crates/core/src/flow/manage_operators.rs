//! Makes people operators, and takes that back.

use super::{ATTEMPTS, answer_certificate, delayed_recovery, mail, manage_users};
use crate::{
    Ctx, FlowError,
    model::{Act, Audit, AuditEvent, Fingerprint, LinkPurpose, MailAddress, Operator, Role, User, Version},
    port::{Commit, Topic, UnitOfWork},
};

/// An operator, and how they begin.
#[derive(Debug)]
pub struct Appointed {
    /// The account.
    pub user: User,
    /// The role.
    pub operator: Operator,
    /// Where a person without a password sets one, once, within half an hour; then they log in and set up the rest.
    pub link: Option<String>,
}

/// Gives somebody a role. Makes the account if there is none; whoever cannot log in yet gets a link, and asking again gives
/// another one. A recovery that is under way ends: operators have none.
///
/// # Errors
/// [`FlowError::AlreadyExists`] if the name looks like somebody else's.
pub async fn appoint(
    ctx: &Ctx,
    name: &str,
    email: Option<MailAddress>,
    role: Role,
) -> Result<Appointed, FlowError> {
    let user = match manage_users::find_user(ctx, name).await {
        Err(FlowError::NotFound) => {
            let new = manage_users::NewUser {
                name: name.to_owned(),
                email,
                display_name: None,
                password: None,
            };
            manage_users::add_user(ctx, new).await?
        }
        found => found?,
    };
    for _ in 0..ATTEMPTS {
        let user = ctx.store.user(user.id).await?.ok_or(FlowError::NotFound)?;
        let now = ctx.clock.now();
        let operator = match ctx.store.operator(user.id).await? {
            Some(before) => before.in_role(role),
            None => Operator {
                user_id: user.id,
                role,
                created_at: now,
                version: Version::FIRST,
            },
        };
        let audit = Audit::new(AuditEvent::OperatorAppointed, now)
            .user(user.id)
            .because(role.as_str());
        let user = user.touched();
        // The user is written too: a recovery that begins at this moment is for somebody who is no operator.
        let unit = UnitOfWork::new("appoint").put(&user).put(&operator).record(audit);
        let unit = delayed_recovery::end(ctx, unit, &user, "appointed", now).await?;
        let unit = if role.may(Act::AnswerCertificates) {
            unit
        } else {
            answer_certificate::lapse_approvals(ctx, unit, user.id, now).await?
        };
        let begins = user.password_hash.is_none().then(|| {
            let purpose = LinkPurpose::ResetPassword(Fingerprint::of(&user));
            mail::link(ctx, Some(user.id), &purpose, now)
        });
        let link = begins
            .as_ref()
            .map(|(token, _)| mail::page(ctx, &format!("/reset/{}", token.expose())));
        let unit = unit.put_all(begins.map(|(_, link)| link));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(Appointed { user, operator, link });
        }
    }
    Err(FlowError::Contended)
}

/// Takes somebody's role; the account stays.
///
/// # Errors
/// [`FlowError::NotFound`] if they have none.
pub async fn dismiss(ctx: &Ctx, name: &str) -> Result<(User, Operator), FlowError> {
    for _ in 0..ATTEMPTS {
        let user = manage_users::find_user(ctx, name).await?;
        let operator = ctx.store.operator(user.id).await?;
        let operator = operator.filter(|operator| operator.role != Role::Former);
        let operator = operator.ok_or(FlowError::NotFound)?.in_role(Role::Former);
        let now = ctx.clock.now();
        let audit = Audit::new(AuditEvent::OperatorDismissed, now).user(user.id);
        let unit = UnitOfWork::new("dismiss")
            .put(&operator)
            .unless_changed(&user)
            .record(audit);
        let unit = answer_certificate::lapse_approvals(ctx, unit, user.id, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok((user, operator));
        }
    }
    Err(FlowError::Contended)
}

/// Who has a role.
///
/// # Errors
/// [`FlowError::Store`] if nobody can tell.
pub async fn list_operators(ctx: &Ctx) -> Result<Vec<(User, Operator)>, FlowError> {
    let mut found = Vec::new();
    for operator in ctx.store.operators().await? {
        if operator.role != Role::Former
            && let Some(user) = ctx.store.user(operator.user_id).await?
        {
            found.push((user, operator));
        }
    }
    Ok(found)
}
