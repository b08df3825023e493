//! A service says that its user has logged out there.

use countersign_core::model::Scope;
use countersign_tests::by_tap;
use reqwest::Method;
use serde_json::json;

use super::{Town, ids, says_out};

#[tokio::test]
async fn s16_logging_out_at_one_service_ends_the_sessions_of_the_others_and_our_own() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let (here, in_another_browser) = (town.log_in_at(&shop).await, town.log_in_at(&shop).await);
    let at_bank = town.log_in_at(&bank).await;
    let out = says_out(&shop, &here).await;
    assert_eq!(out.status, 200, "{:?}", out.body);
    assert_eq!(out.body["state"], "approved");
    assert!(out.body["logged_out_at"].is_string() && out.body["assertion"].is_null());
    assert!(!town.browser.is_logged_in().await);
    assert_eq!(town.sids("bank", &bank, 1).await, ids([&at_bank]));
    assert_eq!(
        town.sids("shop", &shop, 1).await,
        ids([&in_another_browser]),
        "the other one has ended already"
    );
    let records = town.records("logged_out").await;
    assert_eq!(records.len(), 3);
    assert!(records.iter().all(|record| record["reason"] == "service"));
    assert_eq!(town.records("session_ended").await.len(), 1);
}

#[tokio::test]
async fn saying_so_again_does_nothing_and_what_came_since_goes_on() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let first = town.log_in_at(&shop).await;
    let path = format!("{}/logout", first.path());
    let keyed = || {
        shop.request(Method::POST, &path)
            .header("idempotency-key", "k")
            .json(&json!({}))
    };
    let said = shop.send(keyed()).await;
    assert_eq!(said.status, 200);
    town.pass(61);
    town.log_in_here().await;
    town.log_in_at(&bank).await;
    for answer in [shop.send(keyed()).await, says_out(&shop, &first).await] {
        assert_eq!(
            (answer.status, &answer.body["logged_out_at"]),
            (200, &said.body["logged_out_at"])
        );
    }
    assert!(
        town.browser.is_logged_in().await,
        "a new login is not ended by the old one"
    );
    assert!(town.is_silent("bank").await);
    let other = shop
        .request(Method::POST, &path)
        .header("idempotency-key", "k")
        .body("{ }");
    assert_eq!(shop.send(other).await.problem(), "idempotency-key-reused");
}

#[tokio::test]
async fn only_the_client_of_an_approved_login_says_so() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    let login = town.log_in_at(&shop).await;
    let path = format!("{}/logout", login.path());
    let wait_token = login["wait_token"].as_str().unwrap_or_default().to_owned();
    assert!(wait_token.is_empty(), "only the start has it");
    let asked = shop.login(by_tap("alice")).await;
    let asked_path = format!("{}/logout", asked.path());
    let pending = says_out(&shop, &asked).await;
    assert_eq!(pending.refusal(), (409, "login-not-approved"));
    let token = shop
        .anonymous(Method::POST, &asked_path)
        .bearer_auth(asked.wait_token());
    assert_eq!(
        shop.send(token).await.problem(),
        "invalid-client",
        "browsers say nothing for services"
    );
    let token = format!("{asked_path}?wait_token={}", asked.wait_token());
    let token = shop.anonymous(Method::POST, &token);
    assert_eq!(shop.send(token).await.problem(), "invalid-client");
    assert_eq!(town.phone.deny().await, 200);
    assert_eq!(says_out(&shop, &asked).await.problem(), "login-not-approved");

    assert_eq!(
        says_out(&bank, &login).await.problem(),
        "not-found",
        "another client's"
    );
    assert_eq!(
        shop.with_secret("wrong").post(&path, &json!({})).await.status,
        401
    );
    let manager = town.world.client(&[Scope::Manage]).await;
    assert_eq!(
        manager.post(&path, &json!({})).await.problem(),
        "insufficient-scope"
    );
    let member = shop.post(&path, &json!({"user": "bob"})).await;
    assert_eq!(member.refusal(), (422, "invalid-request"));
    assert_eq!(shop.post("/api/v1/logins/x/logout", &json!({})).await.status, 404);
    town.suspend(&shop).await;
    assert_eq!(says_out(&shop, &login).await.problem(), "invalid-client");
    assert!(
        town.browser.is_logged_in().await,
        "nothing of this has ended anything"
    );
    assert!(town.is_silent("bank").await && town.is_silent("shop").await);
}

#[tokio::test]
async fn a_service_learns_nothing_of_others_and_ends_nobody_elses_sessions() {
    let mut town = Town::new().await;
    let (shop, bank) = (town.shop.clone(), town.bank.clone());
    town.world.user("bob").await;
    let mut bobs = town
        .world
        .phone(&bank, "bob", countersign_tests::Provider::Apns)
        .await;
    let login = bank.login(by_tap("bob")).await;
    assert_eq!(bobs.approve(None).await, 200);
    let (alone, beside) = (town.log_in_at(&shop).await, town.log_in_at(&shop).await);
    let body = |answer: countersign_tests::Answer| {
        let members = answer.body.as_object().unwrap().keys().cloned();
        (answer.status, members.collect::<Vec<String>>())
    };
    let first = body(says_out(&shop, &alone).await);
    town.log_in_at(&bank).await;
    let second = body(says_out(&shop, &beside).await);
    assert_eq!(first, second, "whether there is another service does not show");
    assert!(
        bank.read(&login).await["logged_out_at"].is_null(),
        "bob stays where he is"
    );
}
