//! The pages of an account: making one, finding it again, changing what is known of it, and the way back after a loss.

use std::time::Duration;

use countersign_tests::{PASSWORD, Provider, World};

use super::pages::Visitor;

/// Whoever makes an account here.
const MAILBOX: &str = "gina@example.org";
const NEW: &str = "teapot wedding gorilla 7";

/// The next link to `path` that is mailed to this address.
pub(super) async fn link(world: &World, mailbox: &str, path: &str) -> String {
    loop {
        let mail = world.mail_to(mailbox).await;
        let mut words = mail.text.split_whitespace();
        if let Some(link) = words.find(|word| word.starts_with("http") && word.contains(path)) {
            // The language of brackets puts them around a mail, too.
            return link.trim_end_matches('⟧').to_owned();
        }
    }
}

/// Opens a page that is there.
async fn open(visitor: &mut Visitor, name: &'static str, path: &str) {
    visitor.get(name, path).await;
    assert_eq!(visitor.status(), 200, "{name}");
}

/// Sends a form that is taken.
async fn send(visitor: &mut Visitor, name: &'static str, path: &str, form: &[(&str, &str)]) {
    visitor.post(name, path, form).await;
    assert_eq!(visitor.status(), 200, "{name}");
}

/// Sends a form that is not.
async fn refused(visitor: &mut Visitor, name: &'static str, path: &str, form: &[(&str, &str)]) {
    visitor.post(name, path, form).await;
    assert!(visitor.status() >= 400, "{name}: {}", visitor.status());
}

/// What can be added, before anything is; alice is logged in and has accepted the terms of use.
pub(super) async fn offers(visitor: &mut Visitor) {
    open(visitor, "list of methods", "/account/methods").await;
    for (name, path) in [
        ("add a phone", "/account/methods/add/phone"),
        ("add an app", "/account/methods/add/app"),
        ("add both", "/account/methods/add/both"),
        ("add codes", "/account/methods/add/codes"),
        ("add paper", "/account/methods/add/paper"),
        ("add a passkey", "/account/methods/add/passkey"),
    ] {
        open(visitor, name, path).await;
    }
    let label = [("label", "\u{202e}")];
    refused(visitor, "a name refused", "/account/methods/add/codes", &label).await;
}

/// What alice, who is logged in, changes about her account.
pub(super) async fn own_pages(world: &World, visitor: &mut Visitor) {
    open(visitor, "profile", "/account/profile").await;
    let profile = [("display_name", "\u{202e}"), ("language", "en")];
    refused(visitor, "profile refused", "/account/profile", &profile).await;
    open(visitor, "password", "/account/password").await;
    let wrong = [("old", "wrong"), ("password", NEW)];
    refused(visitor, "password refused", "/account/password", &wrong).await;
    let weak = [("old", PASSWORD), ("password", "alice")];
    refused(visitor, "password too weak", "/account/password", &weak).await;
    open(visitor, "sessions", "/account/sessions").await;
    open(visitor, "addresses", "/account/email").await;
    for (name, path, typed) in [
        ("address refused", "/account/email", "no address"),
        ("second address refused", "/account/second-email", "no address"),
        (
            "second address known",
            "/account/second-email",
            "alice@example.org",
        ),
    ] {
        refused(visitor, name, path, &[("email", typed)]).await;
    }
    for (asked, name, done, path, mailbox) in [
        (
            "address asked",
            "new address",
            "new address set",
            "/account/email",
            "new@example.org",
        ),
        (
            "second address asked",
            "second address",
            "second address set",
            "/account/second-email",
            "second@example.org",
        ),
    ] {
        send(visitor, asked, path, &[("email", mailbox)]).await;
        let link = link(world, mailbox, "/account/email/").await;
        open(visitor, name, &link).await;
        send(visitor, done, &link, &[]).await;
        visitor.get("a link that was used", &link).await;
    }
    open(visitor, "two addresses", "/account/email").await;
    let path = "/account/second-email/remove";
    send(visitor, "second address removed", path, &[]).await;
    let password = [("old", PASSWORD), ("password", NEW)];
    send(visitor, "password changed", "/account/password", &password).await;
    world.clock.advance(Duration::from_secs(301));
    let stale = [("old", NEW), ("password", PASSWORD)];
    refused(visitor, "login too old", "/account/password", &stale).await;
}

