//! The ways of two vendors, from the settings to the telephone.

use countersign_tests::until;
use serde_json::json;

use super::*;

#[tokio::test]
async fn vendors_are_spoken_to_as_they_want_it() {
    for (sms, voice) in [("twilio", Some("twilio")), ("vonage", None)] {
        let world = World::with_telephones(|settings, fakes| {
            let gateway =
                |provider: &str| Some(serde_json::from_value(fakes.messages.vendor(provider)).unwrap());
            settings.relay.sms = gateway(sms);
            if let Some(voice) = voice {
                settings.relay.voice = gateway(voice);
            }
        })
        .await;
        let shop = world.shop().await;
        enrol(&world, &shop, "alice", NUMBER, "sms").await;
        assert_eq!(world.fakes.messages.taken()[0].to, NUMBER);
        let login = login(&shop).await;
        assert_eq!(ask(&shop, &login, json!({"method": "voice"})).await.status, 200);
        let call = world.fakes.messages.nth(1).await;
        assert!(call.is_call);
        let lang = if voice.is_some() { "en-US" } else { "en" };
        assert_eq!(call.lang.as_deref(), Some(lang));
        assert_eq!(shop.code(&login, &call.code()).await.status, 200);
    }
}

#[tokio::test]
async fn what_a_gateway_refuses_is_not_tried_again_and_its_login_goes_on() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let asked = world.fakes.messages.asked();
    let refusal = countersign_fakes::Reply::Status {
        status: 200,
        body: json!({"status": "blocked"}).to_string(),
        headers: Vec::new(),
    };
    world.fakes.messages.script(NUMBER, [refusal]);
    assert_eq!(ask(&shop, &login, json!({})).await.status, 200);
    until("the login says so", async || {
        shop.read(&login).await["code"]["state"] == "undelivered"
    })
    .await;
    world.settle().await;
    assert_eq!(world.fakes.messages.asked(), asked + 1);
    assert_eq!(shop.read(&login).await["state"], "pending");
}
