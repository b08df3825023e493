//! What is malformed, oversized or forged: a clear refusal, no row, no panic.

use countersign::admin::Command;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{Vendor, World};
use reqwest::Method;
use serde_json::{Value, json};

const REFUSED: &str = r#"{"code":400,"reason":"Bad Request","message":"Bad request."}"#;

#[tokio::test]
async fn the_device_door_refuses_garbage_alike() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let question = phone.question().await;
    let good = phone.signed(&question, &json!({}));
    let jwt = good["jwt"].as_str().unwrap();
    let claims = jwt.split('.').nth(1).unwrap();
    let header =
        |alg: &str| data_encoding::BASE64URL_NOPAD.encode(json!({"alg": alg}).to_string().as_bytes());
    let id = question.message_id.as_str();
    let records = async || {
        world
            .operate(Command::AuditTail { limit: 1000 })
            .await
            .as_array()
            .unwrap()
            .len()
    };
    let before = records().await;
    let bodies = [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        json!({"messageId": id}).to_string(),
        json!({"jwt": jwt}).to_string(),
        json!({"messageId": 5, "jwt": jwt}).to_string(),
        json!({"messageId": "", "jwt": jwt}).to_string(),
        json!({"messageId": "AUTHENTICATE", "jwt": jwt}).to_string(),
        json!({"messageId": id.replace("AUTHENTICATE", "REGISTER"), "jwt": jwt}).to_string(),
        json!({"messageId": id.to_lowercase(), "jwt": jwt}).to_string(),
        json!({"messageId": format!("{id}0"), "jwt": jwt}).to_string(),
        json!({"messageId": id, "jwt": ""}).to_string(),
        json!({"messageId": id, "jwt": "a.b.c"}).to_string(),
        json!({"messageId": id, "jwt": format!("{}.{claims}.", header("none"))}).to_string(),
        json!({"messageId": id, "jwt": format!("{}.{claims}.AAAA", header("HS512"))}).to_string(),
        json!({"messageId": id, "jwt": format!("{jwt}A")}).to_string(),
        json!({"messageId": id, "jwt": "a".repeat(9000)}).to_string(),
    ];
    for body in bodies {
        let (status, text) = phone.post_text("authenticate", body.clone()).await;
        assert_eq!((status, text.as_str()), (400, REFUSED), "{body}");
    }
    for action in ["", "register", "unknown", "Authenticate"] {
        assert_eq!(
            phone.post(action, &good).await,
            (400, REFUSED.to_owned()),
            "{action}"
        );
    }
    let (status, _) = phone.post_text("authenticate", " ".repeat(17 * 1024)).await;
    assert_eq!(status, 413);
    assert_eq!(records().await, before, "garbage leaves no record");
    assert_eq!(shop.read(&login).await["state"], "pending");
    assert_eq!(
        phone
            .answer(
                &question,
                Verdict::Approve {
                    number: NumberClaim::Absent
                }
            )
            .await,
        200
    );
}

#[tokio::test]
async fn the_device_door_answers_under_realm_paths_too() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Vendor::Fcm).await;
    shop.login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let question = phone.question().await;
    let body = phone.signed(&question, &json!({"deny": true}));
    let post = async |path: &str| {
        let request = shop
            .anonymous(Method::POST, path)
            .header("accept-api-version", "resource=1.0, protocol=1.0");
        shop.send(request.header("set-cookie", "amlbcookie=01").json(&body))
            .await
            .status
    };
    assert_eq!(
        post("/json/realms/root/realms/x/push/sns/message?_action=authenticate").await,
        200
    );
    assert_eq!(post("/json/realms/root/other?_action=authenticate").await, 400);
}

