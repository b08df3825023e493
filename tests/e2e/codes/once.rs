//! Each code is good once, and guessing is bounded.

use std::time::Duration;

use countersign::admin::Command;
use countersign_tests::{CodeApp, World};
use reqwest::Method;
use serde_json::json;

use super::{login, refused, scene};

#[tokio::test]
async fn six_wrong_codes_end_an_enrolment() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "totp"})).await;
    for left in (0..6).rev() {
        let answer = shop.code(&started, "abc").await;
        assert_eq!(refused(&answer), (422, "wrong-code", Some(left)));
    }
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    let late = shop.code(&started, &app.code()).await;
    assert_eq!(late.problem(), "enrollment-not-pending");
}

#[tokio::test]
async fn r14_guessing_ends_the_login_then_locks_the_guesser_and_at_last_the_app() {
    let (world, shop, mut app) = scene("totp").await;
    let guess = async |address: &str| {
        let context = json!({"ip": address});
        shop.login(json!({"username": "alice", "context": context})).await
    };
    let first = guess("192.0.2.1").await;
    for left in (0..6).rev() {
        let answer = shop.code(&first, "000000").await;
        assert_eq!(refused(&answer), (422, "wrong-code", Some(left)));
    }
    let ended = shop.read(&first).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("failed"), &json!("too_many_codes"))
    );
    let late = shop.code(&first, &app.code()).await;
    assert_eq!(late.problem(), "login-not-pending");
    let second = guess("192.0.2.1").await;
    for _ in 0..4 {
        shop.code(&second, "000000").await;
    }
    let locked = shop.code(&second, &app.code()).await;
    assert_eq!(locked.refusal(), (429, "too-many-requests"));

    // The owner elsewhere is not kept out by it, until a hundred in a row show that somebody is at it for good.
    let own = guess("198.51.100.7").await;
    assert_eq!(shop.code(&own, &app.code()).await.body["state"], "approved");
    for round in 0..17 {
        let login = guess(&format!("203.0.113.{round}")).await;
        for _ in 0..6 {
            shop.code(&login, "000000").await;
        }
    }
    let path = shop.authenticator("alice").await;
    assert_eq!(shop.get(&path).await.body["state"], "locked");
    let name = "alice".to_owned();
    world.operate(Command::UserUnlock { name }).await;
    world.clock.advance(Duration::from_secs(60));
    let own = guess("198.51.100.7").await;
    assert_eq!(shop.code(&own, &app.code()).await.body["state"], "approved");
}

#[tokio::test]
async fn the_same_request_again_is_answered_again_and_counts_once() {
    let (_world, shop, mut app) = scene("totp").await;
    let login = login(&shop).await;
    let path = format!("{}/code", login.path());
    let send = async |key: &str, code: &str| {
        let request = shop.request(Method::POST, &path).header("idempotency-key", key);
        shop.send(request.json(&json!({"code": code}))).await
    };
    for _ in 0..3 {
        assert_eq!(refused(&send("a", "000000").await), (422, "wrong-code", Some(5)));
    }
    let code = app.code();
    for _ in 0..2 {
        assert_eq!(send("b", &code).await.body["state"], "approved");
    }
    assert_eq!(send("b", "000000").await.problem(), "idempotency-key-reused");
}

#[tokio::test]
async fn r6_a_code_opens_one_login_only() {
    let (world, shop, mut app) = scene("totp").await;
    let (first, second) = (login(&shop).await, login(&shop).await);
    let code = app.code();
    let (one, other) = tokio::join!(shop.code(&first, &code), shop.code(&second, &code));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "whichever came first");
    let pending = if one.status == 200 { &second } else { &first };
    assert_eq!(
        refused(&shop.code(pending, &code).await),
        (422, "wrong-code", Some(4))
    );
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(shop.code(pending, &app.code()).await.status, 200);
}
