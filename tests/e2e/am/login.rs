//! Logins with the SDK.

use std::time::Duration;

use countersign_fakes::Reply;
use countersign_tests::{PASSWORD, World, eventually, pick};
use serde_json::{Value, json};

use super::{
    Sdk, acr,
    by_hand::{ByHand, LOGIN, filled},
    kinds, number, open, read, session, waits, with_everything, with_phone,
};
use crate::telephones::Desk;

#[tokio::test]
async fn the_sdk_logs_in_by_name_password_and_phone() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    let mut sdk = Sdk::new(&world).await;
    let step = sdk.begin("Login", "alice").await;
    assert!(waits(&step), "{step}");
    assert_eq!(read(&step, "ConfirmationCallback")["options"], json!(["Cancel"]));
    let number = number(&step);
    let again = sdk.next(json!({})).await;
    assert!(waits(&again), "{again}");
    assert_eq!(super::number(&again), number);
    assert_eq!(phone.approve(number).await, 200);
    let done = sdk.next(json!({})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(done["realm"], "/");
    assert_eq!(done["url"], world.url("/account"));
    assert_eq!(world.pushes(), 1, "looking asks nobody");

    let token = done["token"].as_str().unwrap().to_owned();
    assert_eq!(acr(&world, &token).await, "push-number+pwd");
    assert_eq!(sdk.cookie("session").await.as_deref(), Some(&*token));
    let mut browser = world.browser();
    browser.hold("session", &token);
    assert!(
        browser.is_logged_in().await,
        "it is logged in to our own pages, too"
    );
    let (_, valid) = session(&world, "validate", &token).await;
    assert_eq!((&valid["valid"], &valid["uid"]), (&json!(true), &json!("alice")));

    assert_eq!(
        sdk.ask(json!({"logout": null})).await,
        json!({"result": "Successfully logged out"})
    );
    assert_eq!(sdk.cookie("session").await, None);
    assert!(!browser.is_logged_in().await);
    let (status, valid) = session(&world, "validate", &token).await;
    assert_eq!((status, &valid), (200, &json!({"valid": false})));
    assert_eq!(session(&world, "getSessionInfo", &token).await.0, 401);
}

#[tokio::test]
async fn whoever_has_several_ways_chooses_and_no_phone_rings_before() {
    let world = World::with(open).await;
    let (mut phone, mut app) = with_everything(&world, "alice").await;
    let mut sdk = Sdk::new(&world).await;
    let step = sdk.begin("Login", "alice").await;
    let choices = ["Approve on your phone", "Type a code", "Use a recovery code"];
    assert_eq!(kinds(&step), ["ChoiceCallback"]);
    assert_eq!(read(&step, "ChoiceCallback")["choices"], json!(choices));
    assert_eq!(world.pushes(), 0);

    let field = sdk.next(json!({"choice": "Type a code"})).await;
    assert_eq!(kinds(&field), ["NameCallback", "ConfirmationCallback"]);
    let buttons = &read(&field, "ConfirmationCallback")["options"];
    assert_eq!(
        buttons,
        &json!([
            "Continue",
            "Use a recovery code",
            "Other ways to log in",
            "Cancel"
        ])
    );
    let wrong = sdk.next(json!({"name": "000000"})).await;
    let note = read(&wrong, "TextOutputCallback")["message"].as_str().unwrap();
    assert!(note.contains("5 attempts are left"), "{note}");
    let again = sdk.next(json!({"option": "Other ways to log in"})).await;
    assert_eq!(kinds(&again), ["ChoiceCallback"]);
    let waiting = sdk.next(json!({"choice": "Approve on your phone"})).await;
    assert!(waits(&waiting), "{waiting}");
    assert!(phone.has_push() || phone.try_question(Duration::from_secs(5)).await.is_some());
    // The first valid answer decides: the code, beside the phone.
    let choice = sdk.next(json!({"option": "Other ways to log in"})).await;
    assert_eq!(kinds(&choice), ["ChoiceCallback"]);
    sdk.next(json!({"choice": "Type a code"})).await;
    let done = sdk.next(json!({"name": app.code()})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(acr(&world, done["token"].as_str().unwrap()).await, "otp+pwd");
    assert_eq!(world.pushes(), 1);
}

#[tokio::test]
async fn a_no_on_the_phone_and_a_wrong_number_are_failures() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    let mut sdk = Sdk::new(&world).await;
    sdk.begin("Login", "alice").await;
    assert_eq!(phone.deny().await, 200);
    let denied = sdk.next(json!({})).await;
    assert_eq!(denied["type"], "LoginFailure");
    assert_eq!(
        (&denied["code"], &denied["message"]),
        (&json!(401), &json!("Login failure"))
    );
    assert_eq!(denied["detail"], json!({"reason": "denied"}));
    assert_eq!(sdk.cookie("session").await, None);

    let step = sdk.begin("Login", "alice").await;
    let question = phone.question().await;
    let right = number(&step).unwrap();
    let offered = question.numbers().unwrap();
    let wrong = offered.into_iter().map(u32::from).find(|one| *one != right);
    assert_eq!(phone.answer(&question, pick(wrong.unwrap())).await, 200);
    let failed = sdk.next(json!({})).await;
    assert_eq!(
        (&failed["type"], &failed["code"]),
        (&json!("LoginFailure"), &json!(401))
    );
    assert_eq!(failed["detail"], json!({"reason": "wrong_number"}));
}

