//! The same in Chromium, which is asked for its certificate by the door.

use std::net::TcpListener;

use countersign_tests::Browser;

use super::desk::Desk;

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
