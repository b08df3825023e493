//! Codes that a person types: whose they are, and what is left of the authenticator afterwards.

use countersign_proto::ids::AuthenticatorId;

use super::{oath, recovery_code, temporary_code};
use crate::{
    Ctx,
    model::{Authenticator, ClientId, Credential, Purpose, Timestamp, TypedCode},
    port::Holding,
    secrets::{Place, Unsealable},
};

/// What a typed code is to one authenticator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeCheck {
    /// It is right; this is the credential after it, which accepts the same code never again (R6).
    Right(Credential),
    /// It is a code of this authenticator, but not one that is expected now. It counts as wrong; this credential
    /// accepts the code that follows it.
    Astray(Credential),
    /// It is not.
    Wrong,
}

/// Where what an authenticator shares with the server is sealed.
pub(crate) const fn secret_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: "authenticator.secret",
        row: id,
    }
}

/// The authenticators among `holdings` whose codes `client` takes now (R4), or the one that waits to be confirmed (R11).
pub fn candidates<'a>(
    holdings: &'a [Holding],
    client: &ClientId,
    purpose: Purpose,
) -> impl Iterator<Item = &'a Authenticator> {
    holdings
        .iter()
        .map(|holding| &holding.authenticator)
        .filter(|authenticator| {
            let credential = &authenticator.credential;
            !matches!(
                credential,
                Credential::Push(_) | Credential::Certificate(_) | Credential::Passkey(_)
            ) && !credential.is_spent()
        })
        .filter(move |authenticator| authenticator.serves(client, purpose))
}

/// What `code` is to an authenticator with this credential.
///
/// # Errors
/// [`Unsealable`] if its secret does not open.
pub fn check(
    ctx: &Ctx,
    id: AuthenticatorId,
    credential: &Credential,
    code: &TypedCode,
    now: Timestamp,
) -> Result<CodeCheck, Unsealable> {
    match credential {
        // What was sent to a telephone belongs to the login that it was sent for, see `super::telephone`.
        Credential::Push(_)
        | Credential::Certificate(_)
        | Credential::Passkey(_)
        | Credential::Telephone(_) => Ok(CodeCheck::Wrong),
        Credential::Oath(oath) => oath::check(ctx, id, oath, code, now),
        Credential::RecoveryCodes(codes) => recovery_code::check(ctx, id, codes, code),
        Credential::TemporaryCode(one) => temporary_code::check(ctx, id, one, code, now),
    }
}