#[tokio::test]
async fn the_api_says_what_is_wrong() {
    let world = World::start().await;
    let shop = world.shop().await;
    world.phone(&shop, "alice", Vendor::Fcm).await;
    let post = async |body: &str| {
        shop.send(shop.request(Method::POST, "/api/v1/logins").body(body.to_owned()))
            .await
    };
    for (body, status, problem) in [
        ("{", 400, "malformed-request"),
        ("", 422, "invalid-request"),
        ("[]", 422, "invalid-request"),
        (r#"{"username":"alice","unknown":1}"#, 422, "invalid-request"),
        (r#"{"username":7}"#, 422, "invalid-request"),
        (r#"{"username":"alice","ttl_secs":14}"#, 422, "invalid-request"),
        (r#"{"username":"alice","ttl_secs":601}"#, 422, "invalid-request"),
        (
            r#"{"username":"alice","number_matching":"type"}"#,
            422,
            "invalid-request",
        ),
        (
            r#"{"username":"alice","context":{"ip":"here"}}"#,
            422,
            "invalid-request",
        ),
        (r#"{"username":"a:b"}"#, 422, "no-usable-authenticator"),
    ] {
        let answer = post(body).await;
        assert_eq!((answer.status, answer.problem()), (status, problem), "{body}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.body["status"], status);
    }
    let large = json!({"username": "alice", "message": "x".repeat(17 * 1024)}).to_string();
    assert_eq!(post(&large).await.status, 413);
    assert_eq!(shop.get("/api/v1/logins/not-an-id").await.status, 400);
    let unknown = "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    assert_eq!(shop.get(unknown).await.problem(), "not-found");
    assert_eq!(shop.get("/api/v1/nothing").await.problem(), "not-found");
    assert_eq!(
        shop.send(shop.request(Method::PUT, "/api/v1/logins"))
            .await
            .problem(),
        "method-not-allowed"
    );
    let wrong = shop.with_secret("guess").get(unknown).await;
    assert_eq!((wrong.status, wrong.problem()), (401, "invalid-client"));
    assert!(
        wrong.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .starts_with("Basic")
    );
    let page = shop
        .anonymous(Method::GET, "/problems/no-usable-authenticator")
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn knocking_too_often_is_stopped_at_each_door_without_credentials() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 20).await;
    let shop = world.shop().await;
    let garbage = json!({"messageId": "x", "jwt": "y"});
    let mut statuses = Vec::new();
    for _ in 0..25 {
        let request = shop
            .anonymous(Method::POST, "/json/push/sns/message?_action=authenticate")
            .json(&garbage);
        statuses.push(shop.send(request).await.status);
    }
    assert_eq!((statuses[0], statuses[24]), (400, 429));
    assert_eq!(
        shop.with_secret("guess")
            .get("/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0")
            .await
            .status,
        429
    );
    assert_eq!(
        shop.post("/api/v1/logins", &json!({"username": "x"}))
            .await
            .status,
        422,
        "who has credentials goes on"
    );
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let world = World::start().await;
    let shop = world.client(&[]).await;
    let post = async |name: &'static str, value: &'static str| {
        let form = [("username", "alice"), ("password", "x")];
        let request = shop
            .anonymous(Method::POST, "/login")
            .header(name, value)
            .form(&form);
        shop.send(request).await.status
    };
    assert_eq!(post("sec-fetch-site", "cross-site").await, 403);
    assert_eq!(post("sec-fetch-site", "same-site").await, 403);
    assert_eq!(post("origin", "https://evil.example.com").await, 403);
    assert_eq!(post("sec-fetch-site", "same-origin").await, 422);
}

#[tokio::test]
async fn every_answer_carries_its_protective_headers() {
    let world = World::start().await;
    let shop = world.client(&[]).await;
    for path in ["/login", "/api/v1/nothing", "/nothing", "/assets/style.css"] {
        let headers = shop.send(shop.anonymous(Method::GET, path)).await.headers;
        assert!(
            headers["content-security-policy"]
                .to_str()
                .unwrap()
                .starts_with("default-src 'none'"),
            "{path}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
    }
    let page: Value = shop.send(shop.anonymous(Method::GET, "/login")).await.headers["cache-control"]
        .to_str()
        .unwrap()
        .into();
    assert_eq!(page, "no-store");
}
