//! A person logs out on our own pages.

use countersign::admin::Command;
use serde_json::json;

use super::{Town, ids};

#[tokio::test]
async fn s16_logging_out_here_ends_the_sessions_of_every_service() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let at_shop = [town.log_in_at(&shop).await, town.log_in_at(&shop).await];
    let at_bank = [town.log_in_at(&bank).await];
    assert_eq!(at_shop[0].claims()["sid"], at_shop[0].id(), "a service knows it");
    let page = town.log_out_here().await;
    assert_eq!(page.status, 200);
    let told = page.between("<ul id=\"told\">", "</ul>");
    assert!(told.contains("<bdi>Shop</bdi>") && told.contains("<bdi>Bank</bdi>"));
    assert!(!page.text.contains("id=\"untold\""));
    assert!(!town.browser.is_logged_in().await);
    assert_eq!(town.sids("shop", &shop, 2).await, ids(&at_shop));
    assert_eq!(town.sids("bank", &bank, 1).await, ids(&at_bank));
    let records = town.records("logged_out").await;
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record["reason"] == "user"));

    // Whoever logs in and out again ends what came since, and nothing twice.
    town.pass(61);
    town.log_in_here().await;
    let page = town.log_out_here().await;
    assert_eq!(
        (page.status, page.location()),
        (303, "/login"),
        "there is nothing to say"
    );
    assert_eq!(town.told("shop", &shop, 2).await.len(), 2);
}

#[tokio::test]
async fn a_login_is_worth_nothing_once_its_person_is_out() {
    let mut town = Town::new().await;
    let shop = town.shop.clone();
    crate::policies::demand(&town.world, "filing", "push", 0).await;
    let login = town.log_in_at(&shop).await;
    assert!(login["assertion"].is_string() && login["logged_out_at"].is_null());
    let check = json!({"resource": "filing", "login": login.id()});
    assert_eq!(shop.post("/api/v1/policies/check", &check).await.status, 200);
    town.log_out_here().await;
    let after = shop.read(&login).await;
    assert_eq!(after["state"], "approved", "that it was approved stays so");
    assert!(after["logged_out_at"].is_string());
    assert!(after["assertion"].is_null() && after["acr"].is_null());
    assert_eq!(shop.post("/api/v1/policies/check", &check).await.status, 401);
    let fresh = json!({"kind": "totp", "approved_login": login.id()});
    let refused = shop.post("/api/v1/users/alice/enrollments", &fresh).await;
    assert_eq!(refused.problem(), "fresh-approval-required");
}

#[tokio::test]
async fn the_page_of_sessions_names_services_and_ends_them_with_all_others() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    assert!(
        !town
            .browser
            .get("/account/sessions")
            .await
            .text
            .contains("id=\"services\"")
    );
    let silent = town.world.shop().await;
    let at_shop = town.log_in_at(&shop).await;
    town.log_in_at(&silent).await;
    let page = town.browser.get("/account/sessions").await;
    let services = page.between("id=\"services\"", "</ul>");
    assert!(
        services.contains("<bdi>Shop</bdi>") && !services.contains("cannot be told"),
        "{services}"
    );
    assert!(
        !services.contains("Example Shop"),
        "nobody knows of sessions there"
    );
    assert!(!services.contains("Bank"));

    // One session ends by itself; all others end with those of services.
    let another = town.world.browser();
    let mut elsewhere = std::mem::replace(&mut town.browser, another);
    town.pass(61);
    town.log_in_here().await;
    let page = town.browser.get("/account/sessions").await;
    let one = page.between("name=\"session\" value=\"", "\"").to_owned();
    town.browser
        .post("/account/sessions/end", &[("session", &one)])
        .await;
    assert!(!elsewhere.is_logged_in().await);
    assert!(town.is_silent("shop").await);
    let ended = town.browser.post("/account/sessions/end", &[]).await;
    assert_eq!(ended.location(), "/account/sessions");
    assert!(town.browser.is_logged_in().await, "this one is kept");
    assert_eq!(town.sids("shop", &shop, 1).await, ids([&at_shop]));
    assert!(town.is_silent("bank").await, "nobody logged in there");
    let _ = bank;
}

#[tokio::test]
async fn a_service_that_cannot_be_told_is_named_so_and_a_day_later_not_at_all() {
    let mut town = Town::new().await;
    let (bank, silent) = (town.bank.clone(), town.world.shop().await);
    let (at_bank, elsewhere) = (town.log_in_at(&bank).await, town.log_in_at(&silent).await);
    let id = bank.id.clone();
    town.world
        .operate(Command::ClientLogoutUri { id, uri: None })
        .await;
    let page = town.log_out_here().await;
    let untold = page.between("<ul id=\"untold\">", "</ul>");
    assert!(untold.contains("<bdi>Bank</bdi>") && !page.text.contains("id=\"told\""));
    assert!(
        bank.read(&at_bank).await["logged_out_at"].is_string(),
        "it can ask"
    );
    assert!(
        silent.read(&elsewhere).await["logged_out_at"].is_null(),
        "it never wanted to know"
    );

    town.pass(61);
    town.log_in_here().await;
    let shop = town.shop.clone();
    town.log_in_at(&shop).await;
    town.pass(24 * 3600);
    town.log_in_here().await;
    assert_eq!(town.log_out_here().await.status, 303);
    assert!(town.is_silent("shop").await);
}

#[tokio::test]
async fn above_ten_logins_a_service_is_told_once_of_all() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    for _ in 0..11 {
        town.log_in_at(&shop).await;
        town.pass(61);
    }
    let at_bank = town.log_in_at(&bank).await;
    town.log_out_here().await;
    let told = town.told("shop", &shop, 1).await;
    assert_eq!(
        (told.len(), told[0].sid),
        (1, None),
        "without a login it means all of them"
    );
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&at_bank]));
}
