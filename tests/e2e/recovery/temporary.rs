//! Codes that operators give.

use std::time::Duration;

use countersign::admin::{Command, execute};
use countersign_tests::{World, by_tap};
use serde_json::json;

use super::{Alice, MAILBOX, ask, gets_in};

fn command(reason: &str, hours: u64) -> Command {
    Command::UserTemporaryCode {
        name: "alice".to_owned(),
        reason: reason.to_owned(),
        hours,
    }
}

/// Has an operator give alice a code.
async fn issue(world: &World) -> String {
    let issued = world.operate(command("seen with her passport", 8)).await;
    issued["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn r12_a_temporary_code_lets_in_once_and_takes_nothing_stronger_away() {
    let mut alice = Alice::new().await;
    let code = issue(&alice.world).await;
    let told = alice.world.mail_to(MAILBOX).await;
    assert!(told.subject.contains("temporary code") && !told.text.contains(&code));
    let log = alice
        .world
        .operate(Command::AuditTail { limit: 5 })
        .await
        .to_string();
    assert!(
        log.contains("temporary_code_issued") && log.contains("seen with her passport"),
        "{log}"
    );
    assert!(!log.contains(&code));

    let mut browser = alice.world.browser();
    assert!(gets_in(&mut browser, &code).await);
    alice.browser = browser;
    let account = alice.browser.get("/account").await.text;
    assert!(account.contains("your password and a recovery code"), "{account}");
    let phone = alice.browser.methods().await.swap_remove(0);
    let page = alice.browser.get(&phone).await.text;
    assert!(page.contains("log in with something stronger first"), "{page}");
    let removed = alice.browser.post(&format!("{phone}/remove"), &[]).await;
    assert_eq!(removed.location(), format!("/login?next={phone}"));
    assert!(
        alice
            .browser
            .get("/account/methods")
            .await
            .text
            .contains("Pixel 8")
    );

    // One thing can be added, which is what it is for; with that the rest follows.
    let mut app = alice.add_codes().await;
    let second = alice.browser.post("/account/methods/add/codes", &[]).await;
    assert!(second.location().starts_with("/login?next="));
    let mut again = alice.world.browser();
    assert!(!gets_in(&mut again, &code).await, "it is spent");
    alice.world.clock.advance(Duration::from_secs(30));
    let mut stronger = alice.world.browser();
    assert!(gets_in(&mut stronger, &app.code()).await);
    let removed = stronger.post(&format!("{phone}/remove"), &[]).await;
    assert_eq!(removed.location(), "/account/methods");
}

#[tokio::test]
async fn s17_whoever_has_nothing_left_is_told_to_set_something_up() {
    let mut alice = Alice::new().await;
    let name = "alice".to_owned();
    alice.world.operate(Command::DeviceRevoke { name }).await;
    alice.is_told("an authenticator was removed").await;
    let code = issue(&alice.world).await;
    alice.is_told("a temporary code for your account").await;
    alice.browser = alice.world.browser();
    assert!(gets_in(&mut alice.browser, &code).await);
    for page in ["/account", "/account/methods"] {
        let page = alice.browser.get(page).await.text;
        assert!(page.contains("No authenticator is ready for use."), "{page}");
        assert!(page.contains("href=\"/account/methods"), "{page}");
    }
    alice.add_codes().await;
    let account = alice.browser.get("/account").await.text;
    assert!(account.contains("You have one."), "{account}");
}

#[tokio::test]
async fn a_temporary_code_ends_by_itself_and_by_the_next_one() {
    let alice = Alice::new().await;
    let (first, second) = (issue(&alice.world).await, issue(&alice.world).await);
    let mut browser = alice.world.browser();
    assert!(!gets_in(&mut browser, &first).await);
    alice.world.clock.advance(Duration::from_secs(8 * 3600));
    assert!(!gets_in(&mut browser, &second).await);
    assert!(!browser.is_logged_in().await);
}

#[tokio::test]
async fn a_temporary_code_needs_a_reason_an_open_account_and_a_short_life() {
    let alice = Alice::new().await;
    let opened = &alice.world.server().opened;
    for (reason, hours, said) in [
        ("", 1, "reason"),
        ("   ", 1, "reason"),
        ("\u{202e}txt", 1, "reason"),
        ("lost phone", 9, "1 to 8 hours"),
        ("lost phone", 0, "1 to 8 hours"),
        ("lost phone", u64::MAX, "1 to 8 hours"),
    ] {
        let denied = execute(opened, command(reason, hours)).await.unwrap_err();
        assert!(denied.0.contains(said), "{}", denied.0);
    }
    let name = || "alice".to_owned();
    alice.world.operate(Command::UserSuspend { name: name() }).await;
    let denied = execute(opened, command("lost phone", 1)).await.unwrap_err();
    assert!(denied.0.contains("suspended"), "{}", denied.0);
    let mut browser = alice.world.browser();
    assert_eq!(ask(&mut browser).await.status, 422);
}

#[tokio::test]
async fn r12_services_learn_that_it_was_a_recovery() {
    let alice = Alice::new().await;
    let shop = alice.world.shop().await;
    let code = issue(&alice.world).await;
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(shop.code(&login, &code).await.status, 200);
    let approved = shop.read(&login).await;
    assert_eq!(approved["method"], "temporary_code");
    let claims = approved.claims();
    assert_eq!(claims["acr"], "urn:countersign:acr:recovery");
    assert_eq!(claims["amr"], json!([]));
}
