//! R1, R2, R5, R6, R12: what decides a login, once, and how much that is worth.

use std::time::Duration;

use countersign_tests::{APPROVE, Provider, World, by_tap};
use serde_json::json;

#[tokio::test]
async fn r1_only_a_verified_answer_of_the_users_own_device_approves() {
    let (world, shop, mut phone) = World::enrolled().await;
    let bobs = world.phone(&shop, "bob", Provider::Fcm).await;
    let login = shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    // Bob's key, alice's question.
    let mut stolen = question.clone();
    stolen.account = bobs.account().clone();
    assert_eq!(bobs.answer(&stolen, APPROVE).await, 400);
    // Alice's key, but no proof of having seen the question.
    let unproven = phone.signed(
        &question,
        &json!({"response": data_encoding::BASE64.encode(&[0; 32])}),
    );
    assert_eq!(phone.post("authenticate", &unproven).await.0, 400);
    assert_eq!(shop.read(&login).await["state"], "pending");
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
}

#[tokio::test]
async fn r2_a_denial_on_one_phone_ends_the_login_on_all() {
    let (world, shop, mut first) = World::enrolled().await;
    let mut second = world
        .second_phone(&shop, "alice", &mut first, Provider::Apns)
        .await;
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(login["devices"].as_array().unwrap().len(), 2);
    assert_eq!(second.deny().await, 200);
    assert_eq!(first.approve(None).await, 400);
    assert_eq!(shop.read(&login).await["state"], "denied");
}

#[tokio::test]
async fn r5_a_wrong_missing_or_unreadable_number_fails_the_login() {
    let (_world, shop, mut phone) = World::enrolled().await;
    for (claims, reason) in [
        (json!({"challengeResponse": "9"}), "wrong_number"),
        (json!({"challengeResponse": null}), "missing_number"),
        (json!({"challengeResponse": "four"}), "missing_number"),
    ] {
        let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
        let body = phone.signed(&question, &claims);
        assert_eq!(phone.post("authenticate", &body).await, (200, "{}".to_owned()));
        let ended = shop.read(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("failed"), &json!(reason)),
            "{claims}"
        );
    }
}

#[tokio::test]
async fn r6_an_identical_repeat_is_accepted_and_nothing_else() {
    let (world, shop, mut phone) = World::enrolled().await;
    shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    let approval = phone.signed(&question, &json!({}));
    let other = phone.signed(&question, &json!({"again": true}));
    for (body, status) in [(&approval, 200), (&approval, 200), (&other, 400)] {
        assert_eq!(phone.post("authenticate", body).await.0, status);
    }
    world.clock.advance(Duration::from_secs(170));
    assert_eq!(
        phone.post("authenticate", &approval).await.0,
        200,
        "within a minute of the end"
    );
    world.clock.advance(Duration::from_secs(10));
    assert_eq!(
        phone.post("authenticate", &approval).await.0,
        400,
        "and not after"
    );
}

#[tokio::test]
async fn r12_an_asserted_first_factor_raises_nothing() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let request = json!({"username": "alice", "number_matching": "none", "first_factor": true});
    let login = shop.login(request).await;
    assert_eq!(phone.approve(login.number()).await, 200);
    let claims = shop.ended(&login).await.claims();
    assert_eq!(claims["acr"], "urn:countersign:acr:push");
    assert_eq!(
        (&claims["amr"], &claims["first_factor"]),
        (&json!(["swk", "user"]), &json!("asserted"))
    );
}
