//! One-time passwords, and codes on paper.

use std::time::Duration;

use countersign_tests::{CodeApp, Provider, World};
use serde_json::json;

#[tokio::test]
async fn mitigation_14_a_user_has_one_set_of_recovery_codes_and_each_works_once() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut phone = world.scan(started.uri(), Provider::Fcm).await;
    shop.code(&started, &phone.codes().code()).await;
    let paper = started.recovery_codes();
    let (login, _) = shop.ask(&mut phone, "alice", "none").await;
    assert_eq!(shop.code(&login, &paper[0]).await.body["method"], "recovery_code");
    let (login, _) = shop.ask(&mut phone, "alice", "none").await;
    assert_eq!(shop.code(&login, &paper[0]).await.body["attempts_left"], 5);
    // The second combined enrolment brings none: one set serves them all.
    assert_eq!(shop.code(&login, &paper[1]).await.status, 200);
    let body = json!({"kind": "combined", "approved_login": login["id"]});
    let second = shop.enroll_as("alice", body).await;
    assert_eq!(second.get("recovery_codes"), None);
}

#[tokio::test]
async fn mitigation_15_codes_have_their_length_their_window_and_their_order() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop
        .enroll_as("alice", json!({"kind": "totp", "digits": 8}))
        .await;
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    // The same step in another length is none of its codes.
    app.account.digits = 6;
    assert_eq!(shop.code(&started, &app.code()).await.problem(), "wrong-code");
    app.account.digits = 8;
    assert_eq!(shop.code(&started, &app.code()).await.status, 200);
    world.clock.advance(Duration::from_secs(150));
    let login = shop.login(json!({"username": "alice"})).await;
    for away in [-90, 90] {
        let outside = shop.code(&login, &app.code_in(away)).await;
        assert_eq!(outside.problem(), "wrong-code", "{away} seconds away");
    }
    assert_eq!(shop.code(&login, &app.code()).await.status, 200);
    let next = shop.login(json!({"username": "alice"})).await;
    for earlier in [0, -30] {
        assert_eq!(
            shop.code(&next, &app.code_in(earlier)).await.problem(),
            "wrong-code"
        );
    }
    assert_eq!(shop.code(&next, &app.code_in(30)).await.status, 200);
}

#[tokio::test]
async fn mitigation_16_an_app_that_shows_no_code_does_not_count() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    CodeApp::scan(started.uri(), world.clock.clone()).await;
    let refused = shop.attempt(json!({"username": "alice"})).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}
