//! One-time passwords and recovery codes: proven before they count, each good once, guessing bounded.

mod apps;
mod combined;
mod once;
mod paper;

use std::time::Duration;

use countersign_tests::{Answer, CodeApp, Login, RelyingParty, World};
use serde_json::json;

/// A shop and a user whose app shows codes that count.
async fn scene(kind: &str) -> (World, RelyingParty, CodeApp) {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": kind})).await;
    assert_eq!(started["state"], "proving");
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    let proven = shop.code(&started, &app.code()).await;
    assert_eq!((proven.status, &proven.body["state"]), (200, &json!("completed")));
    // The code that proved it is used up.
    world.clock.advance(Duration::from_secs(30));
    (world, shop, app)
}

async fn login(shop: &RelyingParty) -> Login {
    shop.login(json!({"username": "alice", "parallel": true})).await
}

/// Status, problem, and how many attempts are left.
fn refused(answer: &Answer) -> (u16, &str, Option<u64>) {
    let left = answer.body["attempts_left"].as_u64();
    (answer.status, answer.problem(), left)
}
