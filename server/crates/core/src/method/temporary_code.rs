//! Temporary codes: one at a time for a user, good once and for a while, kept as a keyed hash.

use countersign_proto::{ids::AuthenticatorId, keys::SharedSecret, signed};
use zeroize::Zeroizing;

use super::{
    code::{CodeCheck, secret_place},
    recovery_code,
};
use crate::{
    Ctx,
    model::{
        Authenticator, AuthenticatorState, CodeOrigin, Confirmation, Credential, TemporaryCode, Timestamp,
        TokenHash, TypedCode, User, Version,
    },
    port::Holding,
    secrets::Unsealable,
};

/// A new one for `user`, and the code as its owner gets it.
pub fn issue(
    ctx: &Ctx,
    user: &User,
    origin: CodeOrigin,
    usable_from: Timestamp,
    expires_at: Timestamp,
    now: Timestamp,
) -> (Authenticator, Zeroizing<String>) {
    let id = AuthenticatorId::new(ctx.entropy.uuid());
    let code = recovery_code::draw_one(&*ctx.entropy);
    let mut key = Zeroizing::new([0; 32]);
    ctx.entropy.fill(key.as_mut());
    let hash = hash(&SharedSecret::from_bytes(*key), &TypedCode::new(&code));
    let credential = TemporaryCode {
        key: ctx
            .secrets
            .seal(secret_place(id.as_uuid().as_bytes()), key.as_ref()),
        unused: Some(hash),
        origin,
        usable_from,
        expires_at,
        mailed_by: None,
    };
    let authenticator = Authenticator {
        id,
        user_id: user.id,
        label: ctx.texts.text(&user.language, "method-temporary-code", &[]),
        credential: Credential::TemporaryCode(credential),
        state: AuthenticatorState::Active,
        confirmation: Confirmation::ByUser,
        failures: 0,
        created_at: now,
        version: Version::FIRST,
    };
    (authenticator, code)
}

/// Those among `holdings`, each with its authenticator.
pub fn held(holdings: &[Holding]) -> impl Iterator<Item = (&Authenticator, &TemporaryCode)> {
    holdings
        .iter()
        .filter_map(|holding| match &holding.authenticator.credential {
            Credential::TemporaryCode(code) => Some((&holding.authenticator, code)),
            _ => None,
        })
}

/// What `typed` is to this code at `now`.
///
/// # Errors
/// [`Unsealable`] if the key of its hash does not open.
pub fn check(
    ctx: &Ctx,
    id: AuthenticatorId,
    code: &TemporaryCode,
    typed: &TypedCode,
    now: Timestamp,
) -> Result<CodeCheck, Unsealable> {
    let Some(expected) = code.unused.filter(|_| code.works(now)) else {
        return Ok(CodeCheck::Wrong);
    };
    let key = ctx
        .secrets
        .open(secret_place(id.as_uuid().as_bytes()), &code.key)?;
    let key = SharedSecret::from_slice(&key).map_err(|_| Unsealable)?;
    if hash(&key, typed) != expected {
        return Ok(CodeCheck::Wrong);
    }
    Ok(CodeCheck::Right(Credential::TemporaryCode(TemporaryCode {
        unused: None,
        ..code.clone()
    })))
}

fn hash(key: &SharedSecret, code: &TypedCode) -> TokenHash {
    TokenHash::from_bytes(signed::keyed_hash(key, &recovery_code::read(code)))
}
