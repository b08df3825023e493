//! A code whose time is up on our own page: its person goes on without asking anybody for a link.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_tests::{Browser, CodeApp, NativePhone, PASSWORD, Phone, PlainBrowser, World, until};
use serde_json::json;

const EXPIRED: &str = "The code has expired";
const RENEW: &str = "Show a new code";
const MINUTE: Duration = Duration::from_secs(60);

/// Alice, who has a phone, where codes are good for a minute.
async fn scene() -> (World, PlainBrowser, Phone) {
    let world = World::with(|settings| settings.enrollment.ttl_secs = 60).await;
    world.user("alice").await;
    let (browser, phone) = world.first_phone("alice").await;
    (world, browser, phone)
}

/// Begins to add something: the page of its code.
async fn begin(browser: &mut PlainBrowser, what: &str) -> String {
    let begun = browser.post(&format!("/account/methods/add/{what}"), &[]).await;
    assert!(
        begun.location().starts_with("/enroll/code/"),
        "{}",
        begun.location()
    );
    begun.location().to_owned()
}

#[tokio::test]
async fn r11_another_code_takes_the_place_of_one_that_has_expired() {
    let (world, mut browser, mut phone) = scene().await;
    browser.log_in_by_phone("alice", &mut phone).await;
    let path = begin(&mut browser, "codes").await;
    let first = browser.get(&path).await.enrollment_code();
    // Too early it changes nothing.
    let renew = format!("{path}/renew");
    assert_eq!(browser.post(&renew, &[]).await.location(), path);
    assert_eq!(browser.get(&path).await.enrollment_code(), first);

    for swept in [false, true] {
        world.clock.advance(MINUTE);
        if swept {
            until("it is written that it has expired", async || {
                let log = world
                    .operate(countersign::admin::Command::AuditTail { limit: 50 })
                    .await;
                log.to_string().contains("enrollment_expired")
            })
            .await;
        }
        let expired = browser.get(&path).await;
        assert!(
            expired.text.contains(EXPIRED) && expired.text.contains(RENEW),
            "{}",
            expired.text
        );
        assert_eq!(expired.status, 409);
        assert!(!expired.text.contains("otpauth"));
        assert_eq!(browser.post(&renew, &[]).await.location(), path);
    }
    let last = browser.get(&path).await.enrollment_code();
    assert_ne!(last, first);
    // The first code is worth nothing any more.
    let mut old = CodeApp::scan(&first, world.clock.clone()).await;
    let mut new = CodeApp::scan(&last, world.clock.clone()).await;
    let refused = browser.post(&path, &[("code", &old.code())]).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let proven = browser.post(&path, &[("code", &new.code())]).await;
    assert_eq!(proven.location(), path);
    assert_eq!(browser.methods().await.len(), 2);
    // What is done is not begun anew, and the login has allowed its one.
    assert_eq!(browser.post(&renew, &[]).await.status, 409);
    let again = browser.post("/account/methods/add/codes", &[]).await;
    assert_eq!(again.location(), "/login?next=/account/methods/add/codes");
}

