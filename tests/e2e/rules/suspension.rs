//! R4: who is suspended succeeds through no door.

use countersign::admin::Command;
use countersign_tests::{World, by_tap};
use serde_json::json;

#[tokio::test]
async fn r4_nobody_who_is_suspended_succeeds() {
    let (world, shop, mut phone) = World::enrolled().await;
    let name = || "alice".to_owned();
    let login = shop.login(by_tap("alice")).await;
    world.operate(Command::UserSuspend { name: name() }).await;
    assert_eq!(phone.approve(None).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    world.operate(Command::UserResume { name: name() }).await;

    let path = shop.authenticator("alice").await;
    let login = shop.login(by_tap("alice")).await;
    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.body["state"], "suspended");
    assert_eq!(phone.approve(None).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "suspended");
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
    shop.patch(&path, &json!({"state": "active"})).await;

    shop.login(by_tap("alice")).await;
    let id = shop.id.clone();
    world.operate(Command::ClientSuspend { id }).await;
    assert_eq!(phone.approve(None).await, 400);
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "invalid-client");
}
