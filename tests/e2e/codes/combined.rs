//! A phone that answers pushes and shows codes.

use std::time::Duration;

use countersign_mobile_sdk::Account;
use countersign_tests::{APPROVE, Provider, World, pick};
use serde_json::json;

use super::login;

#[tokio::test]
async fn the_first_valid_answer_wins_whether_it_is_typed_or_tapped() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut phone = world.scan(started.uri(), Provider::Fcm).await;
    let mut app = phone.codes();
    assert_eq!(shop.code(&started, &app.code()).await.body["state"], "completed");
    world.clock.advance(Duration::from_secs(30));

    let typed = login(&shop).await;
    assert_eq!(typed["methods"], json!(["push", "totp", "recovery_code"]));
    let question = phone.question().await;
    assert_eq!(shop.code(&typed, &app.code()).await.body["method"], "totp");
    let late = phone
        .answer(&question, typed.number().map_or(APPROVE, pick))
        .await;
    assert_eq!(late, 400, "it is decided");

    world.clock.advance(Duration::from_secs(30));
    let tapped = login(&shop).await;
    assert_eq!(phone.approve(tapped.number()).await, 200);
    let late = shop.code(&tapped, &app.code()).await;
    assert_eq!(late.refusal(), (409, "login-not-pending"));
    assert_eq!(shop.read(&tapped).await["method"], "push");

    let denied = login(&shop).await;
    assert_eq!(phone.deny().await, 200);
    let late = shop.code(&denied, &app.code()).await;
    assert_eq!(
        late.problem(),
        "login-not-pending",
        "a denial stands against any code"
    );
}

#[tokio::test]
async fn both_halves_of_a_combined_enrolment_work_as_soon_as_each_is_proven() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    assert!(started.uri().starts_with("mfauth://totp/"));
    assert_eq!(started["state"], "pending");
    let paper = started.recovery_codes();
    assert_eq!(paper.len(), 10);
    let mut phone = world.scan(started.uri(), Provider::Fcm).await;
    let half = shop.get(&started.path()).await.body;
    assert_eq!((&half["state"], half.get("uri")), (&json!("proving"), None));
    login(&shop).await;
    phone.question().await;

    // Nobody ever types the code: what the phone was told stays true.
    world.clock.advance(Duration::from_secs(300));
    let ended = shop.get(&started.path()).await.body;
    assert_eq!(ended["state"], "expired");
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    let kinds: Vec<_> = listed["authenticators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(kinds, ["push"]);
    let login = login(&shop).await;
    assert_eq!(login["methods"], json!(["push"]));
    let unproven = shop.code(&login, &paper[0]).await;
    assert_eq!(unproven.problem(), "wrong-code", "the codes on paper are none");
}

#[tokio::test]
async fn a_combined_enrolment_whose_push_half_fails_leaves_codes_that_work() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut app = world.scan(started.uri(), Provider::Fcm).await.codes();
    let other = shop.enroll_as("bob", json!({"kind": "combined"})).await;
    let cancelled = shop.delete(&other.path()).await;
    assert_eq!(cancelled.body["state"], "cancelled");
    let mut phone = world.new_phone(Provider::Fcm);
    let half = phone.scan(other.uri()).await.unwrap_err();
    assert!(
        half.to_string().starts_with("codes work, but pushes do not"),
        "{half}"
    );
    assert!(matches!(phone.accounts(), [Account::Oath(_)]));

    let typed = shop.code(&started, &app.code()).await;
    assert_eq!(typed.body["state"], "completed");
}
