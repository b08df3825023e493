//! Issues the signed proof of an approved login, to nobody but its client (R10).

use std::time::Duration;

use countersign_proto::{
    assertion::{AssertionClaims, FirstFactorClaim},
    signed,
};

use super::read_login::in_good_standing;
use crate::{
    Ctx,
    model::{FirstFactor, LoginState},
    port::LoginRead,
};

/// How long after the decision the assertion is issued and valid.
const TTL: Duration = Duration::from_secs(60);

/// The assertion of an approved login: the same bytes each time until a minute after the decision; nothing for a
/// login that was not approved, or whose user or client was suspended meanwhile (R13).
pub fn assert_login(ctx: &Ctx, read: &LoginRead) -> Option<String> {
    let login = &read.login;
    let LoginState::Approved(approval) = &login.state else {
        return None;
    };
    let assurance = login.assurance()?;
    let expires_at = approval.at + TTL;
    if ctx.clock.now() >= expires_at || !in_good_standing(read) {
        return None;
    }
    // Every claim comes from the row, so that a repeat signs the same bytes.
    let claims = AssertionClaims {
        iss: crate::flow::issuer(ctx),
        aud: login.client_id.to_string(),
        sub: login.request.username.to_string(),
        jti: login.id.to_string(),
        login: login.id,
        sid: login.id,
        acr: assurance.acr,
        amr: assurance.amr.into_iter().map(str::to_owned).collect(),
        first_factor: match login.request.first_factor {
            FirstFactor::None => FirstFactorClaim::None,
            FirstFactor::Asserted => FirstFactorClaim::Asserted,
            FirstFactor::Verified => FirstFactorClaim::Verified,
        },
        auth_time: approval.at.as_secs(),
        nonce: login.request.nonce.clone(),
        iat: approval.at.as_secs(),
        exp: expires_at.as_secs(),
    };
    Some(signed::sign_assertion(&ctx.assertion_key, &claims))
}
