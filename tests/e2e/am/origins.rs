//! Pages of other sites: those that settings name use the door, no others.

use std::{net::SocketAddr, path::Path};

use axum::{
    Router,
    extract::{Path as InPath, State},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use countersign_tests::{Browser, PASSWORD, World};
use serde_json::json;
use tokio::task::JoinSet;

use super::{
    by_hand::{ByHand, LOGIN},
    open, with_phone,
};

const KNOWN: &str = "https://login.example.org";

#[tokio::test]
async fn only_origins_that_settings_name_may_ask() {
    let world = World::with(|settings| {
        open(settings);
        settings.am.origins = vec![KNOWN.to_owned()];
    })
    .await;
    let hand = ByHand::new(&world);
    let preflight = async |origin: &str| {
        let request = hand.request("OPTIONS", LOGIN).header("origin", origin);
        let request = request.header("access-control-request-method", "POST");
        hand.send(request).await
    };
    let allowed = preflight(KNOWN).await;
    assert_eq!(allowed.status, 204);
    assert_eq!(allowed.headers["access-control-allow-origin"], KNOWN);
    assert_eq!(allowed.headers["access-control-allow-credentials"], "true");
    let named = allowed.headers["access-control-allow-headers"].to_str().unwrap();
    for header in ["accept-api-version", "content-type", "x-requested-with"] {
        assert!(named.contains(header), "{named}");
    }
    let answer = hand.send(hand.post(LOGIN).header("origin", KNOWN)).await;
    assert!(answer.is_step("NameCallback"));
    assert_eq!(answer.headers["access-control-allow-origin"], KNOWN);
    assert_eq!(answer.headers["access-control-allow-credentials"], "true");
    let own = world.url("");
    let answer = hand.send(hand.post(LOGIN).header("origin", &own)).await;
    assert!(answer.is_step("NameCallback"), "our own pages need no leave");

    for origin in [
        "https://evil.example",
        "https://login.example.org.evil.example",
        "https://login.example.org:8443",
        "http://login.example.org",
        "null",
    ] {
        let refused = preflight(origin).await;
        assert_eq!(refused.status, 403, "{origin}");
        assert!(refused.headers.get("access-control-allow-origin").is_none());
        for path in [LOGIN, "/json/realms/root/sessions?_action=logout"] {
            let refused = hand.send(hand.post(path).header("origin", origin)).await;
            assert_eq!(refused.status, 403, "{origin}");
            assert!(refused.headers.get("access-control-allow-origin").is_none());
            assert_eq!(refused.body["code"], json!(403));
        }
    }
    let hidden = hand.post(LOGIN).header("sec-fetch-site", "cross-site");
    assert_eq!(hand.send(hidden).await.status, 403);
}

/// A login page on another origin: the SDK's modules as they are published, and a form.
async fn login_page(listener: std::net::TcpListener, server: String) {
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let page = get(async |State(server): State<String>| Html(page(&server)));
    let router = Router::new()
        .route("/", page)
        .route("/sdk/{*path}", get(module))
        .with_state(server);
    axum::serve(listener, router).await.unwrap();
}

async fn module(InPath(path): InPath<String>) -> Response {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign/node_modules/@forgerock/javascript-sdk/dist");
    let text = std::fs::read_to_string(root.join(path)).unwrap();
    ([("content-type", "text/javascript")], text).into_response()
}

fn page(server: &str) -> String {
    include_str!("../../foreign/login.html").replace("SERVER/", &format!("{server}/"))
}

#[tokio::test]
async fn a_login_page_on_another_origin_logs_in_and_out_with_the_sdk() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let world = World::with(|settings| {
        open(settings);
        settings.am.origins = vec![format!("http://{address}")];
    })
    .await;
    let mut phone = with_phone(&world, "alice").await;
    let mut serving = JoinSet::new();
    serving.spawn(login_page(listener, world.url("")));
    let browser = Browser::start().await;
    let tab = browser.tab().await;
    tab.goto(&format!("http://{address}/")).await;
    tab.wait_for("ready.").await;
    tab.fill("#username", "alice").await;
    tab.fill("#password", PASSWORD).await;
    tab.submit().await;
    tab.wait_for("number ").await;
    let said = tab.text("#said").await;
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(phone.approve(digits.parse().ok()).await, 200);
    tab.wait_for("in 43.").await;
    // One origin's login is the person's at our own pages: both are one site.
    assert_eq!(tab.goto(&world.url("/account")).await, 200);
    assert_eq!(tab.path().await, "/account");
    tab.goto(&format!("http://{address}/")).await;
    tab.wait_for("ready.").await;
    tab.click("#logout").await;
    tab.wait_for("logout Successfully logged out.").await;
    tab.goto(&world.url("/account")).await;
    assert_eq!(tab.path().await, "/login");
    tab.assert_quiet().await;
}
