//! What goes with another password, whoever sets it: sessions end, logins that rely on the one before end, and the owner is
//! told.

use super::{delayed_recovery, mail, suspend};
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, FirstFactor, Login, MailKind, Session, Timestamp, User},
    passwords::TypedPassword,
    port::UnitOfWork,
};

/// The hash of a password that this user may have.
///
/// # Errors
/// [`FlowError::Password`] if it cannot be set.
pub(super) async fn hash(ctx: &Ctx, user: &User, password: TypedPassword) -> Result<String, FlowError> {
    let email = user.email.as_ref().map_or("", |email| email.as_str());
    let display_name = user.display_name.as_ref().map_or("", |name| name.as_str());
    let about = [
        user.name.as_str(),
        email,
        display_name,
        &ctx.settings.branding.issuer,
    ];
    Ok(ctx.passwords.hash(password, &about, &*ctx.entropy).await?)
}

/// Adds another password to `unit`; all sessions but `kept` end. Says how the user and the logins that end are then.
///
/// # Errors
/// [`FlowError::Store`] if what ends cannot be read.
pub(super) async fn set(
    ctx: &Ctx,
    unit: UnitOfWork,
    user: User,
    hash: &str,
    because: &str,
    kept: Option<&Session>,
    now: Timestamp,
) -> Result<(UnitOfWork, User, Vec<Login>), FlowError> {
    let user = user.with_password(hash.to_owned(), now);
    let audit = Audit::new(AuditEvent::PasswordSet, now).user(user.id);
    let unit = unit
        .put(&user)
        .enqueue(mail::notices(ctx, &user, MailKind::PasswordChanged, now))
        .record(audit.because(because));
    let unit = delayed_recovery::end(ctx, unit, &user, "password_changed", now).await?;
    // What is approved in between is no longer pending, and so among what services end.
    let mut pending = ctx.store.pending_logins(user.id).await?;
    let unit = suspend::end_sessions_but(ctx, unit, user.id, kept, now).await?;
    pending.retain(|login| login.request.first_factor == FirstFactor::Verified);
    let (unit, ended) = suspend::end_logins(unit, pending, suspend::Because::PasswordChanged, now);
    Ok((unit, user, ended))
}
