//! Checks a password with the same work and the same limits whether or not the user exists (R7, R14).

use super::ATTEMPTS;
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, ClientId, Initiator, Standing, StandingKey, TokenHash, User, UserName, UserState,
    },
    passwords::TypedPassword,
    port::{Commit, UnitOfWork},
};

/// Who says they are whom.
#[derive(Debug)]
pub struct PasswordCheck {
    /// Through which client.
    pub client_id: ClientId,
    /// The name, as typed.
    pub username: String,
    /// The password, as typed.
    pub password: TypedPassword,
    /// From which address.
    pub address: Option<String>,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
}

/// The user, if name and password are right and the account is open. A right password does not forget earlier
/// failures; only a whole login does.
///
/// # Errors
/// [`FlowError::TooMany`] while this initiator is locked out, for unknown names as for known ones.
pub async fn verify_password(ctx: &Ctx, check: PasswordCheck) -> Result<Option<User>, FlowError> {
    let name = UserName::parse(&check.username).ok();
    let initiator = match (check.known_browser, check.address.clone()) {
        (Some(browser), _) => Initiator::KnownBrowser(browser),
        (None, Some(address)) => Initiator::Address(check.client_id.clone(), address),
        (None, None) => Initiator::Client(check.client_id.clone()),
    };
    let Some(name) = name else {
        ctx.passwords.verify(check.password, None).await;
        return Ok(None);
    };
    let key = StandingKey::derive(&name, &initiator);
    let user = ctx.store.user_by_name(&name).await?;
    let now = ctx.clock.now();
    match &user {
        Some(_) => ctx
            .store
            .standing(key)
            .await?
            .map_or(Ok(()), |standing| standing.check(now))?,
        None => ctx.strangers.check(key, now)?,
    }
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let right = ctx.passwords.verify(check.password, stored).await;
    match user {
        Some(user) if right && user.state == UserState::Active => Ok(Some(user)),
        Some(user) => {
            count_failure(ctx, &user, key, check.address.as_deref()).await?;
            Ok(None)
        }
        None => {
            ctx.strangers.failed(key, now, &ctx.settings.limits);
            Ok(None)
        }
    }
}

async fn count_failure(
    ctx: &Ctx,
    user: &User,
    key: StandingKey,
    address: Option<&str>,
) -> Result<(), FlowError> {
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let standing = ctx
            .store
            .standing(key)
            .await?
            .unwrap_or(Standing::new(key, user.id));
        let unit = UnitOfWork::new("refuse_password")
            .put(standing.failed(now, &ctx.settings.limits))
            .record(
                Audit::new(AuditEvent::PasswordRefused, now)
                    .user(user.id)
                    .from(address),
            );
        if ctx.store.commit(unit).await? == Commit::Committed {
            metrics::counter!("countersign_verify_failures_total", "method" => "password").increment(1);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}
