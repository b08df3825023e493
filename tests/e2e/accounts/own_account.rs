//! What people change about their own account.

use std::time::Duration;

use countersign::admin::Command;
use countersign_tests::{CodeApp, PASSWORD, Page, Phone, PlainBrowser, World};

use super::{NEW, alice};

/// A browser in which alice is logged in.
async fn logged_in(world: &World, phone: &mut Phone) -> PlainBrowser {
    let mut browser = world.browser();
    browser.log_in_by_phone("alice", phone).await;
    assert!(browser.is_logged_in().await);
    browser
}

fn header(page: &Page) -> &str {
    page.between("<header>", "</header>")
}

#[tokio::test]
async fn s15_the_header_shows_number_and_name_and_follows_a_change_of_it() {
    let (world, mut phone) = alice().await;
    let mut browser = logged_in(&world, &mut phone).await;
    assert!(!header(&world.browser().get("/login").await).contains("alice"));
    assert!(header(&browser.get("/account").await).contains("<bdi>100001-alice</bdi>"));
    let form = [("display_name", "ليلى <b>"), ("language", "en")];
    assert_eq!(
        browser.post("/account/profile", &form).await.location(),
        "/account"
    );
    for path in [
        "/account",
        "/account/profile",
        "/account/email",
        "/account/password",
        "/account/sessions",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(
            header(&page).contains("<bdi>100001-ليلى &#60;b&#62;</bdi>"),
            "{}",
            header(&page)
        );
    }
    for (name, language, status) in [("a\u{202E}b", "en", 422), ("x", "tlh", 422), ("", "en", 303)] {
        let form = [("display_name", name), ("language", language)];
        assert_eq!(
            browser.post("/account/profile", &form).await.status,
            status,
            "{name:?} {language}"
        );
    }
    assert!(header(&browser.get("/account").await).contains("100001-alice"));
}

/// What the code of a new app with one-time passwords calls the account.
async fn label(world: &World, browser: &mut PlainBrowser) -> String {
    let begun = browser.post("/account/methods/add/codes", &[]).await;
    let uri = browser.get(begun.location()).await.enrollment_code();
    CodeApp::scan(&uri, world.clock.clone()).await.account.name
}

#[tokio::test]
async fn s15_a_code_calls_the_account_what_the_header_does_and_follows_a_change_of_it() {
    let (world, mut phone) = alice().await;
    assert_eq!(phone.account().name, "100001-alice");
    let mut browser = logged_in(&world, &mut phone).await;
    assert_eq!(label(&world, &mut browser).await, "100001-alice");
    let form = [("display_name", "ليلى: العمل/البيت"), ("language", "en")];
    browser.post("/account/profile", &form).await;
    let mut browser = logged_in(&world, &mut phone).await;
    assert!(header(&browser.get("/account").await).contains("<bdi>100001-ليلى  العمل البيت</bdi>"));
    assert_eq!(label(&world, &mut browser).await, "100001-ليلى  العمل البيت");
    let records = world.operate(Command::AuditTail { limit: 100 }).await;
    let records = records.as_array().unwrap().iter();
    let changes = records.filter(|record| record["event"] == "profile_changed");
    assert_eq!(changes.count(), 1);
}

#[tokio::test]
async fn a_changed_password_ends_all_other_sessions_and_is_told() {
    let (world, mut phone) = alice().await;
    let mut elsewhere = logged_in(&world, &mut phone).await;
    let mut here = logged_in(&world, &mut phone).await;
    let change = [("old", "wrong"), ("password", NEW)];
    let wrong = here.post("/account/password", &change).await;
    assert_eq!(wrong.status, 422);
    let change = [("old", PASSWORD), ("password", NEW)];
    assert_eq!(here.post("/account/password", &change).await.status, 200);
    assert!(here.is_logged_in().await && !elsewhere.is_logged_in().await);
    let told = world.mail_to("alice@example.org").await;
    assert!(told.subject.ends_with("your password was changed"));
    world.clock.advance(Duration::from_secs(300));
    let change = [("old", NEW), ("password", PASSWORD)];
    let stale = here.post("/account/password", &change).await;
    assert_eq!(stale.status, 403);
    assert!(stale.text.contains("Please log in again"));
    assert!(here.is_logged_in().await);
}

