//! A server's own keys at the vendors, looked at and exchanged by commands while it runs.

use std::{path::PathBuf, process::Output, time::Duration};

use countersign::settings::{RelayMode, Settings};
use countersign_fakes::Fakes;
use countersign_tests::{Provider, ServerProcess, World, by_tap, until};
use serde_json::{Value, json};

use crate::{
    admin::{countersign, json, said},
    relay::path,
    relay_rotation::{KEYS, People, issue},
};

/// Runs `countersign credentials` with these settings.
fn credentials(act: &str, settings: &Settings) -> Output {
    let file: PathBuf = settings.server.data_dir.with_extension("credentials.toml");
    std::fs::write(&file, toml::to_string(settings).unwrap()).unwrap();
    let arguments = ["credentials", act, "--json", "--config", path(&file)];
    countersign(&arguments, &settings.server.data_dir, "")
}

/// Names this app in the settings. The server does not know of it yet.
fn name(settings: &mut Settings, app: Value) {
    let app = serde_json::from_value(app).unwrap();
    settings.relay.apps.insert("default".to_owned(), app);
}

fn both(result: &str) -> Value {
    let of = |provider: &str| json!({"app": "default", "provider": provider, "result": result});
    json!([of("apns"), of("fcm")])
}

fn revoke(fakes: &Fakes, apns: &str, fcm: &str) {
    fakes.apns.revoke_key(apns);
    fakes.fcm.revoke_key(fcm);
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_go_on_while_a_server_exchanges_its_own_keys() {
    const LOGINS: usize = 150;
    let mut world = World::of(None, |settings| {
        settings.limits.trusted_networks = vec!["127.0.0.0/8".to_owned()];
        settings.limits.pushes_per_initiator_per_minute = 1_000_000;
    })
    .await;
    let shop = world.shop().await;
    world.pause().await;
    let server = ServerProcess::start(&world.settings).await;
    let people = People::start(&world, &shop).await;
    let mut settings = Settings::clone(&world.settings);
    let (mut apns, mut fcm) = (world.fakes.credentials.apns_key_id, "1");
    for (part, next) in (1..).zip(KEYS) {
        people.have_logged_in(LOGINS * part / 3).await;
        name(&mut settings, issue(&world.fakes, next));
        assert_eq!(json(&credentials("switch", &settings)), both("works"));
        revoke(&world.fakes, apns, fcm);
        (apns, fcm) = (next, next);
    }
    assert!(people.end(LOGINS).await.logins >= LOGINS);
    server.kill().await;
}

#[tokio::test]
async fn apple_takes_the_pushes_of_nodes_that_run_for_hours() {
    let world = World::of_nodes(2).await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Apns).await;
    for _ in 0..10 {
        world.pass(Duration::from_secs(13 * 60)).await;
        shop.login(by_tap("alice")).await;
        assert_eq!(phone.approve(None).await, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_their_vendors_do_not_know_are_not_taken_by_a_server() {
    let world = World::of(None, |_| {}).await;
    let shop = world.shop().await;
    let enrollment = shop.enroll("alice").await;
    let mut phone = world.scan(enrollment.uri(), Provider::Apns).await;
    let mut settings = Settings::clone(&world.settings);
    assert_eq!(json(&credentials("probe", &settings)), both("works"));
    name(&mut settings, issue(&world.fakes, KEYS[0]));
    revoke(&world.fakes, KEYS[0], KEYS[0]);
    let probed = credentials("probe", &settings);
    assert_eq!(probed.status.code(), Some(1));
    assert!(
        said(&probed).contains("not every vendor knows"),
        "{}",
        said(&probed)
    );
    let tried = json(&credentials("switch", &settings));
    assert_eq!(tried[0]["reason"], "403 InvalidProviderToken");
    assert_eq!(tried[1]["result"], "refused");
    // All goes on as before.
    shop.login(by_tap("alice")).await;
    assert_eq!(phone.approve(None).await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_wrong_keys_kept_back_can_be_sent_again_at_once_after_a_switch() {
    let world = World::of(None, |settings| settings.login.resend_after_secs = 1).await;
    let shop = world.shop().await;
    let enrollment = shop.enroll("alice").await;
    let mut phone = world.scan(enrollment.uri(), Provider::Apns).await;
    revoke(&world.fakes, world.fakes.credentials.apns_key_id, "1");
    let login = shop.login(by_tap("alice")).await;
    until("the login says so", async || {
        shop.read(&login).await["undelivered"] == true
    })
    .await;
    let mut settings = Settings::clone(&world.settings);
    name(&mut settings, issue(&world.fakes, KEYS[0]));
    assert_eq!(json(&credentials("switch", &settings)), both("works"));
    let resend = format!("/api/v1/logins/{}/resend", login.id());
    until("it may be sent again", async || {
        shop.post(&resend, &json!({})).await.status == 200
    })
    .await;
    assert_eq!(phone.approve(None).await, 200);
    assert_eq!(shop.ended(&login).await["state"], "approved");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_credentials_is_told_where_they_are() {
    let mut world = World::of(None, |_| {}).await;
    let mut settings = Settings::clone(&world.settings);
    let refused = |act: &str, settings: &Settings, why: &str| {
        let output = credentials(act, settings);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(why), "{act}: {}", said(&output));
    };
    // An app that the running server has not known.
    let app = settings.relay.apps["default"].clone();
    settings.relay.apps.insert("other".to_owned(), app);
    let tried = json(&credentials("switch", &settings));
    let new = tried
        .as_array()
        .unwrap()
        .iter()
        .find(|tried| tried["app"] == "other");
    assert!(
        new.unwrap()["reason"].as_str().unwrap().contains("start anew"),
        "{tried}"
    );

    world.pause().await;
    refused("switch", &world.settings, "no server runs here");
    settings.relay.apps.clear();
    for act in ["probe", "switch"] {
        refused(act, &settings, "no app is configured");
    }
    settings.relay.mode = RelayMode::Remote;
    settings.relay.url = Some("https://relay.example.org".parse().unwrap());
    for act in ["probe", "switch"] {
        refused(
            act,
            &settings,
            "the relay at https://relay.example.org/ holds the credentials",
        );
    }
}
