//! Terms of use in a journey.

use countersign::admin::Command;
use countersign_core::model::TextHash;
use countersign_tests::{Provider, World};
use serde_json::{Value, json};

use super::{Sdk, kinds, number, open, read, waits, with_phone};

/// What everybody is shown where nothing else is set.
const BUILT_IN: &str = include_str!("../../../server/crates/web/terms/en.md");
const TERMS: [&str; 1] = ["TermsAndConditionsCallback"];

async fn acceptances(world: &World, name: &str) -> Vec<Value> {
    let name = name.to_owned();
    let said = world.operate(Command::UserTerms { name }).await;
    said.as_array().unwrap().clone()
}

#[tokio::test]
async fn s31_the_sdk_shows_the_terms_and_a_journey_goes_on_once_they_are_accepted() {
    let world = World::with(open).await;
    world.user("alice").await;
    let mut sdk = Sdk::new(&world).await;
    let step = sdk.begin("RegisterPush", "alice").await;
    assert_eq!(kinds(&step), TERMS, "the code is not shown before");
    let shown = read(&step, "TermsAndConditionsCallback");
    assert_eq!(shown["terms"], BUILT_IN);
    assert_eq!(shown["version"], "countersign-1");

    let declined = sdk.next(json!({"accept": false})).await;
    assert_eq!(
        (&declined["type"], &declined["code"]),
        (&json!("LoginFailure"), &json!(401))
    );
    assert_eq!(declined["detail"], json!({"reason": "terms-not-accepted"}));
    assert!(acceptances(&world, "alice").await.is_empty());

    let step = sdk.begin("RegisterPush", "alice").await;
    assert_eq!(kinds(&step), TERMS);
    let code = sdk.next(json!({"accept": true})).await;
    assert_eq!(
        kinds(&code),
        [
            "TextOutputCallback",
            "TextOutputCallback",
            "HiddenValueCallback",
            "PollingWaitCallback"
        ]
    );
    assert_eq!(code["qr"]["use"], "push", "{code}");
    let [kept] = &acceptances(&world, "alice").await[..] else {
        panic!("one acceptance")
    };
    assert_eq!(kept["sha256"], TextHash::of(BUILT_IN).to_string());
    let mut phone = world
        .scan(code["qr"]["uri"].as_str().unwrap(), Provider::Fcm)
        .await;
    let done = sdk.next(json!({})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(done["token"], Value::Null, "a password alone logs nobody in");
    let step = sdk.begin("Login", "alice").await;
    assert!(waits(&step), "whoever has accepted is not asked again: {step}");
    assert_eq!(phone.approve(number(&step)).await, 200);
    assert_eq!(sdk.next(json!({})).await["type"], "LoginSuccess");
}

#[tokio::test]
async fn s31_a_new_version_comes_after_the_login_and_before_the_code() {
    let mut world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    world.pause().await;
    let own = world.settings.server.data_dir.with_file_name("terms");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("en.md"), "Be kind.\n").unwrap();
    // Longer than any other request may be: programs send it back.
    let long = "Sei freundlich: „so“.\n".repeat(1000);
    std::fs::write(own.join("de.md"), &long).unwrap();
    world.settings.terms.folder = Some(own);
    world.settings.terms.version = Some("2026-02".to_owned());
    world.resume().await;

    let german = json!({"baseUrl": world.url("/"), "realmPath": "root", "language": "de"});
    let mut sdk = Sdk::with(german).await;
    let step = sdk.begin("RegisterOath", "alice").await;
    assert!(waits(&step), "{step}");
    assert_eq!(phone.approve(number(&step)).await, 200);
    let step = sdk.next(json!({})).await;
    assert_eq!(kinds(&step), TERMS);
    let shown = read(&step, "TermsAndConditionsCallback");
    assert_eq!(
        (&shown["version"], &shown["terms"]),
        (&json!("2026-02"), &json!(long))
    );
    let code = sdk.next(json!({"accept": true})).await;
    assert_eq!(code["qr"]["use"], "otp", "{code}");
    let kept = acceptances(&world, "alice").await;
    let languages: Vec<&Value> = kept.iter().map(|one| &one["language"]).collect();
    assert_eq!(languages, ["en", "de"]);
}
