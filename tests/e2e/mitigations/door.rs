//! The door that is open to everybody.

use std::time::Duration;

use countersign_mobile_sdk::Verdict;
use countersign_proto::{forgerock::jwt, keys::SharedSecret};
use countersign_tests::{Provider, World};
use serde_json::json;

#[tokio::test]
async fn mitigation_17_the_open_door_says_nothing_about_what_exists_and_is_not_open_for_ever() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 60).await;
    world.send_to_one();
    world.user("alice").await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    let (_, question) = shop.ask(&mut phone, "alice", "none").await;
    let forged = |id: &str| {
        let jwt = jwt::sign(&SharedSecret::from_bytes([1; 32]), &json!({"response": "AA=="}));
        json!({"messageId": id, "jwt": jwt})
    };
    let unknown = "AUTHENTICATE:8be951c6-af83-438d-8f74-421bd18650421570561063169";
    let known = phone.post("authenticate", &forged(&question.message_id)).await;
    assert_eq!(phone.post("authenticate", &forged(unknown)).await, known);
    assert_eq!(known.0, 400);
    let refresh = |uid: &str| json!({"mechanismUid": uid, "jwt": forged("x")["jwt"]});
    assert_eq!(
        phone
            .post("refresh", &refresh(&phone.account().mechanism_uid))
            .await,
        phone.post("refresh", &refresh("nobody")).await
    );
    let mut last = 400;
    for _ in 0..100 {
        last = phone.post("authenticate", &forged(unknown)).await.0;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429, "an address has its limit");
}

#[tokio::test]
async fn mitigation_26_a_refusal_says_no_more_than_its_status() {
    let (world, shop, mut phone) = World::enrolled().await;
    let (_, question) = shop.ask(&mut phone, "alice", "none").await;
    let answer = phone.signed(&question, &json!({}));
    assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
    let mut bodies = vec![phone.post("authenticate", &answer).await];
    world.clock.advance(Duration::from_secs(300));
    bodies.push(phone.post("authenticate", &answer).await);
    bodies.push(phone.post("authenticate", &json!({"messageId": 1})).await);
    bodies.push(phone.post("register", &answer).await);
    bodies.push(phone.post("", &answer).await);
    let refused = r#"{"code":400,"reason":"Bad Request","message":"Bad request."}"#;
    for body in bodies {
        assert_eq!(body, (400, refused.to_owned()));
    }
}
