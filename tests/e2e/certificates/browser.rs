//! The same in Chromium, which is asked for its certificate by the door.

use countersign_core::settings::ClaimedStorage;
use countersign_test_postgres::free_address;
use countersign_tests::Browser;

use super::{desk::Desk, staff::Staff};

#[tokio::test]
async fn chromium_logs_in_with_a_certificate() {
    let port = free_address().unwrap().port();
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

#[tokio::test]
async fn chromium_adds_a_certificate_of_its_organisation_and_logs_in_with_it() {
    let port = free_address().unwrap().port();
    let staff = Staff::new();
    let authority = staff.settings(ClaimedStorage::SmartCard);
    let mut desk = Desk::with(|settings| {
        let certificates = &mut settings.certificates;
        certificates.listen = Some(([127, 0, 0, 1], port).into());
        certificates.public_url = Some(format!("https://localhost:{port}").parse().unwrap());
        certificates.authorities = vec![authority];
    })
    .await;
    let card = staff.card("alice");
    let browser = Browser::start().await;
    let door = format!("https://localhost:{port}");
    let tab = browser
        .tab_with_certificate(&door, &card.certificate, &card.key)
        .await;
    tab.log_in_by_phone(&desk.world, &mut desk.phone).await;
    tab.wait_for("Authentication methods").await;
    tab.goto(&desk.world.url("/account/methods/add/certificate"))
        .await;
    tab.click("a.button[href^='https://localhost']").await;
    tab.wait_for("Add this certificate?").await;
    tab.click("form[action$='/certificate/add'] button").await;
    tab.wait_for("You have a certificate.").await;
    let tab = browser
        .tab_with_certificate(&door, &card.certificate, &card.key)
        .await;
    tab.log_in(&desk.world).await;
    tab.click("input[value=certificate]").await;
    tab.submit().await;
    tab.click("a.button[href^='https://localhost']").await;
    tab.wait_for("your password and a digital certificate").await;
}
