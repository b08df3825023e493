//! What people change about their own account on its page. What later logins and recoveries rely on needs a fresh login; every
//! change of it is told to the owner, in time to object.

use super::{
    ATTEMPTS, delayed_recovery, ended,
    mail::{self, Asker},
    new_password,
    session::{fresh_session, session_user},
    verify_password::{PasswordCheck, verify_password},
};
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, BearerToken, ClientId, DisplayText, Fingerprint, LinkPurpose, Mail, MailAddress,
        MailKind, MailedLink, Session, Timestamp, User,
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

/// Which of an account's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// The one that mails go to.
    First,
    /// The one that notices go to as well.
    Second,
}

/// Mails a link to a new address, and a warning to those before.
///
/// # Errors
/// [`FlowError::NotFound`] without a session or if no mail is sent, [`FlowError::FreshLoginRequired`],
/// [`FlowError::Invalid`] for what is no address, [`FlowError::AlreadyExists`] for a second one that the account has already,
/// [`FlowError::TooMany`].
pub async fn ask_for_email(
    ctx: &Ctx,
    cookie: &BearerToken,
    mailbox: Mailbox,
    email: &str,
    asker: Asker,
) -> Result<(), FlowError> {
    if !ctx.settings.sends_mail {
        return Err(FlowError::NotFound);
    }
    let email = MailAddress::parse(email)?;
    for _ in 0..ATTEMPTS {
        let (user, session) = fresh_session(ctx, cookie).await?;
        let (kind, purpose) = match mailbox {
            Mailbox::First => (
                MailKind::EmailProof,
                LinkPurpose::ChangeEmail(email.clone(), Fingerprint::of(&user), session.login_id),
            ),
            Mailbox::Second if user.mailboxes().any(|known| known.is_same(&email)) => {
                return Err(FlowError::AlreadyExists);
            }
            Mailbox::Second => (
                MailKind::SecondEmailProof,
                LinkPurpose::SecondEmail(email.clone(), Fingerprint::of(&user), session.login_id),
            ),
        };
        let now = ctx.clock.now();
        let spent = asker.spend(ctx, now).await?;
        let unit = UnitOfWork::new("ask_for_email")
            .put(spent)
            .unless_changed(&session)
            .unless_changed(&user);
        let spent_on = asker.spend_on(ctx, &email, kind, now).await?;
        let unit = match spent_on {
            Some(spent_on) => {
                let (token, link) = mail::link(ctx, Some(user.id), &purpose, now);
                let mail = Mail {
                    link: Some(mail::page(ctx, &format!("/account/email/{}", token.expose()))),
                    ..Mail::about(&user, &email, kind, now)
                };
                let job = mail::job(ctx, &mail, now, link.expires_at);
                unit.put(spent_on)
                    .put(link)
                    .enqueue([job])
                    .enqueue(mail::notices(ctx, &user, MailKind::EmailAsked, now))
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

/// Whose address a link changes, and which.
///
/// A link proves a mailbox and no more: whoever owns a mistyped address has it too, and so has a thief who asked in a session that
/// its owner has ended since.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended, [`FlowError::FreshLoginRequired`] unless
/// the cookie is of the session that asked for it, or of a fresh one of the same user.
pub async fn look_up_email(
    ctx: &Ctx,
    cookie: &BearerToken,
    token: &BearerToken,
) -> Result<(User, Mailbox), FlowError> {
    let proof = find_email(ctx, cookie, token).await?;
    Ok((proof.user, proof.mailbox))
}

/// Changes the address; old and new ones are told.
///
/// # Errors
/// See [`look_up_email`].
pub async fn confirm_email(
    ctx: &Ctx,
    cookie: &BearerToken,
    token: &BearerToken,
) -> Result<(User, Mailbox), FlowError> {
    for _ in 0..ATTEMPTS {
        let proof = find_email(ctx, cookie, token).await?;
        let (before, mailbox, email) = (proof.user, proof.mailbox, proof.email);
        let now = ctx.clock.now();
        let user = match mailbox {
            Mailbox::First => before.clone().with_email(email),
            Mailbox::Second => before.clone().with_second_email(Some(email)),
        };
        let unit = UnitOfWork::new("confirm_email")
            .put(proof.link.used(now))
            .unless_changed(&proof.session);
        let unit = match mailbox {
            Mailbox::First => delayed_recovery::end(ctx, unit, &before, "address_changed", now).await?,
            Mailbox::Second => unit,
        };
        let unit = set_email(ctx, unit, &before, &user, mailbox, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok((user, mailbox));
        }
    }
    Err(FlowError::Contended)
}

/// Removes the second address of whoever has just logged in; both are told.
///
/// # Errors
/// [`FlowError::NotFound`] without a session or a second address, [`FlowError::FreshLoginRequired`].
pub async fn remove_second_email(ctx: &Ctx, cookie: &BearerToken) -> Result<User, FlowError> {
    for _ in 0..ATTEMPTS {
        let (before, session) = fresh_session(ctx, cookie).await?;
        if before.second_email.is_none() {
            return Err(FlowError::NotFound);
        }
        let now = ctx.clock.now();
        let user = before.clone().with_second_email(None);
        let unit = UnitOfWork::new("remove_second_email").unless_changed(&session);
        let unit = set_email(ctx, unit, &before, &user, Mailbox::Second, now);
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

fn set_email(
    ctx: &Ctx,
    unit: UnitOfWork,
    before: &User,
    user: &User,
    mailbox: Mailbox,
    now: Timestamp,
) -> UnitOfWork {
    let (kind, event) = match mailbox {
        Mailbox::First => (MailKind::EmailChanged, AuditEvent::EmailChanged),
        Mailbox::Second => (MailKind::SecondEmailChanged, AuditEvent::SecondEmailChanged),
    };
    let added = user
        .mailboxes()
        .filter(|new| before.mailboxes().all(|old| old != *new));
    let told = before.mailboxes().chain(added);
    unit.put(user)
        .enqueue(mail::notices_to(ctx, user, told, kind, now))
        .record(Audit::new(event, now).user(user.id))
}

/// A link to a new address in the hands of somebody who may use it.
struct Proof {
    link: MailedLink,
    user: User,
    session: Session,
    mailbox: Mailbox,
    email: MailAddress,
}

async fn find_email(ctx: &Ctx, cookie: &BearerToken, token: &BearerToken) -> Result<Proof, FlowError> {
    let (link, purpose) = mail::find_link(ctx, token).await?;
    let (mailbox, email, then, asked_in) = match purpose {
        LinkPurpose::ChangeEmail(email, then, login) => (Mailbox::First, email, then, login),
        LinkPurpose::SecondEmail(email, then, login) => (Mailbox::Second, email, then, login),
        _ => return Err(FlowError::NotFound),
    };
    let user = mail::find_owner(ctx, &link, &then).await?;
    let now = ctx.clock.now();
    let session = session_user(ctx, cookie).await?.map(|(_, session)| session);
    let session = session.filter(|session| {
        session.user_id == user.id && (session.login_id == asked_in || session.is_fresh(now))
    });
    Ok(Proof {
        link,
        user,
        session: session.ok_or(FlowError::FreshLoginRequired)?,
        mailbox,
        email,
    })
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
