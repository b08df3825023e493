//! A person at the pages, in a real browser.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_mobile_sdk::{HttpTransport, Verdict, enroll};
use countersign_tests::{Browser, CodeApp, PASSWORD, Phone, Provider, Tab, World, pick};
use serde_json::json;

/// A user with a phone that was enrolled on our own page.
async fn enrolled(world: &World, tab: &Tab) -> Phone {
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    tab.goto(started.link()).await;
    tab.fill("#password", "wrong password").await;
    tab.submit().await;
    assert_eq!(tab.text("#error").await, "The password is wrong.");
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    let extent = async |answer: &str| tab.extent(&format!("button[value={answer}]")).await;
    assert_eq!(
        extent("accept").await,
        extent("cancel").await,
        "neither answer is urged"
    );
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    let phone = world.scan(&code, Provider::Fcm).await;
    tab.wait_for("You can now log in with: Pixel 8.").await;
    phone
}

#[tokio::test]
async fn enrol_and_log_in() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    let mut phone = enrolled(&world, &tab).await;
    // The page suggests to try it at once.
    tab.click("a.button[href='/login']").await;
    tab.fill("#username", "alice").await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    assert!(tab.path().await.starts_with("/login/wait/"));
    assert_eq!(phone.approve(tab.number().await).await, 200);
    tab.wait_for("You are logged in as alice.").await;
    assert_eq!(tab.path().await, "/account");
    tab.wait_for("your password, your phone and the number on it")
        .await;
    tab.click("form[action='/account/logout'] button").await;
    tab.goto(&world.url("/account")).await;
    assert_eq!(tab.path().await, "/login");
    tab.assert_quiet().await;
}

