//! The relying-party API in its details.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_proto::signed::AssertionVerifier;
use countersign_tests::{Vendor, World};
use reqwest::Method;
use serde_json::{Value, json};

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

#[tokio::test]
async fn a_login_says_what_the_contract_says() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    let login = shop
        .login(json!({"username": "ALICE", "nonce": "n-1", "ttl_secs": 60}))
        .await;
    let id = login["id"].as_str().unwrap();
    assert_eq!(uuid::Uuid::parse_str(id).unwrap().get_version_num(), 4);
    assert_eq!(
        (&login["state"], &login["method"]),
        (&json!("pending"), &json!("push"))
    );
    assert_eq!(login["devices"][0]["name"], "Pixel 8");
    assert_eq!(login["links"]["self"], world.url(&format!("/api/v1/logins/{id}")));
    assert!(
        !login["links"]
            .to_string()
            .contains(login["wait_token"].as_str().unwrap())
    );
    for time in ["created_at", "expires_at"] {
        let text = login[time].as_str().unwrap();
        assert!(
            text.len() == 24 && text.ends_with('Z') && text.contains('T'),
            "{text}"
        );
    }
    let number: u32 = login["number"].as_str().unwrap().parse().unwrap();
    let question = phone.question().await;
    phone
        .answer(
            &question,
            Verdict::Approve {
                number: NumberClaim::Given(number),
            },
        )
        .await;

    let first = shop.read(&login).await;
    assert_eq!(
        (&first["number"], &first["wait_token"]),
        (&Value::Null, &Value::Null)
    );
    let assertion = first["assertion"].as_str().unwrap();
    assert_eq!(
        shop.read(&login).await["assertion"],
        assertion,
        "the same bytes each time"
    );
    let jwks = shop.get("/.well-known/jwks.json").await.body;
    let claims = AssertionVerifier::from_jwks(&jwks).verify(assertion).unwrap();
    assert_eq!(
        (&claims["sub"], &claims["aud"]),
        (&json!("alice"), &json!(shop.id))
    );
    assert_eq!((&claims["login"], &claims["nonce"]), (&json!(id), &json!("n-1")));
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        60
    );
    let cancelled = shop.delete(&format!("/api/v1/logins/{id}")).await;
    assert_eq!(cancelled.body["state"], "approved", "an end stays as it is");
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(
        shop.read(&login).await["assertion"],
        Value::Null,
        "for a minute only"
    );
}

#[tokio::test]
async fn a_newer_login_takes_the_place_of_an_older_one_in_the_same_context() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Vendor::Fcm).await;
    let here = json!({"username": "alice", "context": {"ip": "192.0.2.1", "user_agent": "A"}});
    let there = json!({"username": "alice", "context": {"ip": "192.0.2.2", "user_agent": "A"}});
    let first = shop.login(here.clone()).await;
    let elsewhere = shop.login(there).await;
    let mut beside = here.clone();
    beside["parallel"] = json!(true);
    let parallel = shop.login(beside).await;
    let second = shop.login(here).await;
    let state = async |login: &Value| shop.read(login).await["state"].as_str().unwrap().to_owned();
    assert_eq!(shop.read(&first).await["reason"], "superseded");
    assert_eq!(
        (state(&elsewhere).await, state(&parallel).await),
        ("pending".to_owned(), "pending".to_owned())
    );
    assert_eq!(state(&second).await, "pending");
}

#[tokio::test]
async fn a_repeated_request_with_an_idempotency_key_does_nothing_new() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Vendor::Fcm).await;
    let other = world.client(&[Scope::Login]).await;
    let send = async |client: &countersign_tests::RelyingParty, key: &str, body: Value| {
        client
            .send(
                client
                    .request(Method::POST, "/api/v1/logins")
                    .header("idempotency-key", key)
                    .json(&body),
            )
            .await
    };
    let body = json!({"username": "alice"});
    let first = send(&shop, "k1", body.clone()).await;
    let again = send(&shop, "k1", body.clone()).await;
    assert_eq!(
        (again.status, &again.body),
        (201, &first.body),
        "the wait token too"
    );
    let changed = send(&shop, "k1", json!({"username": "alice", "ttl_secs": 30})).await;
    assert_eq!(
        (changed.status, changed.problem()),
        (422, "idempotency-key-reused")
    );
    assert_ne!(send(&shop, "k2", body.clone()).await.body["id"], first.body["id"]);
    assert_eq!(
        send(&other, "k1", body).await.problem(),
        "no-usable-authenticator",
        "keys of clients never meet"
    );
    world.settle().await;
    assert_eq!(world.pushes(), 2);
}

