//! The same through a relay of its own, which alone knows the gateways.

use std::collections::BTreeMap;

use countersign::{admin::Command, settings::RelayMode};
use countersign_core::model::Channel;
use countersign_test_postgres::free_address;
use countersign_tests::{RelayProcess, until};
use tempfile::TempDir;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn codes_go_through_a_relay_of_its_own() {
    let (dir, listen) = (TempDir::new().unwrap(), free_address().unwrap());
    let world = World::of(None, |settings| {
        settings.relay.mode = RelayMode::Remote;
        settings.relay.url = Some(format!("http://{listen}").parse().unwrap());
        settings.relay.apps = BTreeMap::new();
        settings.limits.pushes_per_initiator_per_minute = 1000;
        settings.phone.channels = [Channel::Sms, Channel::Voice].into();
    })
    .await;
    let printed = world.operate(Command::KeysRelay).await;
    let key = dir.path().join("server.pem");
    std::fs::write(&key, printed["public_key"].as_str().unwrap()).unwrap();
    let mut relay = RelayProcess::new(dir.path(), listen, &world.fakes);
    relay.start().await;
    let key = key.to_str().unwrap();
    let add = [
        "sender",
        "add",
        "server",
        "--public-key",
        key,
        "--messages-per-day",
        "4",
    ];
    relay.operate(&add).await;
    let shop = world.shop().await;
    enrol(&world, &shop, "alice", NUMBER, "sms").await;
    let login = login(&shop).await;
    assert_eq!(
        ask(&shop, &login, serde_json::json!({"method": "voice"}))
            .await
            .status,
        200
    );
    let call = world.fakes.messages.nth(1).await;
    assert_eq!(shop.code(&login, &call.code()).await.status, 200);
    let login = super::login(&shop).await;
    let refusal = countersign_fakes::Reply::status(400);
    world.fakes.messages.script(NUMBER, [refusal]);
    assert_eq!(ask(&shop, &login, serde_json::json!({})).await.status, 200);
    until("the relay has told what became of it", async || {
        shop.read(&login).await["code"]["state"] == "undelivered"
    })
    .await;
    let login = super::login(&shop).await;
    assert_eq!(ask(&shop, &login, serde_json::json!({})).await.status, 200);
    let receipt = world.fakes.messages.nth(2).await.receipt.unwrap();
    assert!(
        receipt.starts_with(&format!("http://{listen}/v1/receipts/")),
        "{receipt}"
    );
    let told = countersign_tests::http()
        .post(&receipt)
        .form(&[("status", "delivered")])
        .send();
    assert_eq!(told.await.unwrap().status(), 204);
    until("the server has heard of it", async || {
        shop.read(&login).await["code"]["state"] == "delivered"
    })
    .await;
    let login = super::login(&shop).await;
    assert_eq!(ask(&shop, &login, serde_json::json!({})).await.status, 200);
    until("the relay sends no more than it may of this sender", async || {
        shop.read(&login).await["code"]["state"] == "undelivered"
    })
    .await;
    assert_eq!(
        world.fakes.messages.taken().len(),
        3,
        "four were accepted, and one of them refused"
    );
    let (number, code) = (NUMBER.as_bytes(), call.code());
    for entry in std::fs::read_dir(dir.path().join("relay")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
            assert!(!holds(number), "{}", path.display());
            assert!(
                !holds(format!("{}, {}", &code[..1], &code[1..2]).as_bytes()),
                "{}",
                path.display()
            );
        }
    }
    relay.kill().await;
}
