//! Tells a mailbox which names its owner has; whoever asks learns nothing (R7).

use super::{
    ATTEMPTS,
    mail::{self, Asker},
};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, Mail, MailAddress, MailKind, MailedLink, UserState},
    port::{Commit, Topic, UnitOfWork},
};

/// Mails the names of the accounts with this address, if there are any.
///
/// # Errors
/// [`FlowError::NotFound`] if no mail is sent, [`FlowError::Invalid`] for what is no address, [`FlowError::TooMany`] for
/// whoever has caused too many mails.
pub async fn remind_username(ctx: &Ctx, email: &str, asker: Asker) -> Result<(), FlowError> {
    if !ctx.settings.sends_mail {
        return Err(FlowError::NotFound);
    }
    let email = MailAddress::parse(email)?;
    for _ in 0..ATTEMPTS {
        let unit = unit(ctx, &email, asker).await?;
        if ctx.store.commit(unit).await? == Commit::Committed {
            ctx.signals.publish(Topic::Jobs);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}

/// What is kept and mailed. All that is asked is asked of everybody.
async fn unit(ctx: &Ctx, email: &MailAddress, asker: Asker) -> Result<UnitOfWork, FlowError> {
    let now = ctx.clock.now();
    let spent = asker.spend(ctx, now).await?;
    let spent_on = asker.spend_on(ctx, email, MailKind::Username, now).await?;
    let mut users = ctx.store.users_by_email(email, mail::NAMED).await?;
    users.retain(|user| user.state == UserState::Active);
    let unit = UnitOfWork::new("remind_username").put(spent);
    let (Some(spent_on), Some(first)) = (spent_on, users.first()) else {
        return Ok(unit);
    };
    let mailboxes = mail::mailboxes(&users).into_iter();
    let jobs = mailboxes.map(|(to, name)| {
        let mail = Mail {
            name,
            link: Some(mail::page(ctx, "/login")),
            ..Mail::about(first, &to, MailKind::Username, now)
        };
        mail::job(ctx, &mail, now, now + MailedLink::TTL)
    });
    let records = users
        .iter()
        .map(|user| Audit::new(AuditEvent::UsernameReminded, now).user(user.id));
    let unit = unit.put(spent_on).enqueue(jobs);
    Ok(records.fold(unit, UnitOfWork::record))
}
