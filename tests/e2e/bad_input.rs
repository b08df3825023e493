//! What is malformed, oversized or forged: a clear refusal, no row, no panic.

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{Provider, World};
use reqwest::Method;
use serde_json::{Value, json};

const REFUSED: &str = r#"{"code":400,"reason":"Bad Request","message":"Bad request."}"#;

#[tokio::test]
async fn the_device_door_refuses_garbage_alike() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
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
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
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
    world.phone(&shop, "alice", Provider::Fcm).await;
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
        assert_eq!(answer.refusal(), (status, problem), "{body}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.body["status"], status);
    }
    let large = json!({"username": "alice", "message": "x".repeat(17 * 1024)}).to_string();
    assert_eq!(post(&large).await.status, 413);
    let unknown = "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    assert_eq!(shop.get(unknown).await.problem(), "not-found");
    for nothing in [
        "/api/v1/nothing",
        "/admin/v1/nothing",
        "/device/v1/nothing",
        "/json/nothing",
    ] {
        assert_eq!(shop.get(nothing).await.problem(), "not-found", "{nothing}");
    }
    assert_eq!(
        shop.send(shop.request(Method::PUT, "/api/v1/logins"))
            .await
            .problem(),
        "method-not-allowed"
    );
    let wrong = shop.with_secret("guess").get(unknown).await;
    assert_eq!(wrong.refusal(), (401, "invalid-client"));
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
    world.send_to_one();
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

