//! Remembers in a browser by which method a user logged in there last, so that the next login can begin with it.

use data_encoding::BASE64URL_NOPAD;

use crate::{
    Ctx,
    model::{Method, UserName},
    secrets::{Place, Sealed},
};

/// Longer than the word of any method. All cookies are of one length, so that theirs says nothing.
const WIDTH: usize = 24;

/// A cookie that tells us, and nobody else, by which method this user logged in.
pub fn issue(ctx: &Ctx, user: &UserName, method: Method) -> String {
    let mut padded = [b' '; WIDTH];
    let word = method.as_str().as_bytes();
    padded[..word.len()].copy_from_slice(word);
    BASE64URL_NOPAD.encode(ctx.secrets.seal(place(user), &padded).as_bytes())
}

/// The method in a cookie, if it was issued for this user.
pub fn recognise(ctx: &Ctx, cookie: &str, user: &UserName) -> Option<Method> {
    let sealed = Sealed::from_stored(BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?);
    let padded = ctx.secrets.open(place(user), &sealed).ok()?;
    Method::from_word(std::str::from_utf8(&padded).ok()?.trim_end())
}

fn place(user: &UserName) -> Place<'_> {
    Place {
        column: "cookie.method",
        row: user.as_str().as_bytes(),
    }
}
