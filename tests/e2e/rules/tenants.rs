//! R10, R17: clients are invisible to one another.

use countersign_core::model::Scope;
use countersign_tests::{RelyingParty, World, by_tap};
use reqwest::Method;
use serde_json::{Value, json};

const ALL: [Scope; 3] = [Scope::Login, Scope::EnrollRaw, Scope::Manage];

/// What a client is told at an address, without the id that it asked with.
async fn told(client: &RelyingParty, method: Method, path: &str, id: &str, body: &Value) -> (u16, String) {
    let path = path.replace("ID", id);
    let answer = client.send(client.request(method, &path).json(body)).await;
    (answer.status, answer.body.to_string().replace(id, "ID"))
}

/// The other client is told of `id` what it is told of an id that nobody has: that there is no such thing.
async fn assert_invisible(other: &RelyingParty, id: &str, doors: &[(Method, &str, Value)]) {
    let nobodys = "63ca6f18-7cfb-4198-bcd0-ac5041fbbea0";
    for (method, path, body) in doors {
        let theirs = told(other, method.clone(), path, id, body).await;
        let none = told(other, method.clone(), path, nobodys, body).await;
        assert_eq!(theirs, none, "{method} {path}");
        assert_eq!(theirs.0, 404, "{method} {path}");
    }
}

/// R10 says so of logins alone.
#[tokio::test]
async fn r10_anothers_logins_are_not_there() {
    let (world, shop, _phone) = World::enrolled().await;
    let other = world.client(&ALL).await;
    let login = shop.login(by_tap("alice")).await;
    let path = "/api/v1/logins/ID";
    let doors = [
        (Method::GET, path, json!({})),
        (Method::GET, "/api/v1/logins/ID?wait_secs=30", json!({})),
        (Method::DELETE, path, json!({})),
        (Method::POST, "/api/v1/logins/ID/resend", json!({})),
        (Method::POST, "/api/v1/logins/ID/code", json!({"code": "123456"})),
        (Method::POST, "/api/v1/logins/ID/logout", json!({})),
    ];
    assert_invisible(&other, login.id(), &doors).await;
    assert_eq!(shop.read(&login).await["state"], "pending");
}

#[tokio::test]
async fn r17_anothers_enrolments_are_not_there() {
    let (world, shop, _phone) = World::enrolled().await;
    let other = world.client(&ALL).await;
    let enrollment = shop.enroll_as("bob", json!({"kind": "totp"})).await;
    let path = "/api/v1/enrollments/ID";
    let doors = [
        (Method::GET, path, json!({})),
        (Method::GET, "/api/v1/enrollments/ID?wait_secs=30", json!({})),
        (Method::DELETE, path, json!({})),
        (
            Method::POST,
            "/api/v1/enrollments/ID/code",
            json!({"code": "123456"}),
        ),
    ];
    assert_invisible(&other, enrollment["id"].as_str().unwrap(), &doors).await;
    assert_eq!(shop.get(&enrollment.path()).await.body["state"], "proving");
}

#[tokio::test]
async fn r17_an_authenticator_that_only_its_client_may_use_is_nobody_elses_to_manage() {
    let (world, shop, _phone) = World::enrolled().await;
    let other = world.client(&ALL).await;
    let path = "/api/v1/users/alice/authenticators/ID";
    let own = shop.authenticator("alice").await;
    let id = own.rsplit('/').next().unwrap();
    let doors = [
        (Method::GET, path, json!({})),
        (Method::PATCH, path, json!({"state": "suspended"})),
        (Method::DELETE, path, json!({})),
    ];
    assert_invisible(&other, id, &doors).await;
    let listed = other.get("/api/v1/users/alice/authenticators").await.body;
    assert_eq!(listed["authenticators"], json!([]));
    assert_eq!(shop.get(&own).await.body["state"], "active");
}

#[tokio::test]
async fn r17_the_page_of_one_client_reads_nothing_of_anothers() {
    let world = World::start().await;
    let (own, foreign) = ("https://shop.example.org", "https://bank.example.org");
    let shop = world.client_with(&ALL, &[own]).await;
    world.client_with(&ALL, &[foreign]).await;
    world
        .phone(&shop, "alice", countersign_tests::Provider::Fcm)
        .await;
    let login = shop.login(by_tap("alice")).await;
    let ask = async |method: Method, origin: &'static str| {
        let request = shop.anonymous(method, &login.path()).header("origin", origin);
        shop.send(request.bearer_auth(login.wait_token())).await
    };
    let allows = |headers: &reqwest::header::HeaderMap| headers.get("access-control-allow-origin").cloned();
    assert_eq!(allows(&ask(Method::GET, own).await.headers).unwrap(), own);
    let unknown = ask(Method::GET, "https://nobody.example.org").await;
    let foreign_read = ask(Method::GET, foreign).await;
    assert_eq!(allows(&foreign_read.headers), None);
    assert_eq!(allows(&unknown.headers), None);
    // Nor does the question beforehand tell which origins are anybody's.
    for origin in [own, foreign, "https://nobody.example.org"] {
        let preflight = ask(Method::OPTIONS, origin).await;
        assert_eq!(preflight.status, 204);
        assert_eq!(allows(&preflight.headers).unwrap(), origin);
    }
}
