//! What clients are refused.

use countersign_core::model::Scope;
use serde_json::json;

use super::*;

#[tokio::test]
async fn numbers_that_are_none_are_refused_and_nothing_is_sent() {
    let world = World::with_telephones(|settings, _| {
        settings.phone.deny_countries = [81].into();
    })
    .await;
    let shop = world.shop().await;
    for (number, said) in [
        (
            json!("020 7946 0018"),
            "it must begin with + and the country code",
        ),
        (json!("+44 7400 CALLME"), "it is no telephone number"),
        (json!("+999 123 456"), "no such number"),
        (json!("+1 900 234 5678"), "neither a mobile phone nor a landline"),
        (json!("+819012345678"), "no code can be sent to this number"),
        (json!(null), "a number goes with the kind phone"),
    ] {
        let body = json!({"kind": "phone", "number": number});
        let refused = shop.post("/api/v1/users/alice/enrollments", &body).await;
        assert_eq!(refused.refusal(), (422, "invalid-request"), "{number}");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{detail}");
    }
    let both = json!({"kind": "totp", "number": NUMBER});
    let refused = shop.post("/api/v1/users/alice/enrollments", &both).await;
    assert_eq!(refused.problem(), "invalid-request");
    world.settle().await;
    assert!(world.fakes.messages.taken().is_empty());
}

#[tokio::test]
async fn a_server_without_a_gateway_offers_no_telephones() {
    let world = World::start().await;
    let shop = world.shop().await;
    let body = json!({"kind": "phone", "number": NUMBER});
    let refused = shop.post("/api/v1/users/alice/enrollments", &body).await;
    assert_eq!(refused.problem(), "invalid-request");
}

#[tokio::test]
async fn a_telephone_counts_once_its_code_was_typed_and_not_before() {
    let world = World::with_telephones(|_, _| {}).await;
    let shop = world.shop().await;
    let body = json!({"kind": "phone", "number": "+1 (202) 555-0123"});
    let started = shop.enroll_as("alice", body).await;
    assert_eq!(
        (&started["number"], &started["state"]),
        (&json!("+1 •••• 23"), &json!("proving"))
    );
    let attempt = shop.attempt(json!({"username": "alice"})).await;
    assert_eq!(attempt.problem(), "no-usable-authenticator");
    let first = world.fakes.messages.nth(0).await.code();
    let wrong = shop.code(&started, &other(&first)).await;
    assert_eq!(
        (wrong.problem(), &wrong.body["attempts_left"]),
        ("wrong-code", &json!(5))
    );
    let again = format!("{}/codes", started.path());
    assert_eq!(shop.post(&again, &json!({})).await.status, 429);
    world.clock.advance(std::time::Duration::from_secs(31));
    assert_eq!(shop.post(&again, &json!({})).await.status, 200);
    let second = world.fakes.messages.nth(1).await.code();
    if first != second {
        assert_eq!(shop.code(&started, &first).await.body["attempts_left"], 4);
    }
    let proven = shop.code(&started, &second).await;
    assert_eq!(proven.body["state"], "completed");
    let listed = shop.get("/api/v1/users/alice/authenticators").await;
    assert_eq!(listed.body["authenticators"][0]["kind"], "sms");
    assert_eq!(listed.body["authenticators"][0]["label"], "+1 •••• 23");
    assert!(!listed.body.to_string().contains("2025550123"));
}

#[tokio::test]
async fn an_unproven_telephone_is_gone_after_ten_minutes() {
    let world = World::with_telephones(|_, _| {}).await;
    let shop = world.shop().await;
    let body = json!({"kind": "phone", "number": NUMBER});
    let started = shop.enroll_as("alice", body).await;
    let code = world.fakes.messages.nth(0).await.code();
    world.clock.advance(std::time::Duration::from_secs(600));
    assert_eq!(
        shop.code(&started, &code).await.problem(),
        "enrollment-not-pending"
    );
    let again = format!("{}/codes", started.path());
    assert_eq!(
        shop.post(&again, &json!({})).await.problem(),
        "enrollment-not-pending"
    );
}

#[tokio::test]
async fn r10_r17_nobody_else_has_a_code_sent() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let path = format!("{}/codes", login.path());
    let stranger = world.client(&[Scope::Login]).await;
    assert_eq!(stranger.post(&path, &json!({})).await.status, 404);
    let anonymous = shop.anonymous(reqwest::Method::POST, &path).json(&json!({}));
    assert_eq!(shop.send(anonymous).await.status, 401);
    let unknown = ask(
        &shop,
        &login,
        json!({"authenticator_id": "00000000-0000-4000-8000-000000000000"}),
    )
    .await;
    assert_eq!(unknown.problem(), "invalid-request");
    let malformed = ask(&shop, &login, json!({"method": "pigeon"})).await;
    assert_eq!(malformed.problem(), "invalid-request");
    assert_eq!(world.fakes.messages.taken().len(), 1);
    let token = login.wait_token();
    let browser = shop.anonymous(reqwest::Method::POST, &path).bearer_auth(token);
    assert_eq!(
        shop.send(browser.json(&json!({}))).await.status,
        200,
        "the starting browser may"
    );
}

#[tokio::test]
async fn r8_a_repeat_sends_nothing_more() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let path = format!("{}/codes", login.path());
    for _ in 0..2 {
        let request = shop
            .request(reqwest::Method::POST, &path)
            .header("Idempotency-Key", "one");
        assert_eq!(shop.send(request.json(&json!({}))).await.status, 200);
    }
    shop.get(&login.path()).await;
    world.settle().await;
    assert_eq!(
        world.fakes.messages.taken().len(),
        2,
        "the first was the enrolment's"
    );
    assert_eq!(shop.post(&login.path(), &json!({})).await.status, 405);
    assert_eq!(shop.delete(&login.path()).await.status, 200);
    assert_eq!(ask(&shop, &login, json!({})).await.problem(), "login-not-pending");
}
