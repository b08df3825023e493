//! The same by a person, in a real browser.

use countersign_tests::{Browser, Provider};

use super::{NEW, open_world};

#[tokio::test]
async fn sign_up_then_forget_the_password_and_choose_another() {
    let world = open_world().await;
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.goto(&world.url("/login")).await;
    tab.click("a[href='/signup']").await;
    tab.wait_for("Create your account").await;
    tab.fill("#username", "alice").await;
    tab.fill("#email", "alice@example.org").await;
    tab.fill("#password", "alice2024").await;
    tab.click("button.reveal").await;
    assert_eq!(tab.attribute("#password", "type").await, "text");
    assert_eq!(tab.text("button.reveal").await, "Hide");
    tab.submit().await;
    tab.wait_for("among the first that somebody would try").await;
    tab.fill("#password", NEW).await;
    tab.submit().await;
    tab.wait_for("Look into your mailbox").await;
    let mail = world.mail_to("alice@example.org").await;
    tab.goto(mail.link()).await;
    tab.fill("#password", NEW).await;
    tab.submit().await;
    tab.wait_for("Your account is ready").await;
    tab.click("a.button").await;
    tab.fill("#username", "ALICE").await;
    tab.fill("#password", NEW).await;
    tab.submit().await;
    tab.wait_for("By accepting, you undertake the following.").await;
    tab.accept_terms().await;
    let code = tab.attribute("#open", "href").await;
    let mut phone = world.scan(&code, Provider::Fcm).await;
    tab.wait_for("You can now log in with").await;
    let notice = world.mail_to("alice@example.org").await;
    assert!(notice.text.contains("Pixel 8"), "{}", notice.text);

    tab.goto(&world.url("/login")).await;
    tab.click("a[href='/forgot/password']").await;
    tab.fill("#username", "alice").await;
    tab.submit().await;
    tab.wait_for("Look into your mailbox").await;
    let mail = world.mail_to("alice@example.org").await;
    tab.goto(mail.link()).await;
    tab.fill("#password", "gorilla teapot wedding").await;
    tab.submit().await;
    tab.wait_for("Your password is set").await;
    tab.click("a.button").await;
    tab.fill("#username", "alice").await;
    tab.fill("#password", "gorilla teapot wedding").await;
    tab.submit().await;
    assert_eq!(phone.approve(tab.number().await).await, 200);
    tab.wait_for("You are logged in as alice.").await;
    assert!(tab.text("header").await.contains("100001-alice"));
    tab.click("a[href='/account/sessions']").await;
    tab.wait_for("This browser").await;
    tab.assert_quiet().await;
}

#[tokio::test]
async fn sign_up_works_without_scripts() {
    let world = open_world().await;
    let browser = Browser::start().await;
    let tab = browser.tab_without_scripts().await;
    tab.goto(&world.url("/signup")).await;
    assert!(!tab.html().await.contains("reveal"));
    tab.fill("#username", "alice").await;
    tab.fill("#email", "alice@example.org").await;
    tab.fill("#password", NEW).await;
    tab.submit().await;
    tab.wait_for("Look into your mailbox").await;
    let mail = world.mail_to("alice@example.org").await;
    tab.goto(mail.link()).await;
    tab.fill("#password", NEW).await;
    tab.submit().await;
    tab.wait_for("Your account is ready").await;
    tab.assert_quiet().await;
}
