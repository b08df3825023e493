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

/// What the page says of a code that is under way: whether it is late, and whether it has arrived.
async fn said(browser: &PlainBrowser, page: &str) -> (bool, bool) {
    let text = browser.clone().get(page).await.text;
    let is_late = !text.contains("id=\"late\" hidden");
    (is_late, text.contains("The message has arrived."))
}

#[tokio::test]
async fn s57_the_pages_say_that_a_message_is_late_or_has_arrived() {
    let mut desk = Desk::new().await;
    let refused = [
        countersign_fakes::Reply::status(503),
        countersign_fakes::Reply::status(503),
    ];
    desk.world.fakes.messages.script(MOBILE, refused);
    let form = [("number", MOBILE), ("channel", "sms")];
    let begun = desk.browser.post("/account/methods/add/telephone", &form).await;
    let page = begun.location().to_owned();
    until("the page says that it is late", async || {
        said(&desk.browser, &page).await == (true, false)
    })
    .await;
    desk.world.clock.advance(Duration::from_secs(15));
    let message = desk.world.fakes.messages.nth(0).await;
    until("the page says no more that it is late", async || {
        said(&desk.browser, &page).await == (false, false)
    })
    .await;
    let receipt = message.receipt.clone().unwrap();
    assert_eq!(tell(&receipt, &[("status", "delivered")]).await, 204);
    assert_eq!(said(&desk.browser, &page).await, (false, true));
    desk.browser.post(&page, &[("code", &message.code())]).await;

    let phone = format!("{}/phone", desk.waiting().await);
    desk.browser.post(&phone, &[]).await;
    let receipt = desk.world.fakes.messages.nth(1).await.receipt.unwrap();
    assert_eq!(tell(&receipt, &[("status", "failed")]).await, 204);
    assert_eq!(said(&desk.browser, &phone).await, (true, false));
    assert_eq!(tell(&receipt, &[("status", "delivered")]).await, 204);
    assert_eq!(said(&desk.browser, &phone).await, (false, true));
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
