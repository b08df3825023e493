//! Accounts that people make for themselves: whoever asks gets the same answer after the same work, and only the mailbox
//! learns whether the name or the address was known (R7).

use super::{
    ATTEMPTS,
    mail::{self, Asker},
    manage_users::new_user,
};
use crate::{
    Ctx, FlowError,
    model::{
        Applicant, Audit, AuditEvent, BearerToken, LinkPurpose, Mail, MailAddress, MailKind, MailedLink,
        NameClaim, User, UserName,
    },
    passwords::{TypedPassword, Typist},
    port::{Commit, Topic, UnitOfWork},
};

/// What somebody typed who wants an account.
#[derive(Debug)]
pub struct SignUp {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: TypedPassword,
    /// The language of the page.
    pub language: String,
    /// Who it is.
    pub asker: Asker,
}

/// Mails a link that makes the account, or what stands in its way.
///
/// # Errors
/// [`FlowError::NotFound`] if nobody can sign up, [`FlowError::Invalid`] and [`FlowError::Password`] for what no account can
/// have, [`FlowError::TooMany`] for whoever has caused too many mails.
pub async fn sign_up(ctx: &Ctx, request: SignUp) -> Result<(), FlowError> {
    if !ctx.settings.offers_sign_up() {
        return Err(FlowError::NotFound);
    }
    let name = UserName::parse(&request.name)?;
    let email = MailAddress::parse(&request.email)?;
    // Before the work that a password makes.
    request.asker.spend(ctx, ctx.clock.now()).await?;
    let about = [name.as_str(), email.as_str(), &ctx.settings.branding.issuer];
    let password_hash = ctx
        .passwords
        .hash(request.password, &about, &*ctx.entropy)
        .await?;
    let applicant = Applicant {
        name,
        email,
        language: request.language,
        password_hash,
    };
    for _ in 0..ATTEMPTS {
        let unit = unit(ctx, &applicant, request.asker).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// What is kept and mailed. All that is asked is asked of everybody.
async fn unit(ctx: &Ctx, applicant: &Applicant, asker: Asker) -> Result<UnitOfWork, FlowError> {
    let now = ctx.clock.now();
    let spent = asker.spend(ctx, now).await?;
    let is_taken = is_taken(ctx, &applicant.name).await?;
    let known = ctx.store.users_by_email(&applicant.email, mail::NAMED).await?;
    let spent_on = asker
        .spend_on(ctx, &applicant.email, MailKind::SignUp, now)
        .await?;
    let unit = UnitOfWork::new("sign_up").put(spent);
    let Some(spent_on) = spent_on else {
        return Ok(unit);
    };
    let unit = unit.put(spent_on);
    let answer = |kind, link: &str| Mail {
        to: applicant.email.clone(),
        language: applicant.language.clone(),
        kind,
        name: applicant.name.to_string(),
        link: Some(mail::page(ctx, link)),
        code: None,
        at: now,
        what: String::new(),
        origin: String::new(),
        delegation: None,
    };
    let deadline = now + MailedLink::TTL;
    if !known.is_empty() {
        let mailboxes = mail::mailboxes(&known).into_iter();
        let jobs = mailboxes.map(|(to, name)| {
            let mail = Mail {
                to,
                name,
                ..answer(MailKind::SignUpKnown, "/login")
            };
            mail::job(ctx, &mail, now, deadline)
        });
        return Ok(unit.enqueue(jobs));
    }
    if is_taken {
        let mail = answer(MailKind::SignUpNameTaken, "/signup");
        return Ok(unit.enqueue([mail::job(ctx, &mail, now, deadline)]));
    }
    let (token, link) = mail::link(ctx, None, &LinkPurpose::SignUp(applicant.clone()), now);
    let mail = answer(MailKind::SignUp, &format!("/signup/{}", token.expose()));
    let job = mail::job(ctx, &mail, now, link.expires_at);
    Ok(unit.put(link).enqueue([job]))
}

/// Whether somebody has this name, or one that looks like it.
pub(super) async fn is_taken(ctx: &Ctx, name: &UserName) -> Result<bool, FlowError> {
    let claim = ctx.store.name_claim(&name.skeleton()).await?;
    let user = ctx.store.user_by_name(name).await?;
    Ok(claim.is_some() || user.is_some())
}

/// The name of the account that a link would make.
///
/// # Errors
/// [`FlowError::NotFound`] if there is no such link, [`FlowError::NotPending`] if it has ended.
pub async fn look_up_sign_up(ctx: &Ctx, token: &BearerToken) -> Result<UserName, FlowError> {
    find(ctx, token).await.map(|(_, applicant)| applicant.name)
}

/// Makes the account. Whoever opens the link has the mailbox; the password shows that they asked for the account, so that
/// nobody is talked into one whose password another knows.
///
/// # Errors
/// [`FlowError::WrongPassword`], [`FlowError::AlreadyExists`] if somebody else has got the name, or the mailbox an account,
/// meanwhile.
pub async fn confirm_sign_up(
    ctx: &Ctx,
    token: &BearerToken,
    password: TypedPassword,
) -> Result<User, FlowError> {
    let (_, applicant) = find(ctx, token).await?;
    let right = ctx
        .passwords
        .verify(password, Some(&applicant.password_hash), Typist::Anybody)
        .await?;
    if !right {
        return Err(FlowError::WrongPassword);
    }
    for _ in 0..ATTEMPTS {
        let (link, applicant) = find(ctx, token).await?;
        let known = ctx.store.users_by_email(&applicant.email, 1).await?;
        if !known.is_empty() || is_taken(ctx, &applicant.name).await? {
            return Err(FlowError::AlreadyExists);
        }
        let now = ctx.clock.now();
        let user = User {
            email: Some(applicant.email),
            second_email: None,
            language: applicant.language,
            password_hash: Some(applicant.password_hash),
            password_set_at: Some(now),
            ..new_user(ctx, applicant.name, now)
        };
        let audit = Audit::new(AuditEvent::UserAdded, now).user(user.id);
        let unit = UnitOfWork::new("confirm_sign_up")
            .put(link.used(now))
            .put(NameClaim::new(&user.name, user.id))
            .put(&user)
            .record(audit.because("signed_up"));
        if ctx.store.commit(unit).await? == Commit::Committed {
            return Ok(user);
        }
    }
    Err(FlowError::Contended)
}

async fn find(ctx: &Ctx, token: &BearerToken) -> Result<(MailedLink, Applicant), FlowError> {
    match mail::find_link(ctx, token).await? {
        (link, LinkPurpose::SignUp(applicant)) if ctx.settings.offers_sign_up() => Ok((link, applicant)),
        _ => Err(FlowError::NotFound),
    }
}
