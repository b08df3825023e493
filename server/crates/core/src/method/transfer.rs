//! What crosses from the login page to a native phone, by eye, by camera, or within one browser.
//!
//! All of it is derived from the login's id under a key of this installation, so it is written down nowhere: no row, no
//! push and no log can hold it, and every node shows and accepts the same.

use countersign_proto::{
    ids::LoginId,
    native::link::{Action, Link, SCAN_SECRET_LEN},
    signed,
};
use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;

use crate::{
    Ctx,
    flow::issuer,
    model::{ClientId, Login, NumberPrompt},
};

/// What the login page shows to be picked or typed.
pub fn shown_number(ctx: &Ctx, login: &Login) -> Option<String> {
    match login.request.number {
        NumberPrompt::None => None,
        NumberPrompt::Pick(choice) => Some(choice.answer.to_string()),
        NumberPrompt::Type => Some(digits(ctx, login.id)),
    }
}

/// What the login page shows to be scanned, if a phone was asked that can.
pub fn scan_link(ctx: &Ctx, login: &Login) -> Option<String> {
    let action = Action::Scan {
        login: login.id,
        secret: derive(ctx, "scan", login.id),
    };
    fetches(login).then(|| link(ctx, action))
}

/// What the login page links to for a phone in the same browser, if a phone was asked that could be.
pub fn here_link(ctx: &Ctx, login: &Login) -> Option<String> {
    let possible = fetches(login) && is_own(login);
    possible.then(|| link(ctx, Action::Here { login: login.id }))
}

/// What the browser that started the login, and nobody else, hands to the phone in it.
///
/// A client's login has no such browser: its page is opened by an address with the wait token, and an address can be sent
/// to anybody.
pub fn here_proof(ctx: &Ctx, login: &Login) -> Option<String> {
    is_own(login).then(|| proof(ctx, login.id))
}

fn is_own(login: &Login) -> bool {
    login.client_id == ClientId::own_pages()
}

fn proof(ctx: &Ctx, login: LoginId) -> String {
    BASE64URL_NOPAD.encode(&derive::<16>(ctx, "here", login))
}

/// Whether these are the digits that the page shows.
pub(super) fn is_typed_rightly(ctx: &Ctx, login: LoginId, typed: &str) -> bool {
    digits(ctx, login).as_bytes().ct_eq(typed.as_bytes()).into()
}

/// Whether this is what was to be scanned.
pub(super) fn is_scanned_rightly(ctx: &Ctx, login: LoginId, scanned: &str) -> bool {
    let secret = derive::<SCAN_SECRET_LEN>(ctx, "scan", login);
    BASE64URL_NOPAD
        .encode(&secret)
        .as_bytes()
        .ct_eq(scanned.as_bytes())
        .into()
}

/// Whether this is the starting browser's proof.
pub(super) fn is_here(ctx: &Ctx, login: &Login, shown: &str) -> bool {
    is_own(login) && bool::from(proof(ctx, login.id).as_bytes().ct_eq(shown.as_bytes()))
}

fn fetches(login: &Login) -> bool {
    login.request.devices.iter().any(|device| device.fetches)
}

fn link(ctx: &Ctx, action: Action) -> String {
    Link {
        server: issuer(ctx),
        action,
    }
    .to_string()
}

/// Six decimal digits. The bias of the remainder is below 2⁻⁴³.
fn digits(ctx: &Ctx, login: LoginId) -> String {
    let number = u64::from_be_bytes(derive(ctx, "digits", login)) % 1_000_000;
    format!("{number:06}")
}

pub(super) fn derive<const N: usize>(ctx: &Ctx, purpose: &str, login: LoginId) -> [u8; N] {
    let whole = signed::keyed_hash(&ctx.transfer_key, &format!("{purpose} {login}"));
    let mut derived = [0; N];
    derived.copy_from_slice(&whole[..N]);
    derived
}
