//! The same in Chromium, which is asked for its certificate by the door.

use std::net::TcpListener;

use countersign_tests::{Browser, Tab};

use super::desk::{Desk, PAGE};

#[tokio::test]
async fn chromium_logs_in_with_a_certificate() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut desk = Desk::with(|settings| {
        settings.certificates.listen = Some(([127, 0, 0, 1], port).into());
        settings.certificates.public_url = Some(format!("https://localhost:{port}").parse().unwrap());
    })
    .await;
    let alice = desk.certified().await;
    let browser = Browser::start().await;
    let door = format!("https://localhost:{port}");
    let tab = browser
        .tab_with_certificate(&door, &alice.certificate, &alice.key)
        .await;
    tab.log_in(&desk.world).await;
    tab.click("input[value=certificate]").await;
    tab.submit().await;
    tab.click("a.button[href^='https://localhost']").await;
    tab.wait_for("your password and a digital certificate").await;
    assert_eq!(tab.path().await, "/account");
}

/// Asserts that the page can be read by everybody, and keeps a picture of it.
async fn inspect(tab: &Tab, name: &str) {
    for scheme in ["dark", "light"] {
        tab.colours(scheme).await;
        assert_eq!(tab.barriers().await, [""; 0], "{name}, {scheme}");
    }
    tab.picture(name).await;
    tab.resize(320, 640).await;
    for percent in [100, 140] {
        tab.letters(percent).await;
        assert_eq!(tab.cut_off().await, [""; 0], "{name}, letters of {percent} %");
    }
    tab.letters(100).await;
    tab.resize(480, 800).await;
}

/// The pages of one's own certificate and of showing it, as people see them.
async fn pages_are_for_everybody(language: &str) {
    let mut desk = Desk::new().await;
    let browser = Browser::start().await;
    let tab = browser.tab_in(language).await;
    tab.log_in(&desk.world).await;
    let number = tab.number().await;
    assert_eq!(desk.phone.approve(number).await, 200);
    tab.text("h2, dl, .links").await;
    let named = |page: &str| format!("certificate-{page}-{language}");
    tab.goto(&desk.world.url(PAGE)).await;
    inspect(&tab, &named("ask")).await;
    tab.click(&format!("form[action='{PAGE}'] button")).await;
    tab.text(".notice").await;
    inspect(&tab, &named("asked")).await;
    desk.approve().await;
    tab.goto(&desk.world.url(PAGE)).await;
    inspect(&tab, &named("pick-up")).await;
    let request = desk.request("alice");
    tab.fill("#request", &request).await;
    tab.click(&format!("form[action='{PAGE}/pick-up'] button")).await;
    tab.click("a[href^='/account/methods/']").await;
    tab.text("dl code").await;
    inspect(&tab, &named("details")).await;
    tab.goto(&desk.world.url("/account/methods")).await;
    inspect(&tab, &named("methods")).await;
    let waiting = browser.tab_in(language).await;
    waiting.log_in(&desk.world).await;
    waiting.click("input[value=certificate]").await;
    waiting.submit().await;
    waiting.text("a.button[href^='https:']").await;
    inspect(&waiting, &named("show")).await;
}

#[tokio::test]
async fn pages_of_certificates_are_for_everybody_in_english() {
    pages_are_for_everybody("en").await;
}

#[tokio::test]
async fn pages_of_certificates_are_for_everybody_in_arabic() {
    pages_are_for_everybody("ar").await;
}
