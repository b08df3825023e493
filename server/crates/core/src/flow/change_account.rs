//! What people change about their own account on its page. What later logins and recoveries rely on needs a fresh login; every
//! change of it is told to the owner, in time to object.

use super::{
    ATTEMPTS, ended,
    mail::{self, Asker},
    new_password,
    session::{fresh_session, session_user},
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, ClientId, DisplayText, Fingerprint, LinkPurpose, Mail, MailAddress,
        MailKind, MailedLink, User,
    },
    passwords::TypedPassword,
    port::{Commit, Topic, UnitOfWork},
};

/// Sets another password for whoever has just logged in and types the old one; their other sessions end.
///
/// # Errors
/// [`FlowError::NotFound`] without a session, [`FlowError::FreshLoginRequired`], [`FlowError::WrongPassword`],
/// [`FlowError::Password`] if it cannot be set.
pub async fn change_password(
    ctx: &Ctx,
    cookie: &BearerToken,
    old: TypedPassword,
    new: TypedPassword,
    asker: Asker,
) -> Result<User, FlowError> {
    let (user, _) = fresh_session(ctx, cookie).await?;
    let check = PasswordCheck {
        client_id: ClientId::own_pages(),
        username: user.name.to_string(),
        password: old,
        address: asker.address,
        known_browser: asker.known_browser,
    };
    let checked = verify_password(ctx, check)
        .await?
        .ok_or(FlowError::WrongPassword)?;
    let hash = new_password::hash(ctx, &checked, new).await?;
    for _ in 0..ATTEMPTS {
        let (user, session) = fresh_session(ctx, cookie).await?;
        if user.password_hash != checked.password_hash {
            return Err(FlowError::WrongPassword);
        }
        let now = ctx.clock.now();
        let unit = UnitOfWork::new("change_password").unless_changed(&session);
        let (unit, user, ended) =
            new_password::set(ctx, unit, user, &hash, "changed", Some(&session), now).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            ended::announce(ctx, &ended, now);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

/// Mails a link to a new address, and a warning to the one before.
///
/// # Errors
/// [`FlowError::NotFound`] without a session or if no mail is sent, [`FlowError::FreshLoginRequired`],
/// [`FlowError::Invalid`] for what is no address, [`FlowError::TooMany`].
pub async fn ask_for_email(
    ctx: &Ctx,
    cookie: &BearerToken,
    email: &str,
    asker: Asker,
) -> Result<(), FlowError> {
    if !ctx.settings.sends_mail {
        return Err(FlowError::NotFound);
    }
    let email = MailAddress::parse(email)?;
    for _ in 0..ATTEMPTS {
        let (user, session) = fresh_session(ctx, cookie).await?;
        let now = ctx.clock.now();
        let spent = asker.spend(ctx, now).await?;
        let unit = UnitOfWork::new("ask_for_email")
            .put(spent)
            .unless_changed(&session)
            .unless_changed(&user);
        let spent_on = asker.spend_on(ctx, &email, MailKind::EmailProof, now).await?;
        let unit = match spent_on {
            Some(spent_on) => {
                let purpose = LinkPurpose::ChangeEmail(email.clone(), Fingerprint::of(&user));
                let (token, link) = mail::link(ctx, Some(user.id), &purpose, now);
                let mail = Mail {
                    to: email.clone(),
                    language: user.language.clone(),
                    kind: MailKind::EmailProof,
                    name: user.name.to_string(),
                    link: Some(mail::page(ctx, &format!("/account/email/{}", token.expose()))),
                    code: None,
                    at: now,
                };
                let job = mail::job(ctx, &mail, now, link.expires_at);
                unit.put(spent_on)
                    .put(link)
                    .enqueue([job])
                    .enqueue(mail::notice(ctx, &user, MailKind::EmailAsked, now))
                    .record(Audit::new(AuditEvent::EmailChangeAsked, now).user(user.id))
            }
            // The mailbox has had enough, whoever it belongs to.
            None => unit,
        };
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// Whose address a link changes.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended.
pub async fn look_up_email(ctx: &Ctx, token: &BearerToken) -> Result<User, FlowError> {
    find_email(ctx, token).await.map(|(_, user, _)| user)
}

/// Changes the address; both are told.
///
/// # Errors
/// See [`look_up_email`].
pub async fn confirm_email(ctx: &Ctx, token: &BearerToken) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let (link, before, email) = find_email(ctx, token).await?;
        let now = ctx.clock.now();
        let user = before.clone().with_email(email);
        let both = [&before, &user];
        let notices = both
            .into_iter()
            .filter_map(|user| mail::notice(ctx, user, MailKind::EmailChanged, now));
        let unit = UnitOfWork::new("confirm_email")
            .put(link.used(now))
            .put(&user)
            .enqueue(notices)
            .record(Audit::new(AuditEvent::EmailChanged, now).user(user.id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

async fn find_email(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, User, MailAddress), FlowError> {
    match mail::find_link(ctx, token).await? {
        (link, LinkPurpose::ChangeEmail(email, then)) => {
            let user = mail::find_owner(ctx, &link, &then).await?;
            Ok((link, user, email))
        }
        _ => Err(FlowError::NotFound),
    }
}

/// Changes what others see and in which language the account is spoken to.
///
/// # Errors
/// [`FlowError::NotFound`] without a session.
pub async fn change_profile(
    ctx: &Ctx,
    cookie: &BearerToken,
    display_name: Option<DisplayText>,
    language: &str,
) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let (user, session) = session_user(ctx, cookie).await?.ok_or(FlowError::NotFound)?;
        let user = user.with_profile(display_name.clone(), language.to_owned());
        let unit = UnitOfWork::new("change_profile")
            .put(&user)
            .unless_changed(&session)
            .record(Audit::new(AuditEvent::ProfileChanged, ctx.clock.now()).user(user.id));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}
