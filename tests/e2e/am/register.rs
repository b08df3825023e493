//! Journeys that set something up.

use std::time::Duration;

use countersign_tests::{CodeApp, Provider, World};
use serde_json::{Value, json};

use super::{Sdk, acr, kinds, number, open, read, session, waits, with_phone};

async fn authenticators(world: &World) -> usize {
    let shop = world.shop().await;
    let listed = shop.get("/api/v1/users/alice/authenticators").await.body;
    listed["authenticators"].as_array().unwrap().len()
}

#[tokio::test]
async fn one_more_app_is_set_up_by_whoever_has_just_logged_in() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    let mut sdk = Sdk::new(&world).await;
    let step = sdk.begin("RegisterOath", "alice").await;
    assert!(waits(&step), "the password alone shows no code: {step}");
    assert_eq!(phone.approve(number(&step)).await, 200);
    let code = sdk.next(json!({})).await;
    assert_eq!(
        kinds(&code),
        [
            "TextOutputCallback",
            "TextOutputCallback",
            "HiddenValueCallback",
            "ConfirmationCallback"
        ]
    );
    let hidden = read(&code, "HiddenValueCallback");
    assert_eq!(hidden["id"], "mfaDeviceRegistration");
    let mut app = CodeApp::scan(hidden["value"].as_str().unwrap(), world.clock.clone()).await;
    let field = sdk.next(json!({"option": "Continue"})).await;
    assert_eq!(kinds(&field), ["NameCallback", "ConfirmationCallback"]);
    let wrong = sdk.next(json!({"name": "000000"})).await;
    assert_eq!(
        kinds(&wrong),
        ["TextOutputCallback", "NameCallback", "ConfirmationCallback"]
    );
    assert_eq!(authenticators(&world).await, 1, "it counts once it is proven");
    let done = sdk.next(json!({"name": app.code()})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(authenticators(&world).await, 2);
    assert_eq!(
        acr(&world, done["token"].as_str().unwrap()).await,
        "push-number+pwd"
    );

    // The login has allowed its one (R11): what led to it leads nowhere any more.
    let again = sdk.next(json!({"step": 1})).await;
    assert_eq!(again["type"], "LoginFailure", "{again}");
    let late = sdk.next(json!({"step": 3, "name": app.code()})).await;
    assert_eq!(late["token"], done["token"], "{late}");
    assert_eq!(authenticators(&world).await, 2);
}

#[tokio::test]
async fn a_combined_code_brings_push_codes_and_paper() {
    let world = World::with(open).await;
    world.user("alice").await;
    let mut sdk = Sdk::new(&world).await;
    sdk.begin("RegisterCombined", "alice").await;
    let code = sdk.next(json!({"accept": true})).await;
    let hidden = read(&code, "HiddenValueCallback");
    let uri = hidden["value"].as_str().unwrap();
    assert!(uri.starts_with("mfauth://"), "{uri}");
    let waiting = sdk.next(json!({})).await;
    assert_eq!(kinds(&waiting), kinds(&code), "until the phone registers");
    let mut phone = world.scan(uri, Provider::Apns).await;
    let field = sdk.next(json!({})).await;
    assert_eq!(
        kinds(&field),
        [
            "TextOutputCallback",
            "TextOutputCallback",
            "NameCallback",
            "ConfirmationCallback"
        ]
    );
    let paper: Vec<String> = serde_json::from_value(field["codes"].clone()).unwrap();
    assert_eq!(paper.len(), 10, "{field}");
    let mut app = phone.codes();
    let done = sdk.next(json!({"name": app.code()})).await;
    assert_eq!(
        (&done["type"], &done["token"]),
        (&json!("LoginSuccess"), &Value::Null)
    );

    // What the SDK read off the step is a code that works, and is worth what it is (R12).
    let step = sdk.begin("Login", "alice").await;
    assert_eq!(kinds(&step), ["ChoiceCallback"]);
    sdk.next(json!({"choice": "Type a code"})).await;
    let field = sdk.next(json!({"option": "Use a recovery code"})).await;
    assert_eq!(read(&field, "NameCallback")["prompt"], "Use a recovery code");
    let done = sdk.next(json!({"name": paper[3], "option": "Continue"})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(acr(&world, done["token"].as_str().unwrap()).await, "recovery+pwd");
    let step = sdk.begin("Login", "alice").await;
    assert_eq!(kinds(&step), ["ChoiceCallback"]);
    sdk.next(json!({"choice": "Use a recovery code"})).await;
    let used = sdk.next(json!({"name": paper[3]})).await;
    assert_eq!(used["type"], "Step", "a code is good once");
    assert!(!phone.has_push());
    assert!(phone.try_question(Duration::ZERO).await.is_none());
}

#[tokio::test]
async fn whoever_has_nothing_sets_it_up_in_the_login_and_then_logs_in() {
    let world = World::with(open).await;
    world.user("alice").await;
    let mut sdk = Sdk::new(&world).await;
    sdk.begin("Login", "alice").await;
    let code = sdk.next(json!({"accept": true})).await;
    let mut phone = world
        .scan(code["qr"]["uri"].as_str().unwrap(), Provider::Fcm)
        .await;
    let first = sdk.next(json!({})).await;
    assert_eq!(kinds(&first), ["NameCallback", "PasswordCallback"], "{first}");
    let step = sdk
        .next(json!({"name": "alice", "password": countersign_tests::PASSWORD}))
        .await;
    assert_eq!(phone.approve(number(&step)).await, 200);
    let done = sdk.next(json!({})).await;
    assert_eq!(
        acr(&world, done["token"].as_str().unwrap()).await,
        "push-number+pwd"
    );
}

#[tokio::test]
async fn a_code_that_nobody_scans_runs_out_and_a_session_that_ends_takes_it_along() {
    let world = World::with(open).await;
    world.user("alice").await;
    let mut sdk = Sdk::new(&world).await;
    sdk.begin("RegisterPush", "alice").await;
    let code = sdk.next(json!({"accept": true})).await;
    world.clock.advance(Duration::from_secs(301));
    let late = sdk.next(json!({})).await;
    assert_eq!(late["detail"], json!({"errorCode": "110"}), "{late}");
    let mut phone = world.new_phone(Provider::Fcm);
    assert!(phone.scan(code["qr"]["uri"].as_str().unwrap()).await.is_err());

    let mut phone = with_phone(&world, "bob").await;
    let step = sdk.begin("RegisterOath", "bob").await;
    assert_eq!(phone.approve(number(&step)).await, 200);
    let code = sdk.next(json!({})).await;
    let token = sdk.cookie("session").await.unwrap();
    let uri = read(&code, "HiddenValueCallback")["value"].as_str().unwrap();
    let mut app = CodeApp::scan(uri, world.clock.clone()).await;
    sdk.next(json!({"option": "Continue"})).await;
    assert_eq!(session(&world, "logout", &token).await.0, 200);
    let refused = sdk.next(json!({"name": app.code()})).await;
    assert_eq!(refused["type"], "LoginFailure", "{refused}");
}
