//! Another password for whoever has forgotten theirs and has the mailbox. It logs nobody in, and what else a login asks for it
//! asks for as before (R12).

use super::{
    ATTEMPTS, ended,
    mail::{self, Asker, NOBODY},
    new_password,
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, Fingerprint, LinkPurpose, Mail, MailAddress, MailKind, MailedLink,
        User, UserName, UserState,
    },
    passwords::TypedPassword,
    port::{Commit, Topic, UnitOfWork},
};

/// Mails a link to the owner of this name, if somebody has it who has an address.
///
/// # Errors
/// [`FlowError::NotFound`] if no mail is sent, [`FlowError::TooMany`] for whoever has caused too many mails.
pub async fn ask_for_reset(ctx: &Ctx, name: &str, asker: Asker) -> Result<(), FlowError> {
    if !ctx.settings.sends_mail {
        return Err(FlowError::NotFound);
    }
    for _ in 0..ATTEMPTS {
        let unit = unit(ctx, name, asker).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// What is kept and mailed. All that is asked is asked of everybody.
async fn unit(ctx: &Ctx, name: &str, asker: Asker) -> Result<UnitOfWork, FlowError> {
    let now = ctx.clock.now();
    let spent = asker.spend(ctx, now).await?;
    let user = match UserName::parse(name) {
        Ok(name) => ctx.store.user_by_name(&name).await?,
        // Nobody can have it, and that is no secret.
        Err(_) => None,
    };
    let user = user.filter(|user| user.state == UserState::Active);
    let email = user.as_ref().and_then(|user| user.email.clone());
    let to = email
        .clone()
        .unwrap_or_else(|| MailAddress::from_stored(NOBODY.to_owned()));
    let spent_on = asker.spend_on(ctx, &to, MailKind::PasswordReset, now).await?;
    let unit = UnitOfWork::new("ask_for_reset").put(spent);
    let (Some(user), Some(to), Some(spent_on)) = (user, email, spent_on) else {
        return Ok(unit);
    };
    let purpose = LinkPurpose::ResetPassword(Fingerprint::of(&user));
    let (token, link) = mail::link(ctx, Some(user.id), &purpose, now);
    let mail = Mail {
        link: Some(mail::page(ctx, &format!("/reset/{}", token.expose()))),
        ..Mail::about(&user, &to, MailKind::PasswordReset, now)
    };
    let job = mail::job(ctx, &mail, now, link.expires_at);
    let address = asker.address.map(|address| address.to_string());
    Ok(unit.put(spent_on).put(link).enqueue([job]).record(
        Audit::new(AuditEvent::PasswordResetAsked, now)
            .user(user.id)
            .from(address.as_deref(), &*ctx.entropy),
    ))
}

/// Whose password a link sets.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended.
pub async fn look_up_reset(ctx: &Ctx, token: &BearerToken) -> Result<User, FlowError> {
    find(ctx, token).await.map(|(_, user)| user)
}

/// Sets the password, and ends every session and whatever was begun with the one before. Other links that were mailed for
/// that one work no more.
///
/// # Errors
/// See [`look_up_reset`]; [`FlowError::Password`] if it cannot be set, and the link works on.
pub async fn reset_password(
    ctx: &Ctx,
    token: &BearerToken,
    password: TypedPassword,
) -> Result<User, FlowError> {
    let (_, user) = find(ctx, token).await?;
    let hash = new_password::hash(ctx, &user, password).await?;
    for _ in 0..ATTEMPTS {
        let (link, user) = find(ctx, token).await?;
        let now = ctx.clock.now();
        let unit = UnitOfWork::new("reset_password").put(link.used(now));
        let (unit, user, ended) = new_password::set(ctx, unit, user, &hash, "reset", None, now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

async fn find(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, User), FlowError> {
    match mail::find_link(ctx, token).await? {
        (link, LinkPurpose::ResetPassword(then)) => {
            let user = mail::find_owner(ctx, &link, &then).await?;
            Ok((link, user))
        }
        _ => Err(FlowError::NotFound),
    }
}
