//! R7, R10: who asks learns what is theirs, and nothing of anybody else.

use countersign_core::model::Scope;
use countersign_tests::{APPROVE, World, by_tap};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn r7_nobody_learns_who_exists() {
    let (world, shop, mut phone) = World::enrolled().await;
    world.user("carol").await;
    let nobody = shop.attempt(json!({"username": "nobody"})).await;
    let unenrolled = shop.attempt(json!({"username": "carol"})).await;
    assert_eq!(
        (nobody.status, &nobody.body),
        (unenrolled.status, &unenrolled.body)
    );

    shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    let mut unknown = phone.signed(&question, &json!({}));
    unknown["messageId"] = "AUTHENTICATE:63ca6f18-7cfb-4198-bcd0-ac5041fbbea01583798229441".into();
    let mut forged = phone.signed(&question, &json!({}));
    forged["jwt"] = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.e30.AAAA".into();
    assert_eq!(
        phone.post("authenticate", &unknown).await,
        phone.post("authenticate", &forged).await
    );

    let guess = async |name: &str| {
        let form = [("username", name), ("password", "wrong")];
        world.browser().post("/login", &form).await.nameless(name)
    };
    assert_eq!(guess("alice").await, guess("nobody").await);
}

#[tokio::test]
async fn r10_the_result_belongs_to_who_started_the_login() {
    let (world, shop, mut phone) = World::enrolled().await;
    let other = world.client(&[Scope::Login]).await;
    let login = shop.login(by_tap("alice")).await;
    // Two pushes may overtake each other.
    let question = phone.question().await;
    let rival = json!({"username": "alice", "number_matching": "none", "parallel": true});
    let rival = shop.login(rival).await;
    let path = login.path();
    assert_eq!(other.get(&path).await.problem(), "not-found");
    assert_eq!(other.delete(&path).await.problem(), "not-found");
    let resent = other.post(&format!("{path}/resend"), &json!({})).await;
    assert_eq!(resent.problem(), "not-found");
    let bearer = |token: &str| shop.anonymous(Method::GET, &path).bearer_auth(token);
    assert_eq!(shop.send(shop.anonymous(Method::GET, &path)).await.status, 401);
    assert_eq!(shop.send(bearer(rival.wait_token())).await.status, 404);
    assert_eq!(phone.answer(&question, APPROVE).await, 200);
    let seen = shop.send(bearer(login.wait_token())).await.body;
    assert_eq!(
        (&seen["state"], &seen["assertion"]),
        (&json!("approved"), &Value::Null)
    );
    assert!(shop.read(&login).await["assertion"].is_string());
}
