//! Choosing how to log in: one pending login, every way a page of it, and no phone rings before it is chosen.

mod choice;
mod keyboard;
mod memory;
mod service;
mod waiting;

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_tests::{CodeApp, PASSWORD, Phone, PlainBrowser, Provider, RelyingParty, World};
use serde_json::json;

/// Alice with a password, a phone, the codes of its app, and recovery codes, all set up on our own pages in a browser that she
/// does not use afterwards.
async fn scene() -> (World, Phone, CodeApp) {
    let world = World::start().await;
    let (phone, app) = with_everything(&world, "alice").await;
    (world, phone, app)
}

/// A user with all of that.
async fn with_everything(world: &World, user: &str) -> (Phone, CodeApp) {
    let desk = world.client(&[Scope::Enroll]).await;
    set_up_by(&desk, world, user).await
}

/// The same, set up by this client.
async fn set_up_by(desk: &RelyingParty, world: &World, user: &str) -> (Phone, CodeApp) {
    world.user(user).await;
    let started = desk.enroll_as(user, json!({"kind": "combined"})).await;
    let mut browser = world.browser();
    let taken = browser.post(started.link(), &[("password", PASSWORD)]).await;
    let set_up = taken.location().to_owned();
    let uri = browser.past_terms(&set_up).await.enrollment_code();
    let phone = world.scan(&uri, Provider::Fcm).await;
    let mut app = phone.codes();
    let done = browser.post(&set_up, &[("code", &app.code())]).await;
    assert_eq!(done.status, 303);
    world.clock.advance(Duration::from_secs(30));
    (phone, app)
}

/// Where a browser is sent that opens `path`.
async fn led_from(browser: &mut PlainBrowser, path: &str) -> String {
    browser.get(path).await.location().to_owned()
}
