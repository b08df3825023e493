//! Logging in by digital certificate: whose can decide a login, and what goes to the certificate door and comes back.
//!
//! The door is an address of its own, since browsers decide there whether to show a certificate. It decides nothing: it gives
//! the browser a proof of what was shown, and only the browser that started the login can hand that in (R10). Whoever is lured
//! to the door with the errand of another browser proves nothing there to anybody but themselves.

use std::time::Duration;

use countersign_proto::{
    ids::{AuthenticatorId, LoginId},
    signed,
};
use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;

use crate::{
    Ctx,
    model::{Authenticator, ClientId, Purpose, Timestamp},
    port::Holding,
};

/// How long a browser may take from the door back to the login.
const PROOF_HOLDS: Duration = Duration::from_secs(60);

/// The certificates among `holdings` that can decide a login of `client` at `now` (R4).
pub fn candidates<'a>(
    holdings: &'a [Holding],
    client: &ClientId,
    purpose: Purpose,
    now: Timestamp,
) -> impl Iterator<Item = &'a Authenticator> {
    let held = holdings.iter().map(|holding| &holding.authenticator);
    held.filter(move |one| one.credential.certificate().is_some_and(|own| own.is_valid(now)))
        .filter(move |one| one.serves(client, purpose))
}

/// Where a browser shows its certificate for a login; nowhere if there are no certificates here.
pub fn door_link(ctx: &Ctx, login: LoginId) -> Option<String> {
    door(ctx).map(|door| format!("{door}/login/{login}?errand={}", errand(ctx, login)))
}

/// Where a browser shows the certificate of an organisation, to have it added in the session of this login; nowhere if none is taken
/// here.
pub fn adding_link(ctx: &Ctx, login: LoginId) -> Option<String> {
    let door = door(ctx).filter(|_| !ctx.settings.certificates.authorities.is_empty())?;
    Some(format!("{door}/add/{login}?errand={}", adding_errand(ctx, login)))
}

fn door(ctx: &Ctx) -> Option<&str> {
    let settings = &ctx.settings.certificates;
    let door = settings.public_url.as_ref().filter(|_| settings.is_offered())?;
    Some(door.as_str().trim_end_matches('/'))
}

/// What sends a browser to the door for this login.
fn errand(ctx: &Ctx, login: LoginId) -> String {
    mac(ctx, &format!("certificate errand {login}"))
}

/// Whether a browser was sent to the door for this login.
pub(crate) fn is_errand(ctx: &Ctx, login: LoginId, shown: &str) -> bool {
    is_same(&errand(ctx, login), shown)
}

/// What sends a browser to the door to add a certificate in the session of this login.
fn adding_errand(ctx: &Ctx, login: LoginId) -> String {
    mac(ctx, &format!("certificate adding errand {login}"))
}

/// Whether a browser was sent to the door to add a certificate in the session of this login.
pub(crate) fn is_adding_errand(ctx: &Ctx, login: LoginId, shown: &str) -> bool {
    is_same(&adding_errand(ctx, login), shown)
}

/// What the door gives to a browser that has shown the certificate of `authenticator`.
pub(crate) fn proof(ctx: &Ctx, login: LoginId, authenticator: AuthenticatorId, now: Timestamp) -> String {
    let until = (now + PROOF_HOLDS).as_millis();
    format!(
        "{authenticator}.{until}.{}",
        proof_mac(ctx, login, authenticator, until)
    )
}

/// Whose certificate the door has seen for this login, if this is a proof of it that still holds.
pub(crate) fn proven(ctx: &Ctx, login: LoginId, proof: &str, now: Timestamp) -> Option<AuthenticatorId> {
    let mut parts = proof.splitn(3, '.');
    let authenticator: AuthenticatorId = parts.next()?.parse().ok()?;
    let until: i64 = parts.next()?.parse().ok()?;
    let is_ours = is_same(&proof_mac(ctx, login, authenticator, until), parts.next()?);
    (is_ours && now < Timestamp::from_millis(until)).then_some(authenticator)
}

fn proof_mac(ctx: &Ctx, login: LoginId, authenticator: AuthenticatorId, until: i64) -> String {
    mac(ctx, &format!("certificate proof {login} {authenticator} {until}"))
}

fn mac(ctx: &Ctx, said: &str) -> String {
    BASE64URL_NOPAD.encode(&signed::keyed_hash(&ctx.transfer_key, said))
}

fn is_same(ours: &str, shown: &str) -> bool {
    ours.as_bytes().ct_eq(shown.as_bytes()).into()
}
