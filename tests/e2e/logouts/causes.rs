//! Whatever closes an account, or what somebody logged in with, ends the sessions of services too.

use countersign::admin::Command;
use countersign_tests::PASSWORD;

use super::{Town, ids};

/// A town in which alice is logged in at the bank; an operator's command; the bank is told.
async fn ends(command: Command) {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let login = town.log_in_at(&bank).await;
    town.world.operate(command).await;
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&login]));
    assert!(town.is_silent("shop").await);
    let records = town.records("logged_out").await;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["reason"], "protection");
    let _ = shop;
}

#[tokio::test]
async fn an_operator_who_closes_an_account_ends_services() {
    let name = || "alice".to_owned();
    ends(Command::UserSuspend { name: name() }).await;
    ends(Command::UserDelete { name: name() }).await;
    ends(Command::DeviceRevoke { name: name() }).await;
    ends(Command::UserPassword {
        name: name(),
        password: "a quite different horse".to_owned(),
    })
    .await;
}

#[tokio::test]
async fn a_lost_phone_ends_what_rests_on_it_and_nothing_else() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let by_phone = town.log_in_at(&shop).await;
    let mut app = town.add_codes().await;
    town.pass(61);
    let by_code = bank.login(countersign_tests::by_tap("alice")).await;
    let typed = bank.code(&by_code, &app.code()).await;
    assert_eq!(typed.body["state"], "approved", "{:?}", typed.body);
    let mut owner = town.world.browser();
    let waiting = owner.log_in("alice").await;
    let lost = format!("{waiting}/lost");
    let page = owner.get(&lost).await;
    let id = page.between("name=\"authenticator\" value=\"", "\"").to_owned();
    assert_eq!(owner.post(&lost, &[("authenticator", &id)]).await.status, 200);
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&by_phone]));
    assert!(town.is_silent("bank").await, "that login rests on the app");
}

#[tokio::test]
async fn whoever_repudiates_a_change_or_changes_the_password_ends_services() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let first = town.log_in_at(&shop).await;
    let form = [("old", PASSWORD), ("password", "a quite different horse")];
    let changed = town.browser.post("/account/password", &form).await;
    assert!(changed.status < 400, "{}", changed.text);
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&first]));

    let second = town.log_in_at(&bank).await;
    let mail = loop {
        let mail = town.world.mail_to("alice@example.org").await;
        if mail.text.contains("/not-me/") {
            break mail;
        }
    };
    let mut owner = town.world.browser();
    assert_eq!(owner.post(mail.link(), &[]).await.status, 200);
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&second]));
    assert_eq!(
        town.told("shop", &shop, 1).await.len(),
        1,
        "that one was told before"
    );
}
