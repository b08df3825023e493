//! R4: who is suspended succeeds through no door.

use countersign::admin::Command;
use countersign_tests::{APPROVE, World, by_tap};
use serde_json::json;

#[tokio::test]
async fn r4_nobody_who_is_suspended_succeeds() {
    let (world, shop, mut phone) = World::enrolled().await;
    let name = || "alice".to_owned();
    // What ends before its push is sent is not sent, so each question is there before anything is suspended.
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    world.operate(Command::UserSuspend { name: name() }).await;
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    world.operate(Command::UserResume { name: name() }).await;

    let path = shop.authenticator("alice").await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.body["state"], "suspended");
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    shop.patch(&path, &json!({"state": "active"})).await;

    let (_login, question) = shop.ask(&mut phone, "alice", "none").await;
    let id = shop.id.clone();
    world.operate(Command::ClientSuspend { id }).await;
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "invalid-client");
}
