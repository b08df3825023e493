//! Answers of a phone: what approves, once, and only what was asked.

use std::time::Duration;

use countersign_mobile_sdk::{PushKind, Verdict};
use countersign_proto::{forgerock::jwt, signed};
use countersign_tests::{APPROVE, World, pick};
use data_encoding::BASE64;
use serde_json::json;

#[tokio::test]
async fn mitigation_1_an_approval_without_the_number_that_was_asked_for_fails() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    assert_eq!(shop.read(&login).await["reason"], "missing_number");
}

#[tokio::test]
async fn mitigation_2_numbers_belong_to_one_login_and_follow_no_pattern() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (first, one) = shop.ask(&mut phone, "alice", "pick").await;
    let (second, two) = shop.ask(&mut phone, "alice", "pick").await;
    assert_eq!(phone.answer(&two, pick(second.number().unwrap())).await, 200);
    assert_eq!(phone.answer(&one, pick(first.number().unwrap())).await, 200);
    for login in [&first, &second] {
        assert_eq!(
            shop.read(login).await["state"],
            "approved",
            "neither got the other's number"
        );
    }
    let mut places = [0; 3];
    for minute in 0..6 {
        for _ in 0..5 {
            let context = json!({"ip": format!("192.0.2.{minute}")});
            let request = json!({"username": "alice", "parallel": true, "context": context});
            let login = shop.login(request).await;
            let offered = phone.question().await.numbers().unwrap().map(u32::from);
            assert!(offered.is_sorted() && (10..100).contains(&offered[0]) && offered[2] < 100);
            places[offered.iter().position(|n| Some(*n) == login.number()).unwrap()] += 1;
        }
    }
    assert!(places.iter().all(|count| *count > 0), "{places:?}");
}

#[tokio::test]
async fn mitigation_3_there_is_one_try_at_the_number() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
    assert_eq!(phone.answer(&question, pick(9)).await, 200);
    assert_eq!(phone.answer(&question, pick(login.number().unwrap())).await, 400);
    assert_eq!(shop.read(&login).await["reason"], "wrong_number");
}

#[tokio::test]
async fn mitigation_4_a_denial_cannot_be_overwritten_before_anybody_looks() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["state"], "denied");
}

#[tokio::test]
async fn mitigation_8_an_answer_answers_one_question() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (first, one) = shop.ask(&mut phone, "alice", "none").await;
    let (second, two) = shop.ask(&mut phone, "alice", "none").await;
    assert_ne!(one.claims.challenge, two.claims.challenge);
    let mut body = phone.signed(&one, &json!({}));
    body["messageId"] = json!(two.message_id);
    assert_eq!(phone.post("authenticate", &body).await.0, 400);
    for login in [&first, &second] {
        assert_eq!(shop.read(login).await["state"], "pending");
    }
}

#[tokio::test]
async fn mitigation_18_only_hs256_signs_an_answer() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    let account = phone.account().clone();
    let response = signed::challenge_response(&account.secret, &question.claims.challenge);
    let claims = json!({"response": BASE64.encode(&response)}).to_string();
    for header in [
        r#"{"alg":"none"}"#,
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"hs256"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"typ":"JWT"}"#,
    ] {
        let jwt = jwt::sign_as(&account.secret, header, &claims);
        let body = json!({"messageId": question.message_id, "jwt": jwt});
        assert_eq!(phone.post("authenticate", &body).await.0, 400, "{header}");
    }
    assert_eq!(shop.read(&login).await["state"], "pending");
}

#[tokio::test]
async fn mitigation_23_a_promise_of_a_fingerprint_raises_nothing() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    assert_ne!(question.claims.kind, PushKind::Biometric, "nor is it asked for");
    let claims = json!({"biometric": true, "amr": ["bio"], "acr": "high"});
    let body = phone.signed(&question, &claims);
    assert_eq!(phone.post("authenticate", &body).await.0, 200);
    let asserted = shop.read(&login).await.claims();
    assert_eq!(asserted["acr"], "urn:countersign:acr:push");
    assert_eq!(asserted["amr"], json!(["swk", "user"]));
}

#[tokio::test]
async fn mitigation_24_time_is_up_when_the_server_says_so() {
    let (world, shop, mut phone) = World::enrolled().await;
    let (login, question) = shop.ask(&mut phone, "alice", "none").await;
    world.clock.advance(Duration::from_secs(120));
    assert_eq!(phone.answer(&question, APPROVE).await, 400);
    assert_eq!(shop.read(&login).await["state"], "expired");
}