#[tokio::test]
async fn a_pending_login_is_pushed_again_with_the_same_question() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    let login = shop.login(json!({"username": "alice"})).await;
    let first = phone.question().await;
    let path = format!("/api/v1/logins/{}/resend", login["id"].as_str().unwrap());
    let early = shop.post(&path, &json!({})).await;
    assert_eq!((early.status, early.problem()), (429, "too-many-requests"));
    world.clock.advance(Duration::from_secs(15));
    let token = login["wait_token"].as_str().unwrap();
    let again = shop
        .send(
            shop.anonymous(Method::POST, &path)
                .bearer_auth(token)
                .json(&json!({})),
        )
        .await;
    assert_eq!((again.status, &again.body["number"]), (200, &login["number"]));
    let second = phone.question().await;
    assert_eq!(
        (&second.message_id, second.numbers()),
        (&first.message_id, first.numbers())
    );
}

#[tokio::test]
async fn authenticators_are_listed_renamed_and_deleted() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Apns).await;
    let base = "/api/v1/users/alice/authenticators";
    let list = shop.get(base).await.body;
    let entry = &list["authenticators"][0];
    assert_eq!(
        (&entry["kind"], &entry["state"], &entry["confirmed"]),
        (&json!("push"), &json!("active"), &json!(false))
    );
    assert_eq!(entry["device"]["name"], "Alice's iPhone");
    assert!(!list.to_string().contains(&phone.push_token.to_lowercase()));
    let path = format!("{base}/{}", entry["id"].as_str().unwrap());
    let patch = async |body: Value| shop.send(shop.request(Method::PATCH, &path).json(&body)).await;
    assert_eq!(
        patch(json!({"label": "Work phone"})).await.body["label"],
        "Work phone"
    );
    assert_eq!(patch(json!({"label": "a\u{202e}"})).await.status, 422);
    assert_eq!(patch(json!({"state": "locked"})).await.status, 422);
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let question = phone.question().await;
    phone.answer(&question, APPROVE).await;
    shop.ended(&login).await;
    assert!(shop.get(&path).await.body["last_used_at"].is_string());
    assert_eq!(shop.delete(&path).await.status, 204);
    assert_eq!(shop.get(&path).await.status, 404);
    assert_eq!(shop.delete(&path).await.status, 404);
    assert_eq!(shop.get("/api/v1/users/nobody/authenticators").await.status, 404);
}

#[tokio::test]
async fn the_api_describes_itself() {
    let world = World::start().await;
    let shop = world.client(&[]).await;
    let served = shop.get("/openapi.json").await.body;
    assert_eq!(served, serde_json::to_value(countersign_web_openapi()).unwrap());
    let paths: Vec<&String> = served["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths.len(), 11, "{paths:?}");
    let create = &served["paths"]["/api/v1/logins"]["post"];
    assert!(create["requestBody"].is_object() && create["responses"]["201"].is_object());
}

fn countersign_web_openapi() -> impl serde::Serialize {
    countersign::cli::openapi_document()
}

#[tokio::test]
async fn a_clients_page_may_watch_its_own_logins_only() {
    let world = World::start().await;
    let origin = "https://shop.example.org";
    let shop = world
        .client_with(&[Scope::Login, Scope::EnrollRaw], &[origin])
        .await;
    world.phone(&shop, "alice", Vendor::Fcm).await;
    let login = shop.login(json!({"username": "alice"})).await;
    let path = format!("/api/v1/logins/{}", login["id"].as_str().unwrap());
    let ask = async |origin: &'static str| {
        let request = shop.anonymous(Method::GET, &path).header("origin", origin);
        shop.send(request.bearer_auth(login["wait_token"].as_str().unwrap()))
            .await
            .headers
    };
    assert_eq!(ask(origin).await["access-control-allow-origin"], origin);
    assert!(
        !ask("https://evil.example.com")
            .await
            .contains_key("access-control-allow-origin")
    );
    let preflight = shop
        .anonymous(Method::OPTIONS, &path)
        .header("origin", origin)
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), 204);
    assert_eq!(preflight.headers()["access-control-allow-origin"], origin);
}
