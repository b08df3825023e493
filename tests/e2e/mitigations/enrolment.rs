//! Codes that enrol a phone, and the secrets in them.

use std::time::Duration;

use countersign::admin::Command;
use countersign_core::model::Scope;
use countersign_mobile_sdk::{HttpTransport, enroll};
use countersign_proto::forgerock::uri::{ScanError, Scanned, scan};
use countersign_tests::{Provider, World};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::json;

#[tokio::test]
async fn mitigation_10_a_code_lives_five_minutes_in_one_browser_and_serves_one_phone() {
    let world = World::start().await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll("alice").await;
    assert_eq!(started.get("uri"), None, "only the page shows it");
    let (mut browser, mut other) = (world.browser(), world.browser());
    let taken = browser.post(started.link(), &[]).await;
    let cookie = taken.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite"),
        "{cookie}"
    );
    let shown = browser.past_terms(taken.location()).await;
    assert_eq!(shown.header("cache-control"), "no-store");
    let uri = shown.enrollment_code();
    assert_eq!(other.get(taken.location()).await.status, 404, "another browser");
    let again = other.post(started.link(), &[]).await;
    assert_eq!(again.status, 409, "the link is taken");
    world.clock.advance(Duration::from_secs(300));
    let mut late = world.new_phone(Provider::Fcm);
    assert!(late.scan(&uri).await.is_err());
}

#[tokio::test]
async fn mitigation_11_no_phone_takes_the_name_of_anothers_key() {
    let (_world, shop, phone) = World::enrolled().await;
    let started = shop.enroll("mallory").await;
    let mut device = phone.device();
    device.mechanism_uid = phone.account().mechanism_uid.parse().unwrap();
    let transport = HttpTransport::new(None).unwrap();
    enroll(started.uri(), &device, &transport).await.unwrap_err();
}

#[tokio::test]
async fn mitigation_13_secrets_lie_sealed_and_are_never_told_again() {
    let mut world = World::start().await;
    let shop = world.shop().await;
    let started = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let phone = world.scan(started.uri(), Provider::Fcm).await;
    let mut app = phone.codes();
    shop.code(&started, &app.code()).await;
    let key = phone.account().secret.expose().to_vec();
    let seed = app.account.seed.to_vec();
    let paper = started.recovery_codes();
    let mut told = shop
        .get("/api/v1/users/alice/authenticators")
        .await
        .body
        .to_string();
    let path = started.path();
    told += &shop.get(&path).await.body.to_string();
    told += &world
        .operate(Command::AuditTail { limit: 1000 })
        .await
        .to_string();
    told += &world.metrics().await;
    world.pause().await;
    let stored = [world.stored().concat(), told.into_bytes()].concat();
    let mut secrets = vec![phone.push_token.clone().into_bytes()];
    for bytes in [&key, &seed] {
        secrets.push(bytes.clone());
        for text in [
            BASE64.encode(bytes),
            data_encoding::BASE32_NOPAD.encode(bytes),
            data_encoding::HEXUPPER.encode(bytes),
            data_encoding::HEXLOWER.encode(bytes),
        ] {
            secrets.push(text.into_bytes());
        }
    }
    for code in paper {
        secrets.push(code.replace('-', "").into_bytes());
        secrets.push(code.into_bytes());
    }
    for secret in secrets {
        for form in [&secret, data_encoding::HEXLOWER.encode(&secret).as_bytes()] {
            let found = stored.windows(form.len()).any(|window| window == form);
            assert!(!found, "{}", String::from_utf8_lossy(form));
        }
    }
}

/// A code whose load balancer's cookie, issuer or endpoint is another than the server would write.
fn code_with(uri: &str, parameter: &str, text: &str) -> String {
    let (before, rest) = uri.split_once(&format!("{parameter}=")).unwrap();
    let after = rest.split_once('&').map_or("", |(_, after)| after);
    format!(
        "{before}{parameter}={}&{after}",
        BASE64URL_NOPAD.encode(text.as_bytes())
    )
}

#[tokio::test]
async fn mitigation_20_a_code_decides_about_no_header_but_its_cookie() {
    let world = World::start().await;
    let uri = world.shop().await.enroll("alice").await;
    let uri = uri.uri();
    for (text, sent) in [
        ("amlbcookie=01", Some("amlbcookie=01")),
        ("a=b\r\nx-evil: 1", None),
        ("a=b; c=d", None),
        ("no-value=", None),
        ("nothing", None),
    ] {
        let Ok(Scanned::Push(scanned)) = scan(&code_with(uri, "?l", text).replace("??", "?")) else {
            panic!("a push code")
        };
        assert_eq!(scanned.cookie.as_deref(), sent, "{text:?}");
    }
}

#[tokio::test]
async fn mitigation_21_plain_http_is_for_this_machine_alone() {
    let world = World::start().await;
    let started = world.shop().await.enroll("alice").await;
    let uri = started.uri();
    for (base, followed) in [
        ("https://id.example.org/json", true),
        ("http://127.0.0.1:8080/json", true),
        ("http://id.example.org/json", false),
        ("http://127.0.0.1.example.org/json", false),
    ] {
        let uri = code_with(uri, "&r", &format!("{base}?_action=register"));
        let uri = code_with(&uri, "&a", &format!("{base}?_action=authenticate"));
        let refused = scan(&uri).err();
        assert_eq!(refused, (!followed).then_some(ScanError::Insecure), "{base}");
    }
    let mut settings = world.settings.clone();
    settings.server.public_url = Some("http://id.example.org".parse().unwrap());
    assert!(settings.check().is_err());
}

#[tokio::test]
async fn mitigation_22_a_code_names_one_organisation() {
    let world = World::start().await;
    let shop = world.shop().await;
    for kind in ["push", "totp", "combined"] {
        let started = shop
            .enroll_as(&format!("{kind}user"), json!({"kind": kind}))
            .await;
        let uri = started.uri();
        assert!(uri.contains("/Countersign:"), "{uri}");
        let other = match kind {
            "totp" => uri.replace("issuer=Countersign", "issuer=Evil"),
            _ => code_with(uri, "&issuer", "Evil"),
        };
        assert_ne!(uri, other);
        assert_eq!(scan(&other).err(), Some(ScanError::IssuerMismatch), "{kind}");
    }
}