#[tokio::test]
async fn a_login_is_cancelled_sent_again_and_runs_out() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    let mut sdk = Sdk::new(&world).await;
    sdk.begin("Login", "alice").await;
    let question = phone.question().await;
    let cancelled = sdk.next(json!({"option": "Cancel"})).await;
    assert_eq!(cancelled["detail"], json!({"reason": "cancelled"}));
    let shown = question.numbers().unwrap()[0];
    assert_eq!(
        phone.answer(&question, pick(shown.into())).await,
        400,
        "it has ended"
    );

    sdk.begin("Login", "alice").await;
    assert!(phone.try_question(Duration::from_secs(5)).await.is_some());
    world.settle().await;
    world.clock.advance(Duration::from_secs(16));
    let later = sdk.next(json!({})).await;
    assert_eq!(
        read(&later, "ConfirmationCallback")["options"],
        json!(["Cancel", "Send again"])
    );
    let sent = world.pushes();
    let resent = sdk.next(json!({"option": "Send again"})).await;
    assert_eq!(
        read(&resent, "ConfirmationCallback")["options"],
        json!(["Cancel"])
    );
    assert!(phone.try_question(Duration::from_secs(5)).await.is_some());
    assert_eq!(world.pushes(), sent + 1);
    // The same step once more is no wish for one more (R8).
    world.settle().await;
    world.clock.advance(Duration::from_secs(16));
    let repeated = sdk.next(json!({"step": 4, "option": "Send again"})).await;
    assert!(waits(&repeated), "{repeated}");
    world.settle().await;
    assert_eq!(world.pushes(), sent + 1);
    world.clock.advance(Duration::from_secs(121));
    let late = sdk.next(json!({})).await;
    assert_eq!(
        (&late["type"], &late["code"]),
        (&json!("LoginFailure"), &json!(401))
    );
    assert_eq!(late["message"], "Session has timed out");
    assert_eq!(late["detail"], json!({"errorCode": "110"}));
}

#[tokio::test]
async fn a_code_by_telephone_is_sent_once_it_is_chosen() {
    let mut desk = Desk::at(World::with_telephones(|settings, _| open(settings)).await).await;
    desk.add("+447400123456", "sms").await;
    let world = &desk.world;
    world.clock.advance(Duration::from_secs(121));
    let (pushes, messages) = (world.pushes(), world.fakes.messages.taken().len());
    let mut sdk = Sdk::new(world).await;
    let step = sdk.begin("Login", "alice").await;
    let choices = ["Approve on your phone", "Code by text message or call"];
    assert_eq!(read(&step, "ChoiceCallback")["choices"], json!(choices));
    let field = sdk.next(json!({"choice": choices[1]})).await;
    assert_eq!(
        kinds(&field),
        ["TextOutputCallback", "NameCallback", "ConfirmationCallback"]
    );
    let said = read(&field, "TextOutputCallback")["message"].as_str().unwrap();
    assert!(said.ends_with("56") && !said.contains("400123456"), "{said}");
    let code = world.fakes.messages.nth(messages).await.code();
    // The same step once more sends nothing once more.
    let repeated = sdk.next(json!({"step": 1, "choice": choices[1]})).await;
    assert_eq!(kinds(&repeated), kinds(&field));
    let early = sdk.next(json!({"option": "Send again"})).await;
    assert_eq!(kinds(&early).len(), 4, "{early}");
    let done = sdk.next(json!({"name": code, "option": "Continue"})).await;
    assert_eq!(done["type"], "LoginSuccess", "{done}");
    assert_eq!(acr(world, done["token"].as_str().unwrap()).await, "sms+pwd");
    assert_eq!(world.pushes(), pushes);
    assert_eq!(world.fakes.messages.taken().len(), messages + 1);
}

#[tokio::test]
async fn r9_whoever_waits_in_vain_is_told_so_and_what_else_there_is() {
    let world = World::with(open).await;
    let alone = with_phone(&world, "alice").await;
    let (other, _) = with_everything(&world, "bob").await;
    for phone in [&alone, &other] {
        let token = phone.device().push_token;
        world.fakes.fcm.script(token.expose(), vec![Reply::Never; 50]);
    }
    let hand = ByHand::new(&world);
    let message = |step: &Value| step["callbacks"][0]["output"][1]["value"].to_string();
    let late = async |waiting: &Value| {
        eventually("the step says that it is late", async || {
            let step = hand.json(LOGIN, waiting).await.body;
            message(&step)
                .contains("has not reached your phone")
                .then_some(step)
        })
        .await
    };
    let step = late(&hand.alice().await.body).await;
    assert!(message(&step).contains("ask the people who gave you"), "{step}");
    assert!(message(&step).contains("Pick this number"), "{step}");
    let choice = hand.begin("bob", PASSWORD).await;
    let waiting = hand.json(LOGIN, &filled(&choice.body, &[json!(0)])).await;
    let step = late(&waiting.body).await;
    let buttons = &step["callbacks"][2]["output"][2]["value"];
    assert_eq!(buttons[1], "Other ways to log in", "{step}");
}
