//! Checks a password with the same work and the same limits whether or not the user exists (R7, R14).

use std::net::IpAddr;

use super::guess::Turn;
use crate::{
    Ctx, FlowError,
    model::{Audit, AuditEvent, ClientId, Initiator, StandingKey, TokenHash, User, UserName, UserState},
    passwords::{TypedPassword, Typist},
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
/// names as for known ones; [`FlowError::Store`] if nobody can tell; [`FlowError::Contended`] if a failure cannot be counted.
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
    let turn = Turn::begin(ctx, key)?;
    let user = ctx.store.user_by_name(&name).await?;
    let guesser = turn.check(ctx, key, user.as_ref().map(|user| user.id)).await?;
    let stored = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let right = ctx.passwords.verify(check.password, stored, typist).await?;
    match user.filter(|user| right && user.state == UserState::Active) {
        Some(user) => Ok(Some(user)),
        None => {
            let address = check.address.map(|address| address.to_string());
            let record = |user, now| {
                let audit = Audit::new(AuditEvent::PasswordRefused, now).user(user);
                audit.from(address.as_deref(), &*ctx.entropy)
            };
            guesser.failed(ctx, "password", record).await?;
            Ok(None)
        }
    }
}
