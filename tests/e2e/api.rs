//! The relying-party API in its details.

use std::time::Duration;

use countersign_core::model::Scope;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_proto::signed::AssertionVerifier;
use countersign_tests::{Answer, Login, Provider, RelyingParty, World};
use reqwest::{Method, header::HeaderValue};
use serde_json::{Value, json};

const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

#[tokio::test]
async fn a_login_says_what_the_contract_says() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
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
    world.phone(&shop, "alice", Provider::Fcm).await;
    let here = json!({"username": "alice", "context": {"ip": "192.0.2.1", "user_agent": "A"}});
    let there = json!({"username": "alice", "context": {"ip": "192.0.2.2", "user_agent": "A"}});
    let first = shop.login(here.clone()).await;
    let elsewhere = shop.login(there).await;
    let mut beside = here.clone();
    beside["parallel"] = json!(true);
    let parallel = shop.login(beside).await;
    let second = shop.login(here).await;
    let state = async |login: &Login| shop.read(login).await["state"].as_str().unwrap().to_owned();
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
    world.phone(&shop, "alice", Provider::Fcm).await;
    let other = world.client(&[Scope::Login]).await;
    let send = async |client: &RelyingParty, key: &str, body: Value| {
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
    assert_eq!(changed.refusal(), (422, "idempotency-key-reused"));
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
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    let login = shop.login(json!({"username": "alice"})).await;
    let first = phone.question().await;
    let path = format!("/api/v1/logins/{}/resend", login["id"].as_str().unwrap());
    let early = shop.post(&path, &json!({})).await;
    assert_eq!(early.refusal(), (429, "too-many-requests"));
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
    let mut phone = world.phone(&shop, "alice", Provider::Apns).await;
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
    assert_eq!(paths.len(), 23, "{paths:?}");
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
    world.phone(&shop, "alice", Provider::Fcm).await;
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
}

#[tokio::test]
async fn a_preflight_says_nothing_of_who_the_clients_are() {
    let world = World::start().await;
    let shop = world
        .client_with(&[Scope::Login], &["https://shop.example.org"])
        .await;
    let path = "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0/resend";
    let ask = async |origin: &'static str| {
        let request = shop.anonymous(Method::OPTIONS, path).header("origin", origin);
        shop.send(request).await
    };
    for origin in [
        "https://shop.example.org",
        "https://unknown.example.com",
        "http://127.0.0.1:3000",
    ] {
        let answer = ask(origin).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.headers["access-control-allow-origin"], origin);
        assert_eq!(
            answer.headers["access-control-allow-methods"],
            "GET, POST, DELETE"
        );
    }
    for none in ["null", "https://shop.example.org/path", "shop"] {
        assert!(
            !ask(none)
                .await
                .headers
                .contains_key("access-control-allow-origin"),
            "{none}"
        );
    }
}

#[tokio::test]
async fn a_clients_page_can_read_what_went_wrong_too() {
    let world = World::start().await;
    let origin = "https://shop.example.org";
    let shop = world
        .client_with(&[Scope::Login, Scope::EnrollRaw], &[origin])
        .await;
    world.phone(&shop, "alice", Provider::Fcm).await;
    let login = shop.login(json!({"username": "alice"})).await;
    let send = async |method: Method, path: &str, token: &str, body: &str| {
        let request = shop.anonymous(method, &format!("{}{path}", login.path()));
        let request = request.header("origin", origin).bearer_auth(token);
        shop.send(request.body(body.to_owned())).await
    };
    let owner = login.wait_token();
    let large = " ".repeat(17 * 1024);
    for (method, path, body, problem) in [
        (Method::POST, "/resend", "{}", "too-many-requests"),
        (Method::POST, "/resend", "{", "malformed-request"),
        (Method::POST, "/resend", &large, "too-large"),
        (Method::POST, "/code", r#"{"code":1}"#, "invalid-request"),
        (Method::POST, "/code", r#"{"code":"000000"}"#, "wrong-code"),
        (Method::GET, "?wait_secs=x", "", "invalid-request"),
    ] {
        let answer = send(method.clone(), path, owner, body).await;
        assert_eq!(answer.problem(), problem, "{method} {path}");
        assert_eq!(
            answer.headers["access-control-allow-origin"], origin,
            "{method} {path}"
        );
        assert_eq!(answer.headers["access-control-expose-headers"], "retry-after");
        assert_eq!(
            answer.headers.contains_key("retry-after"),
            problem == "too-many-requests"
        );

        let stranger = send(method.clone(), path, "guess", body).await;
        assert_eq!(stranger.problem(), "not-found", "{method} {path}");
        assert!(!stranger.headers.contains_key("access-control-allow-origin"));
    }
    send(Method::DELETE, "", owner, "").await;
    let late = send(Method::POST, "/resend", owner, "{}").await;
    assert_eq!(late.problem(), "login-not-pending");
    assert_eq!(late.headers["access-control-allow-origin"], origin);
    let elsewhere = shop.anonymous(Method::POST, &format!("{}/resend", login.path()));
    let elsewhere = elsewhere
        .header("origin", "https://evil.example.com")
        .bearer_auth(owner);
    assert!(
        !shop
            .send(elsewhere)
            .await
            .headers
            .contains_key("access-control-allow-origin")
    );
}

/// Sends a request of the browser that started `login`, with an idempotency key.
async fn send_keyed(shop: &RelyingParty, login: &Login, path: &str, key: &str, body: &Value) -> Answer {
    let request = shop.anonymous(Method::POST, &format!("{}{path}", login.path()));
    let request = request
        .bearer_auth(login.wait_token())
        .header("idempotency-key", key);
    shop.send(request.json(body)).await
}

#[tokio::test]
async fn a_browsers_repeated_request_does_nothing_new_either() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Provider::Fcm).await;
    let login = shop.login(json!({"username": "alice", "parallel": true})).await;
    for _ in 0..3 {
        let wrong = send_keyed(&shop, &login, "/code", "c", &json!({"code": "000000"})).await;
        assert_eq!(
            (wrong.problem(), &wrong.body["attempts_left"]),
            ("wrong-code", &json!(5))
        );
    }
    world.settle().await;
    world.clock.advance(Duration::from_secs(15));
    for _ in 0..3 {
        assert_eq!(
            send_keyed(&shop, &login, "/resend", "r", &json!({})).await.status,
            200
        );
    }
    let changed = send_keyed(&shop, &login, "/code", "r", &json!({"code": "000000"})).await;
    assert_eq!(changed.refusal(), (422, "idempotency-key-reused"));
    world.settle().await;
    assert_eq!(world.pushes(), 2, "the start and one repeat");

    // Its keys are its own: they meet neither the client's nor those of another login.
    let other = shop.login(json!({"username": "alice", "parallel": true})).await;
    assert_eq!(
        send_keyed(&shop, &other, "/resend", "r", &json!({})).await.status,
        429
    );
    let request = shop
        .request(Method::POST, "/api/v1/logins")
        .header("idempotency-key", "r");
    let started = shop.send(request.json(&json!({"username": "alice"}))).await;
    assert_eq!(started.status, 201);
}

