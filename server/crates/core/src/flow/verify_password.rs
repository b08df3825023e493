//! Checks a password with the same work and the same limits whether or not the user exists (R7, R14).

use std::net::IpAddr;

use countersign_proto::ids::UserId;
use uuid::Uuid;

use super::ATTEMPTS;
use crate::{
    Ctx, FlowError,
    model::{
        Audit, AuditEvent, ClientId, Initiator, Standing, StandingKey, TokenHash, User, UserName, UserState,
    },
    passwords::{TypedPassword, Typist},
    port::{Commit, UnitOfWork},
};

/// A name and a password, as typed.
#[derive(Debug)]
pub struct PasswordCheck {
    /// Through which client.
    pub client_id: ClientId,
    /// The name.
    pub username: String,
    /// The password.
    pub password: TypedPassword,
    /// From which address.
    pub address: Option<IpAddr>,
    /// In a browser that logged this user in before.
    pub known_browser: Option<TokenHash>,
}

/// The user, if name and password are right and the account is open. A right password does not forget earlier
/// failures; only a whole login does.
///
/// # Errors
/// [`FlowError::TooMany`] while this initiator is locked out or has another guess at this name under way, for unknown
/// names as for known ones.
pub async fn verify_password(ctx: &Ctx, check: PasswordCheck) -> Result<Option<User>, FlowError> {
    let initiator = Initiator::of(&check.client_id, check.known_browser, check.address);
    let typist = match check.known_browser {
        Some(_) => Typist::KnownBrowser,
        None => Typist::Anybody,
    };
    let Ok(name) = UserName::parse(&check.username) else {
        ctx.passwords.verify(check.password, None, typist).await?;
        return Ok(None);
    };
    let key = StandingKey::derive(&name, &initiator);
    // One after the other, so that no guess is judged before the one before it was counted.
    let _guess = ctx.passwords.begin_guess(key)?;
    let user = ctx.store.user_by_name(&name).await?;
    let id = user.as_ref().map_or(nobody(), |user| user.id);
    let standing = ctx.store.standing(id, key).await?;
    let now = ctx.clock.now();
    match &user {
        Some(_) => standing.map_or(Ok(()), |standing| standing.check(now))?,
        None => ctx.strangers.check(key, now)?,
    }
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let right = ctx.passwords.verify(check.password, stored, typist).await?;
    match user {
        Some(user) if right && user.state == UserState::Active => Ok(Some(user)),
        Some(user) => {
            count_failure(ctx, &user, key, check.address).await?;
            Ok(None)
        }
        None => {
            ctx.strangers.failed(key, now, &ctx.settings.limits);
            // Counting a failure of somebody who exists writes; so does this.
            ctx.store.check().await?;
            Ok(None)
        }
    }
}

/// Whom the store is asked about in the place of an unknown user, so that it has as much to do (R7).
const fn nobody() -> UserId {
    UserId::new(Uuid::nil())
}

async fn count_failure(
    ctx: &Ctx,
    user: &User,
    key: StandingKey,
    address: Option<IpAddr>,
) -> Result<(), FlowError> {
    let address = address.map(|address| address.to_string());
    for _ in 0..ATTEMPTS {
        let now = ctx.clock.now();
        let standing = Standing::found(ctx.store.standing(user.id, key).await?, key, user.id);
        let unit = UnitOfWork::new("refuse_password")
            .put(standing.failed(now, &ctx.settings.limits))
            .record(
                Audit::new(AuditEvent::PasswordRefused, now)
                    .user(user.id)
                    .from(address.as_deref(), &*ctx.entropy),
            );
        if ctx.store.commit(unit).await? == Commit::Committed {
            metrics::counter!("countersign_verify_failures_total", "method" => "password").increment(1);
            return Ok(());
        }
    }
    Err(FlowError::Contended)
}
