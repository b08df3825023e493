//! Waiting for a decision: long poll, server-sent events, across a restart.

use std::time::Duration;

use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{Phone, RelyingParty, Vendor, World};
use reqwest::{Method, Response};
use serde_json::{Value, json};

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

async fn scene() -> (World, RelyingParty, Phone, Value) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    (world, shop, phone, login)
}

#[tokio::test]
async fn a_long_poll_ends_with_the_decision_or_its_time() {
    let (world, shop, mut phone, login) = scene().await;
    let path = format!("/api/v1/logins/{}", login["id"].as_str().unwrap());
    let question = phone.question().await;
    let (short, long) = (format!("{path}?wait_secs=10"), format!("{path}?wait_secs=30"));
    let poll = shop.get(&short);
    let (pending, ()) = tokio::join!(poll, async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        world.clock.advance(Duration::from_secs(10));
    });
    assert_eq!(pending.body["state"], "pending");
    let (decided, status) = tokio::join!(shop.get(&long), phone.answer(&question, APPROVE));
    assert_eq!((status, &decided.body["state"]), (200, &json!("approved")));
    assert_eq!(
        shop.get(&format!("{path}?wait_secs=56")).await.problem(),
        "invalid-request"
    );
}

#[tokio::test]
async fn a_wait_ends_at_the_end_of_the_login() {
    let (world, shop, _phone, login) = scene().await;
    let (expired, ()) = tokio::join!(shop.ended(&login), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        world.clock.advance(Duration::from_secs(120));
    });
    assert_eq!(expired["state"], "expired");
}

async fn events(shop: &RelyingParty, login: &Value, last: Option<&str>) -> Response {
    let path = format!("/api/v1/logins/{}/events", login["id"].as_str().unwrap());
    let token = login["wait_token"].as_str().unwrap();
    let mut request = shop.anonymous(Method::GET, &format!("{path}?wait_token={token}"));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn events_tell_the_state_at_once_then_each_move_and_end_with_the_login() {
    let (_world, shop, mut phone, login) = scene().await;
    let mut stream = events(&shop, &login, None).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let first = String::from_utf8(stream.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(
        first.contains("event: state") && first.contains("id: 1") && first.contains(r#""state":"pending""#)
    );
    let question = phone.question().await;
    phone.answer(&question, APPROVE).await;
    let mut rest = String::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        rest.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    assert!(
        rest.contains("id: 2") && rest.contains(r#""state":"approved""#),
        "{rest}"
    );
    assert!(!rest.contains("assertion"));
    assert_eq!(
        events(&shop, &login, Some("2")).await.status(),
        204,
        "a reader that has seen the end"
    );
    assert_eq!(
        events(&shop, &login, Some("1")).await.status(),
        200,
        "one that has not"
    );
}

#[tokio::test]
async fn a_login_survives_a_restart_of_the_server() {
    let (mut world, shop, mut phone, login) = scene().await;
    let question = phone.question().await;
    world.pause().await;
    world.resume().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    let ended = shop.ended(&login).await;
    assert_eq!(ended["state"], "approved");
    assert!(ended["assertion"].is_string());
}

#[tokio::test]
async fn a_push_that_was_not_sent_before_a_restart_is_sent_after_it() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    world
        .fakes
        .fcm
        .script(&phone.push_token, [countersign_fakes::Reply::Never]);
    shop.login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    world.settle().await;
    assert!(!phone.has_push());
    let mut world = world;
    world.pause().await;
    world.resume().await;
    let question = phone.question().await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
}

#[tokio::test]
async fn a_clock_set_back_neither_approves_nor_loses_anything() {
    let (world, shop, mut phone, login) = scene().await;
    let question = phone.question().await;
    world.clock.set_back(Duration::from_secs(30));
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let next = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let late = phone.question().await;
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(phone.answer(&late, APPROVE).await, 400);
    assert_eq!(shop.ended(&next).await["state"], "expired");
}
