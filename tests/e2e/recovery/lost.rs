//! Something is reported lost with the password alone.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_tests::{CodeApp, PlainBrowser};
use serde_json::json;

use super::{Alice, MAILBOX, ask, gets_in};

/// Reports the first thing on the page of a login.
async fn report(browser: &mut PlainBrowser, waiting: &str) -> countersign_tests::Page {
    let path = format!("{waiting}/lost");
    let page = browser.get(&path).await;
    let id = page.between("name=\"authenticator\" value=\"", "\"").to_owned();
    browser.post(&path, &[("authenticator", &id)]).await
}

#[tokio::test]
async fn r13_a_report_ends_what_rests_on_the_phone_and_its_owner_can_take_it_back() {
    let mut alice = Alice::new().await;
    let mut app = alice.add_codes().await;
    alice.world.clock.advance(Duration::from_secs(30));
    let mut thief = alice.browser.clone();
    let mut owner = alice.world.browser();
    let waiting = owner.log_in("alice").await;
    let page = owner.get(&format!("{waiting}/lost")).await.text;
    assert!(page.contains("Pixel 8") && page.contains("Laptop"), "{page}");
    let done = report(&mut owner, &waiting).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert!(!thief.is_logged_in().await, "the session rested on the phone");
    let told = alice.world.mail_to(MAILBOX).await;
    assert!(told.subject.contains("reported lost"), "{}", told.subject);

    // The login goes on by what is left, and the phone decides nothing.
    let typed = owner
        .post(&format!("{waiting}/code"), &[("code", &app.code())])
        .await;
    assert_eq!(typed.status, 303);
    assert_eq!(owner.get(&waiting).await.location(), "/account");
    let page = ask(&mut thief).await;
    let login = page.location().to_owned();
    assert!(login.starts_with("/login/wait/"), "{login}");
    let left = thief.get(&format!("{login}/lost")).await.text;
    assert!(!left.contains("Pixel 8") && left.contains("Laptop"), "{left}");

    alice.browser = owner;
    let [phone, _] = &alice.browser.methods().await[..] else {
        panic!("a phone and an app")
    };
    let page = alice.browser.get(phone).await.text;
    assert!(page.contains("Found again?"), "{page}");
    let found = alice.browser.post(&format!("{phone}/found"), &[]).await;
    assert_eq!(found.location(), "/account/methods");
    alice.world.clock.advance(Duration::from_secs(60));
    alice.log_in_by_phone().await;
    let again = alice.browser.post(&format!("{phone}/found"), &[]).await;
    assert_eq!(again.status, 404, "it is not lost");
}

#[tokio::test]
async fn r12_a_report_of_the_last_thing_grants_nothing() {
    let mut alice = Alice::new().await;
    let mut thief = alice.world.browser();
    let waiting = thief.log_in("alice").await;
    assert_eq!(report(&mut thief, &waiting).await.status, 200);
    let ended = thief.get(&waiting).await.text;
    assert!(
        !ended.contains("class=\"number\""),
        "nothing can decide it: {ended}"
    );
    assert!(!alice.browser.is_logged_in().await);
    // Nothing is set up by the password alone, though nothing can be used.
    let page = ask(&mut thief).await;
    assert_eq!(page.status, 422, "{}", page.text);
    assert!(page.text.contains("href=\"/recover\""), "{}", page.text);
    assert!(!thief.is_logged_in().await);
}

#[tokio::test]
async fn only_whoever_has_typed_the_password_reports_and_not_without_end() {
    let mut alice = Alice::new().await;
    let mut app = alice.add_codes().await;
    let shop = alice.world.client(&[Scope::Login, Scope::Manage]).await;
    let login = shop.login(json!({"username": "alice"})).await;
    let mut browser = alice.world.browser();
    let path = browser.get(&login.page()).await.location().to_owned();
    assert_eq!(browser.get(&format!("{path}/lost")).await.status, 404);
    let mut stranger = alice.world.browser();
    let waiting = alice.browser.log_in("alice").await;
    assert_eq!(stranger.get(&format!("{waiting}/lost")).await.status, 404);

    let phone = alice.browser.methods().await.swap_remove(0);
    for _ in 0..3 {
        alice.world.clock.advance(Duration::from_secs(60));
        let waiting = alice.browser.log_in("alice").await;
        assert_eq!(report(&mut alice.browser, &waiting).await.status, 200);
        let typed = alice
            .browser
            .post(&format!("{waiting}/code"), &[("code", &app.code())])
            .await;
        assert_eq!(typed.status, 303);
        assert_eq!(alice.browser.get(&waiting).await.location(), "/account");
        let found = alice.browser.post(&format!("{phone}/found"), &[]).await;
        assert_eq!(found.status, 303);
    }
    alice.world.clock.advance(Duration::from_secs(60));
    let waiting = alice.browser.log_in("alice").await;
    assert_eq!(report(&mut alice.browser, &waiting).await.status, 429);
}

#[tokio::test]
async fn neither_a_service_nor_a_recovery_takes_back_what_is_lost() {
    let mut alice = Alice::new().await;
    let codes = alice.add_paper().await;
    let waiting = alice.browser.log_in("alice").await;
    assert_eq!(report(&mut alice.browser, &waiting).await.status, 200);
    let mut browser = alice.world.browser();
    assert!(gets_in(&mut browser, &codes[1]).await);
    alice.browser = browser;
    let phone = alice.browser.methods().await.swap_remove(0);
    let found = alice.browser.post(&format!("{phone}/found"), &[]).await;
    assert_eq!(found.location(), format!("/login?next={phone}"));
    let shop = alice.world.client(&[Scope::Manage]).await;
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let id = phone.rsplit('/').next().unwrap();
    let states = listed["authenticators"].as_array().unwrap();
    assert!(
        states
            .iter()
            .any(|one| one["id"] == id && one["state"] == "suspended")
    );
    let path = format!("/api/v1/users/alice/authenticators/{id}");
    let refused = shop.patch(&path, &json!({"state": "active"})).await;
    assert_eq!(refused.problem(), "invalid-request");
}

#[tokio::test]
async fn r4_what_a_login_has_allowed_ends_with_what_it_rests_on() {
    for ended in ["lost", "password", "logout"] {
        let mut alice = Alice::new().await;
        let begun = alice.browser.post("/account/methods/add/codes", &[]).await;
        let path = begun.location().to_owned();
        let uri = alice.browser.get(&path).await.enrollment_code();
        let mut app = CodeApp::scan(&uri, alice.world.clock.clone()).await;
        let mut owner = alice.world.browser();
        match ended {
            "lost" => {
                let waiting = owner.log_in("alice").await;
                assert_eq!(report(&mut owner, &waiting).await.status, 200);
            }
            "password" => {
                let command = Command::UserPassword {
                    name: "alice".to_owned(),
                    password: "teapot wedding gorilla 7".to_owned(),
                };
                alice.world.operate(command).await;
            }
            _ => {
                alice.browser.post("/account/logout", &[]).await;
            }
        }
        let late = alice.browser.post(&path, &[("code", &app.code())]).await;
        assert_ne!(late.status, 303, "{ended}: {}", late.text);
        let shop = alice.world.shop().await;
        let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
        let listed = listed["authenticators"].as_array().unwrap();
        assert_eq!(listed.len(), 1, "{ended}: {listed:?}");
    }
}
