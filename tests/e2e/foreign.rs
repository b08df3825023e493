//! Programs that nobody here wrote, so that what we have understood of a standard is what others have.

use std::{path::Path, process::Stdio};

use countersign_core::model::{Line, PhoneNumber};
use countersign_fakes::{Fakes, Reply, Subscription};
use countersign_mobile_sdk::native::Shown;
use countersign_proto::{
    keys::{DeviceKey, PublicJwk},
    native::{request::Request, statement},
};
use countersign_tests::{World, by_tap};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

/// What a script in `foreign` prints; it trusts the fakes.
async fn printed(script: &str, arguments: &[String], fakes: &Fakes) -> Value {
    let output = Command::new("node")
        .arg(script)
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign"))
        .env("NODE_EXTRA_CA_CERTS", &fakes.credentials.ca_file)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn the_library_web_push_and_our_push_service_understand_each_other() {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let keys = printed("web-push.mjs", &[], &fakes).await;
    let send = async |to: &Subscription| {
        let request = json!({
            "subscription": {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}},
            "keys": keys,
            "message": "Is this you? – Yes.",
        });
        printed("web-push.mjs", &[request.to_string()], &fakes).await
    };
    let browser = fakes
        .webpush
        .subscribe(keys["publicKey"].as_str().unwrap())
        .unwrap();
    let mut inbox = fakes.webpush.inbox().of(browser.token());
    assert_eq!(send(&browser).await, 200);
    assert_eq!(inbox.recv().await.unwrap().payload, "Is this you? – Yes.");
    let other = fakes.webpush.subscribe("another key").unwrap();
    assert_eq!(send(&other).await, 403);
}

#[tokio::test]
async fn the_library_node_apn_and_our_apple_understand_each_other() {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let mut inbox = fakes.apns.inbox().all();
    let credentials = &fakes.credentials;
    let url = fakes.apns.base_url();
    let (address, port) = url.strip_prefix("https://").unwrap().split_once(':').unwrap();
    let port: u16 = port.parse().unwrap();
    fakes.apns.script("ab01", [Reply::apns(410, "Unregistered")]);
    fakes.apns.script("ab02", [Reply::GoAway]);
    let request = |topic: &str, key_id: &str| {
        let request = json!({
            "address": address,
            "port": port,
            "token": {"key": credentials.apns_key_file, "keyId": key_id, "teamId": credentials.apns_team_id},
            "topic": topic,
            "to": ["ab01", "ab02", "ab03", "0".repeat(64)],
        });
        [request.to_string()]
    };
    let sent = printed(
        "apns.mjs",
        &request(credentials.apns_topic, credentials.apns_key_id),
        &fakes,
    )
    .await;
    assert_eq!(
        sent,
        json!(["410 Unregistered", "sent", "sent", "400 BadDeviceToken"])
    );
    for _ in 0..2 {
        let push = inbox.recv().await.unwrap();
        let payload: Value = serde_json::from_slice(&push.payload).unwrap();
        assert_eq!(payload, json!({"aps": {"alert": "Is this you? – Yes."}, "n": 1}));
    }
    let foreign = printed(
        "apns.mjs",
        &request("org.example.other", credentials.apns_key_id),
        &fakes,
    )
    .await;
    assert_eq!(foreign[2], "400 TopicDisallowed");
    let unknown = printed("apns.mjs", &request(credentials.apns_topic, "UNKNOWN444"), &fakes).await;
    assert_eq!(unknown[2], "403 InvalidProviderToken");
}

#[tokio::test]
async fn the_library_jose_verifies_what_servers_and_devices_sign() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.native_phone(&shop, "alice").await;
    let login = shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    phone.approve(Shown::Nothing).await;
    let ended = shop.ended(&login).await;
    let mut jwks = shop.get("/.well-known/jwks.json").await.body;
    let mut signed = vec![ended["assertion"].as_str().unwrap().to_owned(), question.compact];
    let request = Request {
        iss: phone.account.device_id,
        aud: question.challenge.iss,
        iat: 1_790_000_000,
        jti: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        htm: "GET".to_owned(),
        htu: "/device/v1/challenges".to_owned(),
    };
    let devices = [DeviceKey::p256(&[1; 32]).unwrap(), DeviceKey::ed25519(&[1; 32])];
    let public = |key: &DeviceKey| PublicJwk {
        kid: Some(key.public().key_id().to_owned()),
        ..key.public().to_jwk()
    };
    // Challenges are signed by keys that phones are told when they enrol.
    let told = phone.account.server_keys.iter().cloned();
    let keys = told.chain(devices.iter().map(public));
    jwks["keys"]
        .as_array_mut()
        .unwrap()
        .extend(keys.map(|key| json!(key)));
    signed.extend(devices.iter().map(|key| statement::sign(key, &request)));
    let asked = json!({"jwks": jwks, "signed": signed}).to_string();
    let read = printed("jose.mjs", &[asked], &world.fakes).await;
    assert_eq!(read[0]["claims"]["sub"], "alice");
    assert_eq!(read[1]["claims"]["login"], login.id());
    for (read, algorithm) in [(&read[2], "ES256"), (&read[3], "EdDSA")] {
        assert_eq!(read["header"]["alg"], algorithm);
        assert_eq!(read["claims"], json!(request));
    }
}

#[tokio::test]
async fn googles_own_library_reads_numbers_as_we_do() {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let judged = printed("numbers.mjs", &[], &fakes).await;
    let judged = judged.as_array().unwrap();
    assert!(judged.len() > 5000, "{}", judged.len());
    let (mut wrong, mut newer) = (Vec::new(), Vec::new());
    for case in judged {
        let typed = case[0].as_str().unwrap();
        let ours = PhoneNumber::read(typed).ok().map(|read| {
            let line = match read.number.line() {
                Line::Mobile => "mobile",
                Line::Landline => "landline",
                Line::Either => "either",
            };
            json!([typed, read.number.expose(), line])
        });
        let ours = ours.unwrap_or_else(|| json!([typed]));
        if ours != *case {
            // Numbers are given out and taken back from one release of the plans to the next.
            let is_news = (ours.as_array().unwrap().len() == 1) != (case.as_array().unwrap().len() == 1);
            let differing = if is_news { &mut newer } else { &mut wrong };
            differing.push(format!("{case} is for us {ours}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        judged.len(),
        wrong.join("\n")
    );
    assert!(
        newer.len() * 500 < judged.len(),
        "{}:\n{}",
        newer.len(),
        newer.join("\n")
    );
}
