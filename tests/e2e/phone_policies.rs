//! Codes that demand something of the phone: apps that do not find it so follow none, and nobody is told anything else.

use countersign::{admin::Command, settings::Settings};
use countersign_core::settings::PolicySettings;
use countersign_mobile_sdk::{AnswerError, Condition, EnrollError, Generation, Unmet, code};
use countersign_tests::{APPROVE, Page, Phone, RelyingParty, World, by_tap};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

const DEMANDED: &str = r#"{"biometricAvailable":{},"deviceTampering":{"score":0.8}}"#;

const NO_BIOMETRICS: Condition = Condition {
    has_biometrics: false,
    ..Condition::SOUND
};
const TAMPERED: Condition = Condition {
    tampering: 0.8,
    ..Condition::SOUND
};

fn demanding(settings: &mut Settings) {
    settings.enrollment.policies = PolicySettings {
        biometric_available: true,
        device_tampering: Some(0.8),
    };
}

/// An enrolment of this kind, and its code. The server demands something in codes for both halves alone; others are made to.
async fn demanding_code(shop: &RelyingParty, user: &str, kind: &str) -> (String, String) {
    let started = shop.enroll_as(user, json!({"kind": kind})).await;
    let uri = started.uri().to_owned();
    let code = if kind == "combined" {
        assert!(uri.contains("&policies="), "{uri}");
        uri
    } else {
        format!("{uri}&policies={}", BASE64URL_NOPAD.encode(DEMANDED.as_bytes()))
    };
    (started.path(), code)
}

/// What the audit log has of enrolments and authenticators.
async fn recorded(world: &World) -> Vec<Value> {
    let tail = world.operate(Command::AuditTail { limit: 200 }).await;
    let mut records = tail.as_array().unwrap().clone();
    records.retain(|record| {
        let event = record["event"].as_str().unwrap();
        event.starts_with("enrollment_")
            || event.starts_with("authenticator_")
            || event.starts_with("device_")
    });
    records
}

#[tokio::test]
async fn s33_a_phone_that_is_not_as_demanded_follows_no_code_and_the_enrolment_stays_open() {
    let world = World::with(demanding).await;
    let shop = world.shop().await;
    for generation in Generation::ALL {
        let newer = matches!(generation, Generation::PingAndroid | Generation::PingIos);
        for kind in ["push", "totp", "combined"] {
            // The older two look at codes for both alone.
            let looks = newer || kind == "combined";
            for (n, (condition, policy)) in [
                (NO_BIOMETRICS, "biometricAvailable"),
                (TAMPERED, "deviceTampering"),
            ]
            .into_iter()
            .enumerate()
            {
                let user = format!("{}-{kind}-{n}", generation.as_str().to_lowercase());
                let (path, code) = demanding_code(&shop, &user, kind).await;
                let opened = shop.get(&path).await.body;
                let before = recorded(&world).await;
                let mut phone = Phone::of(&world.fakes, generation, world.clock.clone());
                phone.condition = condition;
                let followed = phone.scan(&code).await;
                if looks {
                    assert!(
                        matches!(followed, Err(EnrollError::Unmet(Unmet(unmet))) if unmet == policy),
                        "{user}: {followed:?}"
                    );
                    assert!(phone.accounts().is_empty() && phone.sent_nothing(), "{user}");
                    assert_eq!(shop.get(&path).await.body, opened, "{user}");
                    assert_eq!(recorded(&world).await, before, "{user}");
                    // The very code serves a phone that is as demanded.
                    phone.condition = Condition::SOUND;
                    phone.scan(&code).await.unwrap();
                } else {
                    followed.unwrap();
                }
                let state = if kind == "push" { "completed" } else { "proving" };
                assert_eq!(shop.get(&path).await.body["state"], state, "{user}");
            }
        }
    }
}

#[tokio::test]
async fn s33_the_page_shows_the_code_as_before_to_whoever_may_have_another_phone() {
    let world = World::with(demanding).await;
    world.user("alice").await;
    let office = world.client(&[countersign_core::model::Scope::Enroll]).await;
    let started = office.enroll_as("alice", json!({"kind": "combined"})).await;
    let mut browser = world.browser();
    let code = browser.take(&started).await;
    let id = started["id"].as_str().unwrap();
    let path = format!("/enroll/code/{id}");
    let state = format!("{path}/state");
    let link = |page: &Page| page.between("id=\"open\" href=\"", "\"").to_owned();
    let shown = link(&browser.get(&path).await);
    let mut phone = Phone::of(&world.fakes, Generation::FrAndroid, world.clock.clone());
    phone.condition = NO_BIOMETRICS;
    phone.scan(&code).await.unwrap_err();
    let page = browser.get(&path).await;
    assert_eq!(link(&page), shown);
    assert!(!page.text.contains("role=\"alert\""), "{}", page.text);
    assert_eq!(browser.get(&state).await.text, r#"{"state":"pending"}"#);
    phone.condition = Condition::SOUND;
    phone.scan(&code).await.unwrap();
    assert_eq!(browser.get(&state).await.text, r#"{"state":"proving"}"#);
}

#[tokio::test]
async fn s33_an_account_is_locked_while_its_phone_is_not_as_demanded() {
    let world = World::with(demanding).await;
    let shop = world.shop().await;
    for generation in Generation::ALL {
        let user = generation.as_str().to_lowercase();
        let (path, combined) = demanding_code(&shop, &user, "combined").await;
        let mut phone = Phone::of(&world.fakes, generation, world.clock.clone());
        phone.scan(&combined).await.unwrap();
        let mut app = phone.codes();
        assert_eq!(
            shop.code(&shop.get(&path).await.body, &app.code()).await.status,
            200
        );

        let login = shop.login(by_tap(&user)).await;
        let question = phone.question().await;
        phone.condition = TAMPERED;
        let answered = phone.try_answer(&question, APPROVE).await;
        assert!(
            matches!(answered, Err(AnswerError::Unmet(Unmet("deviceTampering")))),
            "{user}: {answered:?}"
        );
        assert!(code(&mut app.account, TAMPERED, 0).is_err(), "{user}");
        assert_eq!(shop.read(&login).await["state"], "pending", "nothing was sent");
        phone.condition = Condition::SOUND;
        phone.try_answer(&question, APPROVE).await.unwrap();
        assert_eq!(shop.ended(&login).await["state"], "approved", "{user}");
    }
}