/// Gina makes an account, forgets what she chose, loses her phone, and stops the way back.
pub(super) async fn newcomers_pages(world: &World, visitor: &mut Visitor) {
    open(visitor, "sign up", "/signup").await;
    let form = |password: &'static str| [("username", "gina"), ("email", MAILBOX), ("password", password)];
    refused(visitor, "sign up refused", "/signup", &form("gina1234")).await;
    send(visitor, "sign up asked", "/signup", &form(PASSWORD)).await;
    let signed_up = link(world, MAILBOX, "/signup/").await;
    open(visitor, "sign up mailed", &signed_up).await;
    let wrong = [("password", "wrong")];
    refused(visitor, "sign up wrong password", &signed_up, &wrong).await;
    let right = [("password", PASSWORD)];
    send(visitor, "signed up", &signed_up, &right).await;
    visitor.get("sign up used", &signed_up).await;
    visitor.get("no such sign up", "/signup/none").await;

    open(visitor, "name forgotten", "/forgot/username").await;
    let mailbox = [("email", MAILBOX)];
    send(visitor, "name mailed", "/forgot/username", &mailbox).await;
    open(visitor, "password forgotten", "/forgot/password").await;
    let name = [("username", "gina")];
    send(visitor, "reset mailed", "/forgot/password", &name).await;
    let reset = link(world, MAILBOX, "/reset/").await;
    open(visitor, "reset", &reset).await;
    refused(visitor, "reset refused", &reset, &[("password", "gina1234")]).await;
    send(visitor, "reset done", &reset, &[("password", NEW)]).await;
    visitor.get("reset used", &reset).await;
    visitor.get("no such reset", "/reset/none").await;
    lost_pages(world, visitor).await;
}

async fn lost_pages(world: &World, visitor: &mut Visitor) {
    let login = [("username", "gina"), ("password", NEW)];
    let set_up = visitor.browser.post("/login", &login).await.location().to_owned();
    let code = visitor.browser.past_terms(&set_up).await.enrollment_code();
    let mut phone = world.scan(&code, Provider::Fcm).await;
    send(visitor, "way back asked", "/recover", &login).await;
    let back = link(world, MAILBOX, "/recover/").await;
    open(visitor, "way back", &back).await;
    send(visitor, "way back begun", &back, &[]).await;
    visitor.get("way back used", &back).await;
    visitor.get("no such way back", "/recover/none").await;
    let waiting = visitor.browser.post("/login", &login).await.location().to_owned();
    open(visitor, "wait during a recovery", &waiting).await;
    let number = visitor.browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    visitor.browser.get(&waiting).await;
    open(visitor, "account during a recovery", "/account").await;
    open(visitor, "methods during a recovery", "/account/methods").await;
    let stop = link(world, MAILBOX, "/recover/stop/").await;
    open(visitor, "stop", &stop).await;
    send(visitor, "stopped", &stop, &[]).await;
    visitor.get("stopped before", &stop).await;
    let begun = visitor.browser.post("/account/methods/add/paper", &[]).await;
    let path = begun.location().to_owned();
    open(visitor, "codes on paper", &path).await;
    let page = visitor.browser.get(&path).await;
    let code = page.between("<li><code translate=\"no\" dir=\"ltr\">", "<");
    visitor.browser.post(&path, &[("code", code)]).await;
    let phone = visitor.browser.methods().await.swap_remove(0);
    open(visitor, "removal leaves codes", &phone).await;
    send(visitor, "removal to be sure of", &format!("{phone}/remove"), &[]).await;
}
