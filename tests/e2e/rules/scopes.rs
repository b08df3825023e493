//! R11: no client goes beyond its scopes, and none binds an authenticator to whoever has one.

use countersign_core::model::Scope;
use countersign_tests::{Login, World, by_tap};
use serde_json::{Value, json};

#[tokio::test]
async fn r11_no_client_goes_beyond_its_scopes_or_binds_a_second_authenticator() {
    let (world, shop, mut phone) = World::enrolled().await;
    let login_only = world.client(&[Scope::Login]).await;
    let enroll_only = world.client(&[Scope::Enroll]).await;
    let kind = json!({"kind": "push"});
    let refused = login_only.post("/api/v1/users/x/enrollments", &kind).await;
    assert_eq!(refused.problem(), "insufficient-scope");
    let refused = enroll_only.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "insufficient-scope");
    let refused = login_only.get("/api/v1/users/alice/authenticators").await;
    assert_eq!(refused.problem(), "insufficient-scope");
    let started = enroll_only.enroll("dave").await;
    assert_eq!(
        (&started["uri"], &started["links"]["qr_svg"]),
        (&Value::Null, &Value::Null)
    );
    assert!(started["links"]["page"].is_string());

    let enroll = "/api/v1/users/alice/enrollments";
    let refused = shop.post(enroll, &kind).await;
    assert_eq!(refused.problem(), "fresh-approval-required");
    let login = shop.login(by_tap("alice")).await;
    let with = |login: &Login| json!({"kind": "push", "approved_login": login.id()});
    let refused = shop.post(enroll, &with(&login)).await;
    assert_eq!(refused.problem(), "fresh-approval-required", "not approved yet");
    assert_eq!(phone.approve(None).await, 200);
    assert_eq!(shop.post(enroll, &with(&login)).await.status, 201);
    let refused = shop.post(enroll, &with(&login)).await;
    assert_eq!(refused.problem(), "fresh-approval-required", "used up");

    let path = shop.authenticator("alice").await;
    shop.patch(&path, &json!({"state": "suspended"})).await;
    let refused = shop.post(enroll, &kind).await;
    assert_eq!(
        refused.problem(),
        "fresh-approval-required",
        "suspending opens no door"
    );

    let raw = shop.enroll("erin").await;
    assert!(raw["uri"].is_string());
    let again = shop.get(&raw.path()).await.body;
    assert_eq!(again["uri"], Value::Null, "the code is said once");
}

#[tokio::test]
async fn r11_an_unconfirmed_authenticator_counts_for_its_client_alone() {
    let (world, shop, _phone) = World::enrolled().await;
    let other = world.client(&[Scope::Login]).await;
    let refused = other.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    assert_eq!(shop.attempt(by_tap("alice")).await.status, 201);
}
