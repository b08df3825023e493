//! What gateways tell later: only at the address that they were given, only about that message, and a page says it.

use std::time::Duration;

use countersign_tests::{World, until};
use serde_json::json;

use super::*;

/// Tells it as a gateway does; the status of the answer.
async fn tell(address: &str, form: &[(&str, &str)]) -> u16 {
    let client = countersign_tests::http();
    client
        .post(address)
        .form(form)
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}

#[tokio::test]
async fn a_message_is_said_to_have_arrived_or_not_as_its_gateway_tells() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    code(&world, &shop, &login).await;
    let first = world.fakes.messages.taken().pop().unwrap().receipt.unwrap();
    assert_eq!(tell(&first, &[("status", "sent")]).await, 204, "nothing final");
    until("it is taken", async || {
        shop.read(&login).await["code"]["state"] == "taken"
    })
    .await;
    assert_eq!(tell(&first, &[("status", "delivered")]).await, 204);
    assert_eq!(shop.read(&login).await["code"]["state"], "delivered");
    assert_eq!(tell(&first, &[("MessageStatus", "undelivered")]).await, 204);
    assert_eq!(shop.read(&login).await["code"]["state"], "undelivered");
    world.clock.advance(Duration::from_secs(31));
    let right = code(&world, &shop, &login).await;
    until("it is taken", async || {
        shop.read(&login).await["code"]["state"] == "taken"
    })
    .await;
    assert_eq!(tell(&first, &[("status", "failed")]).await, 204);
    assert_eq!(
        shop.read(&login).await["code"]["state"],
        "taken",
        "of an older message"
    );
    assert_eq!(shop.code(&login, &right).await.status, 200);
    assert_eq!(
        tell(&first, &[("status", "failed")]).await,
        204,
        "harmless once it is over"
    );
}

#[tokio::test]
async fn nobody_else_tells_anything() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    code(&world, &shop, &login).await;
    let address = world.fakes.messages.taken().pop().unwrap().receipt.unwrap();
    let (base, token) = address.rsplit_once('/').unwrap();
    let changed = if token.starts_with('A') { "B" } else { "A" };
    for token in [
        format!("{changed}{}", &token[1..]),
        "AAAA".to_owned(),
        "x".repeat(300),
    ] {
        let told = tell(&format!("{base}/{token}"), &[("status", "failed")]).await;
        assert_eq!(told, 404, "{token}");
    }
    let long = "x".repeat(20_000);
    assert_eq!(tell(&address, &[("status", &long)]).await, 413);
    until("it is taken", async || {
        shop.read(&login).await["code"]["state"] == "taken"
    })
    .await;
}

#[tokio::test]
async fn vendors_are_given_the_address_too() {
    for provider in ["twilio", "vonage"] {
        let world = World::with_telephones(|settings, fakes| {
            let gateway = serde_json::from_value(fakes.messages.vendor(provider)).unwrap();
            settings.relay.sms = Some(gateway);
        })
        .await;
        let shop = world.shop().await;
        let body = json!({"kind": "phone", "number": NUMBER, "channel": "sms"});
        shop.enroll_as("alice", body).await;
        let receipt = world.fakes.messages.nth(0).await.receipt.unwrap();
        assert_eq!(tell(&receipt, &[("status", "delivered")]).await, 204);
    }
}
