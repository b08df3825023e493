//! Apps and tokens that show codes.

use std::{process::Command, time::Duration};

use countersign_core::{model::Scope, port::Clock};
use countersign_tests::{CodeApp, World, by_tap};
use reqwest::Method;
use serde_json::json;

use super::{login, refused, scene};

#[tokio::test]
async fn an_app_counts_only_once_one_of_its_codes_was_typed() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop
        .enroll_as("alice", json!({"kind": "totp", "digits": 8, "label": "Work"}))
        .await;
    let early = shop.attempt(by_tap("alice")).await;
    assert_eq!(early.problem(), "no-usable-authenticator");
    let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
    assert_eq!(
        refused(&shop.code(&started, "00000000").await),
        (422, "wrong-code", Some(5))
    );
    let six = app.code()[..6].to_owned();
    assert_eq!(
        refused(&shop.code(&started, &six).await),
        (422, "wrong-code", Some(4))
    );
    let proven = shop.code(&started, &app.code()).await;
    assert_eq!(proven.body["state"], "completed");
    assert_eq!(proven.body["authenticators"][0]["kind"], "totp");
    let again = shop.code(&started, &app.code()).await;
    assert_eq!(again.refusal(), (409, "enrollment-not-pending"));

    let path = "/api/v1/users/alice/authenticators";
    let listed = &shop.get(path).await.body["authenticators"][0];
    assert_eq!(
        (&listed["kind"], &listed["label"]),
        (&json!("totp"), &json!("Work"))
    );
    world.clock.advance(Duration::from_secs(30));
    let login = login(&shop).await;
    assert_eq!(
        (&login["method"], &login["methods"]),
        (&json!("totp"), &json!(["totp"]))
    );
    assert_eq!((&login["devices"], login.get("number")), (&json!([]), None));
    let approved = shop.code(&login, &app.code()).await.body;
    assert_eq!(
        (&approved["state"], &approved["method"]),
        (&json!("approved"), &json!("totp"))
    );
    let claims = shop.read(&login).await.claims();
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!("urn:countersign:acr:otp"), &json!(["otp"]))
    );
}

#[tokio::test]
async fn a_token_by_count_starts_at_either_counter_and_is_followed_as_it_skips() {
    let (_world, shop, mut token) = scene("hotp").await;
    let first = login(&shop).await;
    assert_eq!(first["method"], "hotp");
    // Some phones start one later, and people press the button for nothing.
    for _ in 0..5 {
        token.code();
    }
    assert_eq!(shop.code(&first, &token.code()).await.body["state"], "approved");
    for _ in 0..30 {
        token.code();
    }
    let second = login(&shop).await;
    let far = shop.code(&second, &token.code()).await;
    assert_eq!(
        refused(&far),
        (422, "wrong-code", Some(5)),
        "one code from far away is none"
    );
    assert_eq!(shop.code(&second, &token.code()).await.body["state"], "approved");
}

#[tokio::test]
async fn a_phone_whose_clock_is_wrong_is_found_by_two_codes_in_a_row() {
    let (world, shop, mut app) = scene("totp").await;
    let ahead = 4 * 60;
    let first = login(&shop).await;
    let far = shop.code(&first, &app.code_in(ahead)).await;
    assert_eq!(refused(&far), (422, "wrong-code", Some(5)));
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(
        shop.code(&first, &app.code_in(ahead)).await.body["state"],
        "approved"
    );
    world.clock.advance(Duration::from_secs(60));
    let second = login(&shop).await;
    let learned = shop.code(&second, &app.code_in(ahead)).await;
    assert_eq!(learned.body["state"], "approved", "the drift is known now");
}

#[tokio::test]
async fn r4_a_suspended_app_opens_nothing_and_the_last_one_ends_the_login() {
    let (_world, shop, mut app) = scene("totp").await;
    let path = shop.authenticator("alice").await;
    let pending = login(&shop).await;
    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200);
    let ended = shop.read(&pending).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("cancelled"), &json!("suspended"))
    );
    assert_eq!(
        shop.code(&pending, &app.code()).await.problem(),
        "login-not-pending"
    );
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}

#[tokio::test]
async fn r11_codes_that_a_client_enrolled_serve_that_client_alone() {
    let (world, shop, mut app) = scene("totp").await;
    let bank = world.client(&[Scope::Login]).await;
    let foreign = bank.attempt(by_tap("alice")).await;
    assert_eq!(foreign.problem(), "no-usable-authenticator");
    let own = login(&shop).await;
    assert_eq!(shop.code(&own, &app.code()).await.body["state"], "approved");
    let path = "/api/v1/users/alice/enrollments";
    let further = shop.post(path, &json!({"kind": "totp"})).await;
    assert_eq!(further.problem(), "fresh-approval-required");
}

#[tokio::test]
async fn r10_the_starting_browser_may_type_the_code_and_gets_no_proof() {
    let (world, shop, mut app) = scene("totp").await;
    let login = login(&shop).await;
    let bank = world.client(&[Scope::Login]).await;
    assert_eq!(bank.code(&login, &app.code()).await.status, 404, "another client");
    let path = format!("{}/code", login.path());
    let send = async |token: &str, code: &str| {
        let request = shop.anonymous(Method::POST, &path).bearer_auth(token);
        shop.send(request.json(&json!({"code": code}))).await
    };
    assert_eq!(send("guess", &app.code()).await.status, 404);
    let approved = send(login.wait_token(), &app.code()).await;
    assert_eq!(approved.body["state"], "approved");
    assert_eq!(approved.body.get("assertion"), None);
}

#[tokio::test]
async fn codes_of_oathtool_are_accepted() {
    let world = World::start().await;
    let shop = world.shop().await;
    for (user, kind, digits) in [("alice", "totp", 6), ("bob", "totp", 8), ("carol", "hotp", 6)] {
        let started = shop
            .enroll_as(user, json!({"kind": kind, "digits": digits}))
            .await;
        let uri = reqwest::Url::parse(started.uri()).unwrap();
        let seed = uri.query_pairs().find(|(name, _)| name == "secret").unwrap().1;
        let moving = match kind {
            "totp" => vec![
                "--totp".to_owned(),
                format!("--now=@{}", world.clock.now().as_secs()),
            ],
            _ => vec!["--hotp".to_owned(), "--counter=1".to_owned()],
        };
        let printed = Command::new("oathtool")
            .args(moving)
            .args(["--base32", &format!("--digits={digits}"), &seed])
            .output()
            .unwrap();
        let code = String::from_utf8(printed.stdout).unwrap();
        let proven = shop.code(&started, code.trim()).await;
        assert_eq!(
            proven.body["state"], "completed",
            "{kind} {digits}: {:?}",
            proven.body
        );
    }
}
