//! Names and passwords that were forgotten.

use countersign::settings::MailSettings;
use countersign_core::model::MailedLink;
use countersign_tests::{PASSWORD, World};

use super::{NEW, alice};

#[tokio::test]
async fn the_mailbox_is_told_the_name_and_nobody_else() {
    let world = World::start().await;
    world.user_with_mail("alice", "Alice@example.org").await;
    world.user_with_mail("alice.work", "Alice@example.org").await;
    // Mail servers may tell letters of either case apart.
    world.user_with_mail("rival", "alice@example.org").await;
    let mut browser = world.browser();
    let known = browser
        .post("/forgot/username", &[("email", "alice@EXAMPLE.org")])
        .await;
    let unknown = browser
        .post("/forgot/username", &[("email", "nobody@example.org")])
        .await;
    assert_eq!((known.status, &known.text), (200, &unknown.text));
    let mail = world.mail_to("Alice@example.org").await;
    assert!(mail.text.contains("alice, alice.work"), "{}", mail.text);
    let mail = world.mail_to("alice@example.org").await;
    assert!(
        mail.text.contains("rival") && !mail.text.contains("work"),
        "{}",
        mail.text
    );
    assert!(!known.text.contains("alice"));
    let refused = browser.post("/forgot/username", &[("email", "alice")]).await;
    assert_eq!(refused.status, 422);
    world.settle().await;
    assert!(world.fakes.smtp.taken().is_empty());
}

#[tokio::test]
async fn r12_a_reset_logs_nobody_in_and_the_phone_is_asked_as_before() {
    let (world, mut phone) = alice().await;
    let mut thief = world.browser();
    let asked = thief.post("/forgot/password", &[("username", "ALICE")]).await;
    let unknown = thief.post("/forgot/password", &[("username", "nobody")]).await;
    assert_eq!((asked.status, &asked.text), (200, &unknown.text));
    let mail = world.mail_to("alice@example.org").await;
    assert_eq!(mail.subject, "Countersign: choose a new password");
    let page = thief.get(mail.link()).await;
    assert!(page.text.contains("alice") && page.header("referrer-policy") == "no-referrer");
    let done = thief.post(mail.link(), &[("password", NEW)]).await;
    assert!(done.text.contains("Your password is set"), "{}", done.text);
    assert_eq!(done.header("set-cookie"), "");
    assert!(!thief.is_logged_in().await);
    let told = world.mail_to("alice@example.org").await;
    assert_eq!(told.subject, "Countersign: your password was changed");
    let old = [("username", "alice"), ("password", PASSWORD)];
    assert_eq!(thief.post("/login", &old).await.status, 422);
    let new = [("username", "alice"), ("password", NEW)];
    let waiting = thief.post("/login", &new).await.location().to_owned();
    assert!(
        waiting.starts_with("/login/wait/"),
        "the phone is asked: {waiting}"
    );
    assert!(!thief.is_logged_in().await);
    let number = thief.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    assert_eq!(thief.get(&waiting).await.location(), "/account");
    assert!(thief.is_logged_in().await);
    // The link again, and a guess at one.
    for (link, status) in [(mail.link(), 409), ("/reset/guess", 404)] {
        assert_eq!(thief.get(link).await.status, status);
        assert_eq!(thief.post(link, &[("password", NEW)]).await.status, status);
    }
}

#[tokio::test]
async fn r13_a_login_that_was_approved_before_the_reset_opens_no_session_after_it() {
    let (world, mut phone) = alice().await;
    // Somebody knows the password, and alice taps before she thinks.
    let mut thief = world.browser();
    let waiting = thief.log_in("alice").await;
    let number = thief.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    let mut alice = world.browser();
    alice.post("/forgot/password", &[("username", "alice")]).await;
    let mail = world.mail_to("alice@example.org").await;
    assert_eq!(alice.post(mail.link(), &[("password", NEW)]).await.status, 200);
    thief.get(&waiting).await;
    assert!(!thief.is_logged_in().await);
}

#[tokio::test]
async fn a_password_that_is_easy_to_guess_does_not_use_the_link_up() {
    let world = World::start().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    browser.post("/forgot/password", &[("username", "alice")]).await;
    let mail = world.mail_to("alice@example.org").await;
    for password in ["short", "password1", "alice@example.org"] {
        let page = browser.post(mail.link(), &[("password", password)]).await;
        assert_eq!(page.status, 422, "{password}");
    }
    assert_eq!(browser.post(mail.link(), &[("password", NEW)]).await.status, 200);
}

#[tokio::test]
async fn a_reset_link_dies_after_half_an_hour() {
    let world = World::start().await;
    world.user_with_mail("alice", "alice@example.org").await;
    let mut browser = world.browser();
    browser.post("/forgot/password", &[("username", "alice")]).await;
    let mail = world.mail_to("alice@example.org").await;
    world.clock.advance(MailedLink::TTL);
    assert_eq!(browser.post(mail.link(), &[("password", NEW)]).await.status, 409);
    let old = [("username", "alice"), ("password", PASSWORD)];
    assert_eq!(browser.post("/login", &old).await.status, 303);
}

#[tokio::test]
async fn without_a_mail_server_the_pages_say_so() {
    let world = World::with(|settings| settings.mail = MailSettings::default()).await;
    let mut browser = world.browser();
    assert!(!browser.get("/login").await.text.contains("/forgot/"));
    for path in ["/forgot/username", "/forgot/password"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text.contains("This server sends no mail"), "{path}");
    }
}
