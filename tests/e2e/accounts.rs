//! Accounts of people with mail: how they come about, are found again, and are changed.

mod browser;
mod delivery;
mod forgotten;
mod own_account;
mod sign_up;
mod strangers;

use countersign_tests::{Page, Phone, PlainBrowser, Provider, World};

/// A password that nobody guesses.
const NEW: &str = "teapot wedding gorilla 7";

/// A server on which people make their own accounts.
async fn open_world() -> World {
    World::with(|settings| settings.accounts.sign_up = true).await
}

/// Asks for an account.
async fn ask(browser: &mut PlainBrowser, name: &str, email: &str) -> Page {
    let form = [("username", name), ("email", email), ("password", NEW)];
    browser.post("/signup", &form).await
}

/// Alice with a mailbox and a phone of her own.
async fn alice() -> (World, Phone) {
    let world = World::start().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    let set_up = browser.log_in("alice").await;
    let code = browser.past_terms(&set_up).await.enrollment_code();
    let phone = world.scan(&code, Provider::Fcm).await;
    // The notice of it is not what these tests are about.
    world.mail_to("alice@example.org").await;
    (world, phone)
}