#[tokio::test]
async fn a_key_that_cannot_be_kept_is_refused() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Provider::Fcm).await;
    let start = || {
        shop.request(Method::POST, "/api/v1/logins")
            .json(&json!({"username": "alice"}))
    };
    let umlaut = HeaderValue::from_bytes("schlüssel".as_bytes()).unwrap();
    let long = HeaderValue::from_str(&"k".repeat(201)).unwrap();
    for key in [umlaut, long, HeaderValue::from_static("")] {
        let answer = shop.send(start().header("idempotency-key", key)).await;
        assert_eq!(answer.refusal(), (422, "invalid-request"));
    }
    let twice = start()
        .header("idempotency-key", "a")
        .header("idempotency-key", "b");
    assert_eq!(shop.send(twice).await.problem(), "invalid-request");
    world.settle().await;
    assert_eq!(world.pushes(), 0);
}

#[tokio::test]
async fn an_impatient_twin_is_told_that_the_first_request_is_at_work() {
    let world = World::with(|settings| settings.limits.pushes_per_initiator_per_minute = 1000).await;
    world.send_to_one();
    let shop = world.shop().await;
    world.phone(&shop, "alice", Provider::Fcm).await;
    let send = async |key: &str| {
        let request = shop
            .request(Method::POST, "/api/v1/logins")
            .header("idempotency-key", key);
        shop.send(request.json(&json!({"username": "alice", "parallel": true})))
            .await
    };
    // Whether two requests meet is a matter of luck, so there are many of them.
    for round in 0..200 {
        let key = format!("k{round}");
        let (one, other) = tokio::join!(send(&key), send(&key));
        let again = send(&key).await;
        assert_eq!(again.status, 201, "once the first has ended");
        let (refused, started): (Vec<_>, Vec<_>) =
            [one, other].into_iter().partition(|answer| answer.status == 409);
        for answer in &started {
            assert_eq!((answer.status, &answer.body["id"]), (201, &again.body["id"]));
        }
        if let [refused] = &refused[..] {
            assert_eq!(refused.problem(), "request-in-progress");
            assert_eq!(refused.headers["retry-after"], "1");
            return;
        }
        assert!(refused.is_empty(), "one of the two is carried out");
    }
    panic!("no two requests met");
}

#[tokio::test]
async fn an_enrolment_names_what_came_of_it_once_it_is_completed() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut phone = world.new_phone(Provider::Fcm);
    phone.scan(started.uri()).await.unwrap();
    let half = shop.get(&started.path()).await.body;
    assert_eq!(
        (&half["state"], half.get("authenticators")),
        (&json!("proving"), None)
    );
    let whole = shop.code(&started, &phone.codes().code()).await.body;
    assert_eq!(whole["state"], "completed");
    let kinds = whole["authenticators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"]);
    assert_eq!(kinds.collect::<Vec<_>>(), ["push", "totp", "recovery_code"]);
}
