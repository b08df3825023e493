//! Enrolments through the API and at the device door.

use std::time::Duration;

use countersign_tests::{Phone, Vendor, World};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_code_enrols_one_phone_and_tells_its_client() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    assert_eq!(started["state"], "pending");
    let path = format!("/api/v1/enrollments/{}", started["id"].as_str().unwrap());
    let svg = started["links"]["qr_svg"].as_str().unwrap();
    let picture = countersign_tests::http().get(svg).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/svg+xml");
    assert!(picture.text().await.unwrap().starts_with("<svg"));

    let mut phone = Phone::new(&world.fakes, Vendor::Apns, world.clock.clone());
    let waiting_path = format!("{path}?wait_secs=20");
    let (waited, scanned) = tokio::join!(
        shop.get(&waiting_path),
        phone.scan(started["uri"].as_str().unwrap())
    );
    scanned.unwrap();
    assert_eq!(waited.body["state"], "completed");
    let enrolled = &waited.body["authenticators"][0];
    assert_eq!(enrolled["kind"], "push");
    assert_eq!(
        countersign_tests::http().get(svg).send().await.unwrap().status(),
        404,
        "the picture is gone with the code"
    );
    let mut late = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    assert!(
        late.scan(started["uri"].as_str().unwrap()).await.is_err(),
        "one code, one phone"
    );
    assert_eq!(shop.delete(&path).await.body["state"], "completed");
}

#[tokio::test]
async fn codes_expire_and_are_cancelled() {
    let world = World::start().await;
    let shop = world.shop().await;
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    let cancelled = shop.enroll("alice").await;
    let path = format!("/api/v1/enrollments/{}", cancelled["id"].as_str().unwrap());
    assert_eq!(shop.delete(&path).await.body["state"], "cancelled");
    assert!(phone.scan(cancelled["uri"].as_str().unwrap()).await.is_err());
    let expired = shop.enroll("alice").await;
    world.clock.advance(Duration::from_secs(300));
    assert!(phone.scan(expired["uri"].as_str().unwrap()).await.is_err());
    let path = format!("/api/v1/enrollments/{}", expired["id"].as_str().unwrap());
    assert_eq!(shop.get(&path).await.body["state"], "expired");
}

#[tokio::test]
async fn a_repeated_registration_is_accepted_and_another_phones_is_not() {
    let world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll("alice").await;
    let code = started["uri"].as_str().unwrap();
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(code).await.unwrap();
    let registration = phone.last_request();
    assert_eq!(
        phone.send(registration.clone()).await,
        200,
        "a lost reply costs nothing"
    );
    let mut other = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    assert!(other.scan(code).await.is_err());
    world.clock.advance(Duration::from_secs(361));
    assert_eq!(phone.send(registration).await, 400, "not for ever");
}

#[tokio::test]
async fn a_key_name_that_is_taken_is_refused() {
    let world = World::start().await;
    let shop = world.shop().await;
    let transport = countersign_mobile_sdk::HttpTransport::new(None).unwrap();
    let device = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone()).device();
    let first = shop.enroll("alice").await;
    countersign_mobile_sdk::enroll(first["uri"].as_str().unwrap(), &device, &transport)
        .await
        .unwrap();
    let second = shop.enroll("bob").await;
    let refused = countersign_mobile_sdk::enroll(second["uri"].as_str().unwrap(), &device, &transport).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn names_of_all_scripts_enrol() {
    let world = World::with(|settings| settings.branding.issuer = "東京大学校".to_owned()).await;
    let shop = world.shop().await;
    for name in ["アリス", "ليلى", "100042", "zoë"] {
        let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
        let started = shop.enroll(name).await;
        phone.scan(started["uri"].as_str().unwrap()).await.unwrap();
        assert_eq!(phone.account().issuer, "東京大学校");
        assert_eq!(phone.account().name, name);
        shop.login(json!({"username": name, "number_matching": "none"}))
            .await;
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
    let mut phone = Phone::new(&world.fakes, Vendor::Fcm, world.clock.clone());
    phone.scan(first["uri"].as_str().unwrap()).await.unwrap();
    let after = send().await;
    assert_eq!(
        (&after["state"], &after["uri"]),
        (&json!("completed"), &Value::Null)
    );
}
