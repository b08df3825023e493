//! Enrolments through the API and at the device door.

use std::time::Duration;

use countersign_tests::{Provider, World, by_tap};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_code_enrols_one_phone_and_tells_its_client() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    assert_eq!(started["state"], "pending");
    let path = started.path();
    let svg = started["links"]["qr_svg"].as_str().unwrap();
    let picture = countersign_tests::http().get(svg).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/svg+xml");
    assert!(picture.text().await.unwrap().starts_with("<svg"));

    let mut phone = world.new_phone(Provider::Apns);
    let waiting_path = format!("{path}?wait_secs=20");
    let (waited, scanned) = tokio::join!(shop.get(&waiting_path), phone.scan(started.uri()));
    scanned.unwrap();
    assert_eq!(waited.body["state"], "completed");
    let enrolled = &waited.body["authenticators"][0];
    assert_eq!(enrolled["kind"], "push");
    assert_eq!(
        countersign_tests::http().get(svg).send().await.unwrap().status(),
        404,
        "the picture is gone with the code"
    );
    let mut late = world.new_phone(Provider::Fcm);
    assert!(late.scan(started.uri()).await.is_err(), "one code, one phone");
    assert_eq!(shop.delete(&path).await.body["state"], "completed");
}

#[tokio::test]
async fn codes_expire_and_are_cancelled() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.new_phone(Provider::Fcm);
    let cancelled = shop.enroll("alice").await;
    let ended = shop.delete(&cancelled.path()).await;
    assert_eq!(ended.body["state"], "cancelled");
    assert!(phone.scan(cancelled.uri()).await.is_err());
    let expired = shop.enroll("alice").await;
    world.clock.advance(Duration::from_secs(300));
    assert!(phone.scan(expired.uri()).await.is_err());
    let ended = shop.get(&expired.path()).await;
    assert_eq!(ended.body["state"], "expired");
}

#[tokio::test]
async fn a_repeated_registration_is_accepted_and_another_phones_is_not() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    let code = started.uri();
    let mut phone = world.new_phone(Provider::Fcm);
    phone.scan(code).await.unwrap();
    let registration = phone.last_request();
    assert_eq!(
        phone.send(registration.clone()).await,
        200,
        "a lost reply costs nothing"
    );
    let mut other = world.new_phone(Provider::Fcm);
    assert!(other.scan(code).await.is_err());
    world.clock.advance(Duration::from_secs(361));
    assert_eq!(phone.send(registration).await, 400, "not for ever");
}

#[tokio::test]
async fn a_key_name_that_is_taken_is_refused() {
    let world = World::start().await;
    let shop = world.shop().await;
    let transport = countersign_mobile_sdk::HttpTransport::new(None).unwrap();
    let device = world.new_phone(Provider::Fcm).device();
    let first = shop.enroll("alice").await;
    countersign_mobile_sdk::enroll(first.uri(), &device, &transport)
        .await
        .unwrap();
    let second = shop.enroll("bob").await;
    let refused = countersign_mobile_sdk::enroll(second.uri(), &device, &transport).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn names_of_all_scripts_enrol() {
    let world = World::with(|settings| settings.branding.issuer = "東京大学校".to_owned()).await;
    let shop = world.shop().await;
    for name in ["アリス", "ليلى", "100042", "zoë"] {
        let mut phone = world.new_phone(Provider::Fcm);
        let started = shop.enroll(name).await;
        phone.scan(started.uri()).await.unwrap();
        assert_eq!(phone.account().issuer, "東京大学校");
        let label = &phone.account().name;
        let (number, called) = label.split_once('-').unwrap();
        assert_eq!((number.len(), called), (6, name), "{label}");
        shop.login(by_tap(name)).await;
        phone.question().await;
    }
}

#[tokio::test]
async fn an_enrolment_with_the_same_idempotency_key_is_the_same() {
    let world = World::start().await;
    let shop = world.shop().await;
    let send = async || {
        let request = shop.request(Method::POST, "/api/v1/users/alice/enrollments");
        shop.send(
            request
                .header("idempotency-key", "e1")
                .json(&json!({"kind": "push"})),
        )
        .await
        .body
    };
    let first: Value = send().await;
    assert_eq!(send().await, first, "with the code, while it is pending");
    let mut phone = world.new_phone(Provider::Fcm);
    phone.scan(first["uri"].as_str().unwrap()).await.unwrap();
    let after = send().await;
    assert_eq!(
        (&after["state"], &after["uri"]),
        (&json!("completed"), &Value::Null)
    );
}
