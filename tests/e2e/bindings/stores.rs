//! The app's own key store, and whom it trusts.

use countersign_tests::{World, native_push};
use serde_json::json;

use super::{PythonPhone, scene};

#[tokio::test]
async fn a_store_that_fails_is_found_before_a_link_is_used_up() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", native_push()).await;
    for (kind, said) in [("locked", "the device is locked"), ("broken", "no such key")] {
        let failed = phone
            .does("enroll", &["--code", enrollment.uri(), "--store-kind", kind])
            .await;
        assert_eq!(failed["error"], "NotKept", "{failed}");
        assert!(failed["message"].as_str().unwrap().contains(said), "{failed}");
    }
    assert_eq!(phone.enrolls(&enrollment).await, json!(["native"]));
}

#[tokio::test]
async fn what_is_not_what_was_saved_is_neither_believed_nor_repeated() {
    let (_world, _shop, phone) = scene().await;
    std::fs::write(&phone.store, r#"[{"id": "secret"}]"#).unwrap();
    let failed = phone.does("accounts", &[]).await;
    assert_eq!(failed["error"], "NotKept");
    assert!(
        !failed["message"].as_str().unwrap().contains("secret"),
        "{failed}"
    );
}

#[tokio::test]
async fn a_code_that_is_none_and_a_link_used_before_are_refused() {
    let (_world, shop, phone) = scene().await;
    for code in [
        "",
        "https://example.org/",
        "otpauth://totp/?secret=",
        "pushauth://push/x:y?s=1",
    ] {
        let refused = phone.does("enroll", &["--code", code]).await;
        assert_eq!(refused["error"], "BadCode", "{code}: {refused}");
        assert_eq!(
            phone.does("read", &["--code", code]).await,
            json!({"other": true}),
            "{code}"
        );
    }
    let enrollment = shop.enroll_as("bob", native_push()).await;
    assert_eq!(phone.enrolls(&enrollment).await, json!(["native"]));
    assert_eq!(phone.enrolls(&enrollment).await["error"], "BadCode");
    assert_eq!(phone.does("accounts", &[]).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn servers_are_trusted_by_what_the_app_passes_alone() {
    let world = World::over_tls().await;
    let certificate = world.settings.server.tls.cert_file.as_ref().unwrap();
    let phone = PythonPhone::new().await;
    let link = format!(
        "https://{}/phone#enroll=00000000-0000-4000-8000-000000000000.{}",
        world.server().address,
        "A".repeat(43)
    );
    let anchors = certificate.to_str().unwrap();
    let unknown = phone.does("enroll", &["--code", &link]).await;
    assert_eq!(unknown["error"], "Unreachable", "the system does not know it");
    let known = phone
        .does("enroll", &["--code", &link, "--anchors", anchors])
        .await;
    assert_eq!(known["error"], "BadCode", "the server was reached: {known}");
    std::fs::write(certificate, "").unwrap();
    let none = phone
        .does("enroll", &["--code", &link, "--anchors", anchors])
        .await;
    assert_eq!(none["error"], "NoTrust");
}