#[tokio::test]
async fn a_new_user_with_a_password_sets_up_a_phone_at_the_first_login() {
    let world = World::start().await;
    world.user("alice").await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.log_in(&world).await;
    assert!(tab.path().await.starts_with("/enroll/code/"));
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    let mut phone = world.scan(&code, Provider::Fcm).await;
    tab.wait_for("You can now log in with").await;
    tab.log_in(&world).await;
    phone.question().await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn every_end_of_a_login_has_its_page() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    let mut phone = enrolled(&world, &tab).await;
    for (verdict, words) in [
        (Some(Verdict::Deny), "The request was denied on your phone."),
        (Some(pick(9)), "Another number was picked on the phone."),
        (None, "Nobody answered in time."),
    ] {
        tab.log_in(&world).await;
        let question = phone.question().await;
        match verdict {
            Some(verdict) => assert_eq!(phone.answer(&question, verdict).await, 200),
            None => world.clock.advance(Duration::from_secs(120)),
        }
        tab.wait_for(words).await;
        tab.click("a.button").await;
        assert_eq!(tab.path().await, "/login");
    }
    tab.log_in(&world).await;
    phone.question().await;
    tab.click("form[action$='/resend'] button").await;
    tab.wait_for("We have only just sent it.").await;
    world.clock.advance(Duration::from_secs(20));
    tab.click("form[action$='/resend'] button").await;
    phone.question().await;
    tab.click("form[action$='/cancel'] button").await;
    tab.wait_for("The login was cancelled.").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn without_scripts_everything_works_by_reloading() {
    let world = World::start().await;
    let browser = Browser::start().await;
    let tab = browser.tab_without_scripts().await;
    let mut phone = enrolled(&world, &tab).await;
    tab.log_in_by_phone(&world, &mut phone).await;
    tab.wait_for("You are logged in as alice.").await;
}

#[tokio::test]
async fn a_link_serves_the_first_browser_alone() {
    let world = World::start().await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    let link = started.link();
    let browser = Browser::start().await;
    let (first, second) = (browser.tab().await, browser.tab().await);
    assert_eq!(first.goto(link).await, 200);
    assert_eq!(second.goto(link).await, 200, "a look takes nothing");
    first.submit().await;
    assert!(first.path().await.starts_with("/enroll/code/"));
    second.submit().await;
    second.wait_for("This has ended").await;
    let code_page = world.url(&first.path().await);
    assert_eq!(
        second.goto(&code_page).await,
        404,
        "the code is shown in one browser"
    );
    assert_eq!(first.reload().await, 200);
}

#[tokio::test]
async fn a_phone_that_a_service_set_up_is_confirmed_by_its_user() {
    let world = World::start().await;
    world.user("alice").await;
    let (shop, bank) = (world.shop().await, world.client(&[Scope::Login]).await);
    let started = shop.enroll("alice").await;
    let mut phone = world.scan(started.uri(), Provider::Fcm).await;
    let serves_everybody = async || {
        let answer = bank.attempt(json!({"username": "alice"})).await;
        answer.status == 201
    };

    let browser = Browser::start().await;
    let tab = browser.tab().await;
    let link = started.link();
    tab.goto(link).await;
    tab.wait_for("set up by Example Shop").await;
    confirm(&tab, "wrong password").await;
    tab.wait_for("User name or password is wrong.").await;
    tab.goto(link).await;
    confirm(&tab, PASSWORD).await;
    let question = phone.question().await;
    assert_eq!(question.claims.message, "Confirm this phone for Countersign?");
    assert_eq!(phone.answer(&question, pick(9)).await, 200);
    tab.wait_for("Another number was picked on the phone.").await;
    assert!(!serves_everybody().await);

    tab.goto(link).await;
    confirm(&tab, PASSWORD).await;
    let number = tab.number().await;
    assert!(!serves_everybody().await, "asking confirms nothing");
    assert_eq!(phone.approve(number).await, 200);
    tab.wait_for("You can now log in with: Pixel 8.").await;
    tab.goto(&world.url("/account")).await;
    assert_eq!(tab.path().await, "/login", "a confirmation logs nobody in");
    assert!(serves_everybody().await);
    assert_eq!(tab.goto(link).await, 409, "it is confirmed once");
    tab.assert_quiet().await;
}

#[tokio::test]
async fn an_app_with_codes_and_codes_on_paper_are_set_up_and_used_without_scripts_too() {
    let world = World::start().await;
    world.user("alice").await;
    let desk = world.client(&[Scope::Enroll]).await;
    let browser = Browser::start().await;
    for tab in [browser.tab().await, browser.tab_without_scripts().await] {
        let started = desk.enroll_as("bob", json!({"kind": "totp"})).await;
        assert_eq!(started.get("uri"), None);
        tab.goto(started.link()).await;
        tab.submit().await;
        tab.accept_terms().await;
        tab.wait_for("Set up your authenticator app").await;
        let uri = tab.attribute("#open", "href").await;
        let mut app = CodeApp::scan(&uri, world.clock.clone()).await;
        tab.click("main summary").await;
        let seed = tab.key().await;
        assert!(uri.contains(&format!("secret={seed}&")), "{uri}");
        tab.fill("#typed", "000000").await;
        tab.submit().await;
        tab.wait_for("5 attempts are left.").await;
        tab.fill("#typed", &app.code()).await;
        tab.submit().await;
        tab.wait_for("You can now log in with: One-time password app.")
            .await;
        tab.assert_quiet().await;
        let name = "bob".to_owned();
        world.operate(Command::UserDelete { name }).await;
    }

    let (tab, shop) = (browser.tab().await, world.shop().await);
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    tab.goto(started.link()).await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    let phone = world.scan(&code, Provider::Fcm).await;
    tab.wait_for("Your phone is connected.").await;
    let paper = tab.text(".paper li code").await;
    let mut app = phone.codes();
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("Is this yours?").await;
    for name in ["Pixel 8", "One-time password app", "Recovery codes"] {
        assert!(tab.html().await.contains(name), "{name}");
    }

    // What a service has set up is confirmed by a code as well as by a tap.
    world.clock.advance(Duration::from_secs(30));
    tab.click("label:has-text('One-time password app') input").await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.wait_for("Type your code").await;
    tab.fill("#typed", &paper).await;
    tab.submit().await;
    tab.wait_for("5 attempts are left.").await;
    tab.fill("#typed", &app.code()).await;
    tab.submit().await;
    tab.wait_for("You can now log in with: One-time password app.")
        .await;

    world.clock.advance(Duration::from_secs(30));
    tab.log_in(&world).await;
    tab.wait_for("Type your code").await;
    let code = app.code();
    tab.fill("#typed", &code).await;
    tab.submit().await;
    tab.wait_for("Verified in this login: your password and your one-time password.")
        .await;
    tab.assert_quiet().await;
}

async fn confirm(tab: &Tab, password: &str) {
    tab.click("input[name=authenticator]").await;
    tab.fill("#password", password).await;
    tab.submit().await;
}

#[tokio::test]
async fn names_are_shown_as_text() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    let mut device = world.new_phone(Provider::Fcm).device();
    device.name = "<img src=x onerror=alert(1)>\u{202e}".to_owned();
    let transport = HttpTransport::new(None).unwrap();
    enroll(started.uri(), &device, &transport).await.unwrap();
    let login = shop.login(json!({"username": "alice"})).await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.goto(&world.url(&login.page())).await;
    tab.wait_for("<img src=x onerror=alert(1)>").await;
    assert!(!tab.html().await.contains("<img src=\"x\""));
    assert_eq!(
        tab.path().await,
        format!("/login/wait/{}", login.id()),
        "the token left the address"
    );
    tab.assert_quiet().await;
}
