//! Recognises browsers in which a user has logged in before: strangers' attempts never count against them (R14).

use data_encoding::BASE64URL_NOPAD;

use crate::{
    Ctx,
    model::{TokenHash, UserName},
    secrets::{Place, Sealed},
};

/// A cookie that proves, for this user only, that the browser has logged them in: the one that it `held`, if that is theirs, so
/// that a browser stays the same one to all limits however often it logs in.
pub fn issue(ctx: &Ctx, user: &UserName, held: Option<String>) -> String {
    if let Some(held) = held.filter(|held| recognise(ctx, held, user).is_some()) {
        return held;
    }
    let mut id = [0; 16];
    ctx.entropy.fill(&mut id);
    BASE64URL_NOPAD.encode(ctx.secrets.seal(place(user), &id).as_bytes())
}

/// The browser behind a cookie, if it was issued for this user.
pub fn recognise(ctx: &Ctx, cookie: &str, user: &UserName) -> Option<TokenHash> {
    let sealed = Sealed::from_stored(BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?);
    let id = ctx.secrets.open(place(user), &sealed).ok()?;
    Some(TokenHash::of(&id))
}

fn place(user: &UserName) -> Place<'_> {
    Place {
        column: "cookie.known",
        row: user.as_str().as_bytes(),
    }
}
