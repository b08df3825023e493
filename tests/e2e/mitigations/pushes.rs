//! What is pushed, how often, and what a phone believes of it.

use countersign_mobile_sdk::{Account, read_push};
use countersign_proto::{forgerock::jwt, keys::SharedSecret};
use countersign_tests::{Provider, World, claims};
use data_encoding::BASE64;
use serde_json::{Value, json};

#[tokio::test]
async fn mitigation_5_nobody_is_pushed_into_saying_yes() {
    let (world, shop, mut phone) = World::enrolled().await;
    let start = async || shop.attempt(json!({"username": "alice"})).await;
    for _ in 0..2 {
        assert_eq!(start().await.status, 201);
        assert_eq!(phone.deny().await, 200);
    }
    let refused = start().await;
    let pause: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(refused.status == 429 && (50..=60).contains(&pause), "{refused:?}");
    world.settle().await;
    assert!(!phone.has_push());
}

#[tokio::test]
async fn mitigation_6_our_phone_believes_no_push_that_its_server_did_not_sign() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (_, question) = shop.ask(&mut phone, "alice", "none").await;
    let account = phone.account().clone();
    let now = question.claims.created_at_ms;
    let claims = json!({
        "u": account.mechanism_uid, "c": BASE64.encode(&[7; 32]), "l": "YQ==", "t": "120",
        "i": now.to_string(), "m": "Win a prize?", "k": "default",
    });
    let read = |compact: String| {
        let payload = json!({"message": compact, "messageId": question.message_id}).to_string();
        read_push(
            Provider::Fcm,
            payload.as_bytes(),
            &[Account::Push(account.clone())],
            now,
        )
    };
    assert!(read(jwt::sign(&account.secret, &claims)).is_ok());
    assert!(read(jwt::sign(&SharedSecret::from_bytes([1; 32]), &claims)).is_err());
    for header in [r#"{"alg":"none"}"#, r#"{"typ":"JWT","alg":"HS999"}"#] {
        assert!(read(jwt::sign_as(&account.secret, header, &claims.to_string())).is_err());
    }
    let mut foreign = claims.clone();
    foreign["u"] = json!("another");
    assert!(read(jwt::sign(&account.secret, &foreign)).is_err());
}

#[tokio::test]
async fn mitigation_7_no_challenge_is_text_of_anybodys_choice() {
    let (_world, shop, mut phone) = World::enrolled().await;
    let (_, question) = shop.ask(&mut phone, "alice", "none").await;
    let account = phone.account().clone();
    let now = question.claims.created_at_ms;
    // Whoever could have a phone answer `header.claims` would hold its signature.
    for challenge in [&b"eyJhbGciOiJIUzI1NiJ9.e30"[..], &[7; 31], &[7; 33], b""] {
        let claims = json!({
            "u": account.mechanism_uid, "c": BASE64.encode(challenge), "l": "YQ==", "t": "120", "i": now.to_string(),
        });
        let message = jwt::sign(&account.secret, &claims);
        let payload = json!({"message": message, "messageId": question.message_id}).to_string();
        let accounts = [Account::Push(account.clone())];
        assert!(read_push(Provider::Fcm, payload.as_bytes(), &accounts, now).is_err());
    }
    // Nor is the answer to one question the answer to another kind of it.
    let body = phone.signed(&question, &json!({}));
    assert_eq!(phone.post("register", &body).await.0, 400);
    assert_eq!(phone.post("refresh", &body).await.0, 400);
}

#[tokio::test]
async fn mitigation_12_a_push_says_as_little_as_it_can() {
    let (world, shop, phone) = World::enrolled().await;
    let mut inbox = world.fakes.fcm.inbox().of(&phone.push_token);
    let context = json!({"ip": "192.0.2.7", "user_agent": "Firefox"});
    shop.login(json!({"username": "alice", "context": context})).await;
    let delivered = inbox.recv().await.unwrap();
    let payload: Value = serde_json::from_slice(&delivered.payload).unwrap();
    let claims = claims(payload["message"].as_str().unwrap());
    assert_eq!(
        (claims.get("d"), claims.get("x"), &claims["p"]),
        (None, None, &json!("{}"))
    );
    let all = claims.to_string();
    for private in ["alice", "192.0.2.7", "Firefox"] {
        assert!(!all.contains(private), "{private} in {all}");
    }
}
