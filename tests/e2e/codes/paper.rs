//! Codes on paper.

use countersign_tests::{World, by_tap};
use serde_json::json;

use super::{login, refused};

#[tokio::test]
async fn recovery_codes_are_good_once_each_and_replaced_as_a_set() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "recovery_code"})).await;
    assert_eq!((started.get("uri"), &started["state"]), (None, &json!("proving")));
    let codes = started.recovery_codes();
    assert_eq!(
        refused(&shop.code(&started, "0000-0000-0000").await),
        (422, "wrong-code", Some(5))
    );
    let proven = shop.code(&started, &codes[3].to_lowercase()).await;
    assert_eq!(proven.body["state"], "completed");
    assert_eq!(proven.body.get("recovery_codes"), None);

    let first = login(&shop).await;
    assert_eq!(first["method"], "recovery_code");
    let approved = shop.code(&first, &codes[3].replace('-', " ")).await.body;
    assert_eq!(approved["state"], "approved", "showing it did not use it up");
    let claims = shop.read(&first).await.claims();
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("urn:countersign:acr:recovery"), &json!([]))
    );
    let second = login(&shop).await;
    assert_eq!(
        refused(&shop.code(&second, &codes[3]).await),
        (422, "wrong-code", Some(5))
    );
    assert_eq!(shop.code(&second, &codes[0]).await.body["state"], "approved");

    let body = json!({"kind": "recovery_code", "approved_login": second["id"]});
    let anew = shop.enroll_as("alice", body).await;
    let fresh = anew.recovery_codes();
    let third = login(&shop).await;
    let unproven = shop.code(&third, &fresh[0]).await;
    assert_eq!(refused(&unproven), (422, "wrong-code", Some(5)));
    shop.code(&anew, &fresh[0]).await;
    let old = shop.code(&third, &codes[1]).await;
    assert_eq!(refused(&old), (422, "wrong-code", Some(4)), "the old set is gone");
    assert_eq!(shop.code(&third, &fresh[0]).await.body["state"], "approved");
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    assert_eq!(listed["authenticators"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_spent_set_of_recovery_codes_lets_nobody_in() {
    let world = World::with(|settings| settings.limits.pushes_per_initiator_per_minute = 100).await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "recovery_code"})).await;
    let codes = started.recovery_codes();
    shop.code(&started, &codes[0]).await;
    for code in &codes {
        let login = login(&shop).await;
        assert_eq!(shop.code(&login, code).await.body["state"], "approved");
    }
    let spent = shop.attempt(by_tap("alice")).await;
    assert_eq!(spent.problem(), "no-usable-authenticator");
}