#[tokio::test]
async fn an_address_is_changed_by_its_new_owner_and_both_are_told() {
    let (world, mut phone) = alice().await;
    let mut browser = logged_in(&world, &mut phone).await;
    assert!(
        browser
            .get("/account/email")
            .await
            .text
            .contains("alice@example.org")
    );
    assert_eq!(
        browser
            .post("/account/email", &[("email", "no address")])
            .await
            .status,
        422
    );
    browser
        .post("/account/email", &[("email", "new@example.org")])
        .await;
    let warned = world.mail_to("alice@example.org").await;
    assert!(
        warned.subject.ends_with("is to be changed") && !warned.text.contains("new@"),
        "{}",
        warned.text
    );
    let proof = world.mail_to("new@example.org").await;
    // The mailbox alone changes nothing: its owner logs in where the mail is read, and is led back.
    let path = proof.link().strip_prefix(&world.url("")).unwrap();
    let login = format!("/login?next={path}");
    let mut elsewhere = world.browser();
    assert_eq!(elsewhere.get(path).await.location(), login);
    assert_eq!(elsewhere.post(path, &[]).await.location(), "/login");
    let waiting = elsewhere.log_in_for("alice", path).await;
    let number = elsewhere.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    assert_eq!(elsewhere.get(&waiting).await.location(), path);
    assert_eq!(elsewhere.get(path).await.status, 200);
    assert_eq!(elsewhere.post(path, &[]).await.status, 200);
    assert_eq!(elsewhere.post(path, &[]).await.status, 409);
    for to in ["alice@example.org", "new@example.org"] {
        assert!(
            world
                .mail_to(to)
                .await
                .subject
                .ends_with("e-mail address was changed")
        );
    }
    assert!(
        browser
            .get("/account/email")
            .await
            .text
            .contains("new@example.org")
    );
}

#[tokio::test]
async fn r13_an_address_that_was_asked_for_in_a_session_is_not_changed_once_that_has_ended() {
    let (world, mut phone) = alice().await;
    let mut owner = logged_in(&world, &mut phone).await;
    let mut thief = logged_in(&world, &mut phone).await;
    thief
        .post("/account/email", &[("email", "thief@example.net")])
        .await;
    let link = world.mail_to("thief@example.net").await.link().to_owned();
    let path = link.strip_prefix(&world.url("")).unwrap();
    // The owner's other browser has not asked, and has been logged in for long.
    world.clock.advance(Duration::from_secs(301));
    let login = format!("/login?next={path}");
    assert_eq!(owner.get(path).await.location(), login);
    assert_eq!(owner.post(path, &[]).await.location(), login);
    assert_eq!(thief.get(path).await.status, 200, "it asked");
    owner.post("/account/sessions/end", &[]).await;
    assert_eq!(thief.get(path).await.location(), login);
    assert_eq!(thief.post(path, &[]).await.location(), "/login");
    let page = owner.get("/account/email").await;
    assert_eq!(page.status, 403, "only after another login: {}", page.text);
    let listed = world.operate(Command::UserList).await;
    let mut accounts = listed.as_array().unwrap().iter();
    assert!(
        accounts.any(|one| one["email"] == "alice@example.org"),
        "{listed}"
    );
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_but_this() {
    let (world, mut phone) = alice().await;
    let mut here = logged_in(&world, &mut phone).await;
    let mut second = logged_in(&world, &mut phone).await;
    let mut third = logged_in(&world, &mut phone).await;
    let list = here.get("/account/sessions").await;
    assert_eq!(list.text.matches("name=\"session\"").count(), 2);
    assert!(list.text.contains("This browser") && list.text.contains("127.0.0.1"));
    let id = list.between("name=\"session\" value=\"", "\"").to_owned();
    // What is nobody's, or somebody else's, ends nothing.
    let stranger = [("session", "00000000-0000-4000-8000-000000000000")];
    here.post("/account/sessions/end", &stranger).await;
    assert!(second.is_logged_in().await && third.is_logged_in().await);
    here.post("/account/sessions/end", &[("session", &id)]).await;
    let left = [second.is_logged_in().await, third.is_logged_in().await];
    assert_eq!(left, [true, false], "the latest is listed first");
    here.post("/account/sessions/end", &[]).await;
    assert!(here.is_logged_in().await && !second.is_logged_in().await);
}

#[tokio::test]
async fn s5_nobody_changes_anything_without_being_logged_in() {
    let world = World::start().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    for path in ["profile", "email", "password", "sessions"] {
        let page = browser.get(&format!("/account/{path}")).await;
        let login = format!("/login?next=/account/{path}");
        assert_eq!((page.status, page.location()), (303, login.as_str()), "{path}");
    }
    for (path, form) in [
        ("profile", &[("display_name", "x"), ("language", "en")][..]),
        ("email", &[("email", "eve@example.net")]),
        ("password", &[("old", PASSWORD), ("password", NEW)]),
        ("sessions/end", &[]),
    ] {
        let page = browser.post(&format!("/account/{path}"), form).await;
        assert_eq!((page.status, page.location()), (303, "/login"), "{path}");
    }
    world.settle().await;
    assert!(world.fakes.smtp.taken().is_empty());
}

#[tokio::test]
async fn a_session_is_never_the_one_that_a_browser_brought_along() {
    let (world, mut phone) = alice().await;
    let mut browser = logged_in(&world, &mut phone).await;
    let brought = browser.cookie("session").unwrap().to_owned();
    browser.log_in_by_phone("alice", &mut phone).await;
    assert_ne!(browser.cookie("session").unwrap(), brought);
}