#[tokio::test]
async fn r11_only_who_began_it_gets_another_code_and_only_after_a_fresh_login() {
    let (world, mut browser, mut phone) = scene().await;
    browser.log_in_by_phone("alice", &mut phone).await;
    let path = begin(&mut browser, "phone").await;
    let renew = format!("{path}/renew");
    let first = browser.get(&path).await.enrollment_code();
    world.clock.advance(MINUTE);

    let foreign = ("sec-fetch-site", "cross-site");
    assert_eq!(browser.post_with(&renew, &[], foreign).await.status, 403);
    let mut stranger = world.browser();
    assert_eq!(stranger.post(&renew, &[]).await.location(), "/login");
    // The same person in another browser does not see the code's page.
    let mut other = world.browser();
    world.clock.advance(Duration::from_secs(1));
    other.log_in_by_phone("alice", &mut phone).await;
    assert_eq!(other.post(&renew, &[]).await.status, 404);
    assert_eq!(other.get(&path).await.status, 404);

    // A later login did not begin it.
    let mut later = browser.clone();
    later.log_in_by_phone("alice", &mut phone).await;
    assert!(!later.get(&path).await.text.contains(RENEW));
    assert_eq!(later.post(&renew, &[]).await.status, 404);

    // The old link is dead, and so is the new one once its phone is connected.
    browser.log_in_by_phone("alice", &mut phone).await;
    let path = begin(&mut browser, "phone").await;
    world.clock.advance(MINUTE);
    let renew = format!("{path}/renew");
    assert_eq!(browser.post(&renew, &[]).await.location(), path);
    let second = browser.get(&path).await.enrollment_code();
    assert!(
        NativePhone::follow(&first, None, world.clock.clone())
            .await
            .is_err()
    );
    NativePhone::follow(&second, None, world.clock.clone())
        .await
        .unwrap();
    world.clock.advance(MINUTE);
    assert_eq!(browser.post(&renew, &[]).await.status, 409);
}

#[tokio::test]
async fn a_code_is_renewed_where_it_lasts_as_long_as_a_login_is_fresh() {
    let world = World::start().await;
    world.user("alice").await;
    let (mut browser, mut phone) = world.first_phone("alice").await;
    browser.log_in_by_phone("alice", &mut phone).await;
    let path = begin(&mut browser, "codes").await;
    world.clock.advance(5 * MINUTE);
    let expired = browser.get(&path).await;
    assert!(expired.text.contains(RENEW), "{}", expired.text);
    let renew = format!("{path}/renew");
    assert_eq!(browser.post(&renew, &[]).await.location(), path);
    let mut app = CodeApp::scan(&browser.get(&path).await.enrollment_code(), world.clock.clone()).await;
    browser.post(&path, &[("code", &app.code())]).await;
    assert_eq!(browser.methods().await.len(), 2);
}

#[tokio::test]
async fn whoever_logged_in_too_long_ago_is_led_to_begin_again() {
    let (world, mut browser, mut phone) = scene().await;
    browser.log_in_by_phone("alice", &mut phone).await;
    world.clock.advance(4 * MINUTE + Duration::from_secs(30));
    let path = begin(&mut browser, "codes").await;
    world.clock.advance(5 * MINUTE + Duration::from_secs(30));
    let expired = browser.get(&path).await;
    assert!(!expired.text.contains(RENEW), "{}", expired.text);
    assert!(
        expired
            .text
            .contains("href=\"/login?next=/account/methods/add/codes\""),
        "{}",
        expired.text
    );
    assert_eq!(browser.post(&format!("{path}/renew"), &[]).await.location(), path);
    assert!(browser.get(&path).await.text.contains(EXPIRED));

    // Who came by a service's link asks there.
    world.user("bob").await;
    let office = world.client(&[Scope::Enroll]).await;
    let started = office.enroll_as("bob", json!({"kind": "totp"})).await;
    let mut bob = world.browser();
    let taken = bob.post(started.link(), &[("password", PASSWORD)]).await;
    world.clock.advance(MINUTE);
    let expired = bob.get(taken.location()).await;
    assert!(
        expired
            .text
            .contains("Ask for a new link where you were given this one."),
        "{}",
        expired.text
    );
}

#[tokio::test]
async fn in_a_browser_the_page_shows_the_next_code_by_itself() {
    let (world, _, mut phone) = scene().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
    tab.goto(&world.url("/account/methods/add/codes")).await;
    tab.fill("#label", "Laptop").await;
    tab.submit().await;
    let first = tab.attribute("#open", "href").await;
    world.clock.advance(MINUTE);
    until("another code is shown", async || {
        tab.attribute("#open", "href").await != first
    })
    .await;
    let uri = tab.attribute("#open", "href").await;
    let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You can now log in with: Laptop.").await;
    tab.assert_quiet().await;
}