/// One request to each part of the API whose body, path or query is bad in some way.
const BAD_REQUESTS: [(Method, &str, &str); 9] = [
    (Method::POST, "/api/v1/logins", "{"),
    (Method::POST, "/api/v1/logins", r#"{"unknown":1}"#),
    (Method::GET, "/api/v1/logins/not-an-id", ""),
    (
        Method::GET,
        "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0?wait_secs=x",
        "",
    ),
    (Method::POST, "/api/v1/users/alice/enrollments", "{"),
    (Method::GET, "/api/v1/enrollments/not-an-id", ""),
    (Method::POST, "/api/v1/enrollments/not-an-id/code", "{"),
    (Method::PATCH, "/api/v1/users/alice/authenticators/not-an-id", "{"),
    (Method::DELETE, "/api/v1/users/alice/authenticators/not-an-id", ""),
];

#[tokio::test]
async fn whoever_has_no_credentials_learns_nothing_else() {
    let world = World::start().await;
    let shop = world.shop().await;
    let guesser = shop.with_secret("guess");
    for (method, path, body) in BAD_REQUESTS {
        for request in [
            guesser.request(method.clone(), path),
            shop.anonymous(method.clone(), path),
        ] {
            let answer = shop.send(request.body(body)).await;
            assert_eq!(answer.refusal(), (401, "invalid-client"), "{method} {path}");
        }
    }
    let large = guesser
        .request(Method::POST, "/api/v1/logins")
        .body("x".repeat(17 * 1024));
    assert_eq!(shop.send(large).await.status, 401);
    let login_only = world.client(&[Scope::Login]).await;
    let request = login_only.request(Method::POST, "/api/v1/users/alice/enrollments");
    let answer = shop.send(request.body("{")).await;
    assert_eq!(answer.refusal(), (403, "insufficient-scope"));
}

#[tokio::test]
async fn bad_requests_without_credentials_count() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 5).await;
    world.send_to_one();
    let guesser = world.shop().await.with_secret("guess");
    let send = async || {
        let request = guesser.request(Method::POST, "/api/v1/logins").body("{");
        guesser.send(request).await
    };
    for _ in 0..5 {
        assert_eq!(send().await.status, 401);
    }
    let stopped = send().await;
    assert_eq!(stopped.problem(), "too-many-requests");
    assert!(stopped.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn what_the_address_says_is_judged_like_the_rest() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    let login = "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    let enrollment = started["links"]["self"].as_str().unwrap();
    let enrollment = enrollment.strip_prefix(&world.url("")).unwrap();
    let cases = [
        ("/api/v1/logins/not-an-id".to_owned(), 404, "not-found"),
        ("/api/v1/logins/%FF".to_owned(), 404, "not-found"),
        ("/api/v1/enrollments/not-an-id".to_owned(), 404, "not-found"),
        (
            "/api/v1/users/alice/authenticators/not-an-id".to_owned(),
            404,
            "not-found",
        ),
        ("/api/v1/users/%FF/authenticators".to_owned(), 404, "not-found"),
        (format!("{login}?wait_secs=abc"), 422, "invalid-request"),
        (format!("{login}?wait_secs=-1"), 422, "invalid-request"),
        (format!("{login}?wait_secs=1.5"), 422, "invalid-request"),
        (format!("{login}?wait_secs=1&wait_secs=2"), 422, "invalid-request"),
        (format!("{enrollment}?wait_secs=56"), 422, "invalid-request"),
        (format!("{enrollment}?wait_secs=abc"), 422, "invalid-request"),
        (format!("{enrollment}/qr.svg"), 422, "invalid-request"),
    ];
    for (path, status, problem) in cases {
        let answer = shop.get(&path).await;
        assert_eq!(answer.refusal(), (status, problem), "{path}");
        assert_eq!(
            answer.headers["content-type"], "application/problem+json",
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_device_door_refuses_every_strange_request_alike() {
    let world = World::start().await;
    let door = "/json/push/sns/message";
    let http = countersign_tests::http();
    for (method, path) in [
        (
            Method::POST,
            format!("{door}?_action=authenticate&_action=register"),
        ),
        (
            Method::POST,
            format!("{door}?_action=authenticate&_action=authenticate"),
        ),
        (Method::POST, format!("{door}?_action=%FF")),
        (Method::POST, door.to_owned()),
        (
            Method::POST,
            "/json/realms/%FF/push/sns/message?_action=unknown".to_owned(),
        ),
        (
            Method::POST,
            "/json/realms/%FF/other?_action=authenticate".to_owned(),
        ),
        (Method::GET, format!("{door}?_action=authenticate")),
        (Method::PUT, format!("{door}?_action=authenticate")),
        (
            Method::DELETE,
            "/json/realms/root/push/sns/message?_action=authenticate".to_owned(),
        ),
    ] {
        let answer = http
            .request(method.clone(), world.url(&path))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{method} {path}");
        assert_eq!(
            answer.headers()["content-type"],
            "application/json",
            "{method} {path}"
        );
        assert_eq!(answer.text().await.unwrap(), REFUSED, "{method} {path}");
    }
}

#[tokio::test]
async fn whoever_is_stopped_learns_when_to_come_back() {
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = 1).await;
    world.send_to_one();
    let http = countersign_tests::http();
    let form = [("username", "alice"), ("password", "x")];
    let login = || http.post(world.url("/login")).form(&form).send();
    assert_eq!(login().await.unwrap().status(), 422);
    let page = login().await.unwrap();
    assert_eq!(
        (page.status().as_u16(), page.headers()["content-type"].as_bytes()),
        (429, &b"text/html; charset=utf-8"[..])
    );
    assert!(page.headers().contains_key("retry-after"));
    let door = world.url("/json/push/sns/message?_action=authenticate");
    let phone = http.post(door).body("{}").send().await.unwrap();
    assert_eq!(phone.status(), 429);
    assert!(phone.headers().contains_key("retry-after"));
    assert_eq!(phone.text().await.unwrap(), "{}");
}

#[tokio::test]
async fn r14_every_guess_at_a_token_counts() {
    const LOGIN: &str = "/api/v1/logins/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    const PAGE: &str = "/login/wait/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    const CODE: &str = "/enroll/code/63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    let guesses = [
        (Method::GET, format!("{LOGIN}?wait_token=guess"), None),
        (Method::GET, "/api/v1/logins/x?wait_token=guess".to_owned(), None),
        (Method::GET, format!("{LOGIN}/events?wait_token=guess"), None),
        (
            Method::GET,
            LOGIN.to_owned(),
            Some(("authorization", "Bearer guess")),
        ),
        (
            Method::DELETE,
            LOGIN.to_owned(),
            Some(("authorization", "Bearer guess")),
        ),
        (
            Method::POST,
            format!("{LOGIN}/code"),
            Some(("authorization", "Bearer guess")),
        ),
        (
            Method::GET,
            "/api/v1/enrollments/x".to_owned(),
            Some(("authorization", "Bearer guess")),
        ),
        (
            Method::OPTIONS,
            LOGIN.to_owned(),
            Some(("origin", "https://shop.example.org")),
        ),
        (
            Method::GET,
            "/account".to_owned(),
            Some(("cookie", "session=guess")),
        ),
        (
            Method::POST,
            "/account/logout".to_owned(),
            Some(("cookie", "session=guess")),
        ),
        (Method::GET, format!("{PAGE}?wait_token=guess"), None),
        (Method::GET, PAGE.to_owned(), Some(("cookie", "wait=guess"))),
        (
            Method::GET,
            format!("{PAGE}/state"),
            Some(("cookie", "wait=guess")),
        ),
        (
            Method::GET,
            format!("{PAGE}/events"),
            Some(("cookie", "wait=guess")),
        ),
        (
            Method::POST,
            format!("{PAGE}/resend"),
            Some(("cookie", "wait=guess")),
        ),
        (
            Method::POST,
            format!("{PAGE}/cancel"),
            Some(("cookie", "wait=guess")),
        ),
        (Method::GET, CODE.to_owned(), Some(("cookie", "enroll=guess"))),
        (
            Method::GET,
            format!("{CODE}/state"),
            Some(("cookie", "enroll=guess")),
        ),
        (
            Method::POST,
            format!("{CODE}/cancel"),
            Some(("cookie", "enroll=guess")),
        ),
    ];
    // One guess of each kind is free; the next one, of whatever kind, is not.
    let free = u32::try_from(guesses.len()).unwrap();
    let world = World::with(|settings| settings.limits.requests_per_address_per_minute = free).await;
    world.send_to_one();
    let http = countersign_tests::http();
    let send = async |(method, path, header): (Method, String, Option<(&str, &str)>)| {
        let request = http.request(method, world.url(&path));
        let request = match header {
            Some((name, value)) => request.header(name, value),
            None => request,
        };
        request.send().await.unwrap().status()
    };
    for guess in guesses.clone() {
        assert_ne!(send(guess.clone()).await, 429, "{guess:?}");
    }
    for guess in guesses {
        assert_eq!(send(guess.clone()).await, 429, "{guess:?}");
    }
}

#[tokio::test]
async fn pages_answer_strange_requests_with_pages() {
    let world = World::start().await;
    let http = countersign_tests::http();
    let get = |path: &str| http.get(world.url(path));
    let post = |path: &str| http.post(world.url(path));
    for (request, status) in [
        (get("/login/wait/not-an-id").header("cookie", "wait=x"), 404),
        (get("/enroll/code/not-an-id").header("cookie", "enroll=x"), 404),
        (get("/enroll/%FF"), 404),
        (get("/problems/%FF"), 404),
        (post("/login").body("x"), 400),
        (post("/login").form(&[("username", "alice")]), 400),
        (post("/login").form(&[("username", "x".repeat(17 * 1024))]), 413),
        (post("/login").header("sec-fetch-site", "cross-site"), 403),
    ] {
        let answer = request.send().await.unwrap();
        let url = answer.url().path().to_owned();
        assert_eq!(answer.status(), status, "{url}");
        assert_eq!(
            answer.headers()["content-type"],
            "text/html; charset=utf-8",
            "{url}"
        );
    }
}
