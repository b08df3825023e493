//! R13: what was approved is worth nothing once somebody concerned is suspended.

use countersign::admin::Command;
use countersign_tests::{Answer, Login, Phone, RelyingParty, World, by_tap};
use serde_json::{Value, json};

use super::pages::log_in_on_own_pages;

async fn approved(shop: &RelyingParty, phone: &mut Phone) -> Login {
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
    login
}

/// How it ended stays true, but there is no proof of it.
async fn assert_unproven(shop: &RelyingParty, login: &Login) {
    let read = shop.read(login).await;
    assert_eq!(
        (&read["state"], &read["assertion"]),
        (&json!("approved"), &Value::Null)
    );
}

/// The answer to an attempt to enrol one more phone on the strength of a login.
async fn enroll_with(shop: &RelyingParty, login: &Login) -> Answer {
    let body = json!({"kind": "push", "approved_login": login.id()});
    shop.post("/api/v1/users/alice/enrollments", &body).await
}

#[tokio::test]
async fn r13_nothing_is_issued_for_a_user_who_was_suspended_after_the_approval() {
    let (world, shop, mut phone) = World::enrolled().await;
    let login = approved(&shop, &mut phone).await;
    let name = "alice".to_owned();
    world.operate(Command::UserSuspend { name }).await;
    assert_unproven(&shop, &login).await;
    let refused = enroll_with(&shop, &login).await;
    assert_eq!(refused.refusal(), (403, "fresh-approval-required"));
}

#[tokio::test]
async fn r13_nothing_is_issued_for_an_authenticator_that_was_suspended_after_it_approved() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let login = approved(&shop, &mut phone).await;
    let path = shop.authenticator("alice").await;
    shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_unproven(&shop, &login).await;
}

/// R11 and R13 both forbid it, so it is named after neither.
#[tokio::test]
async fn an_authenticator_that_was_suspended_after_it_approved_lets_no_other_in() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let login = approved(&shop, &mut phone).await;
    let path = shop.authenticator("alice").await;
    shop.patch(&path, &json!({"state": "suspended"})).await;
    let refused = enroll_with(&shop, &login).await;
    assert_eq!(refused.refusal(), (403, "fresh-approval-required"));
    shop.patch(&path, &json!({"state": "active"})).await;
    assert_eq!(enroll_with(&shop, &login).await.status, 201);
}

#[tokio::test]
async fn r13_a_suspension_after_the_approval_opens_no_session_and_ends_the_open_one() {
    let world = World::start().await;
    let (mut phone, mut browser, waiting) = log_in_on_own_pages(&world).await;
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    let mut late = browser.clone();
    browser.get(&waiting).await;
    assert!(browser.is_logged_in().await);
    let name = "alice".to_owned();
    world.operate(Command::UserSuspend { name }).await;
    assert!(!browser.is_logged_in().await);
    late.get(&waiting).await;
    assert_eq!(late.cookie("session"), None);
}

#[tokio::test]
async fn r13_a_phone_that_is_revoked_after_the_approval_ends_the_session_for_good() {
    let world = World::start().await;
    let (mut phone, mut browser, waiting) = log_in_on_own_pages(&world).await;
    let number = browser.get(&waiting).await.number();
    assert_eq!(phone.approve(number).await, 200);
    let mut late = browser.clone();
    browser.get(&waiting).await;
    assert!(browser.is_logged_in().await);
    let name = "alice".to_owned();
    world.operate(Command::DeviceRevoke { name }).await;
    assert!(!browser.is_logged_in().await);
    late.get(&waiting).await;
    assert_eq!(late.cookie("session"), None);
}
