//! What leads nowhere.

use std::time::Duration;

use countersign::admin::Command;
use countersign_tests::World;
use serde_json::{Value, json};

use super::{
    by_hand::{Answer, ByHand, LOGIN, filled},
    open, session, with_everything, with_phone,
};

fn is_refused(answer: &Answer, message: &str) {
    assert_eq!(answer.status, 401, "{answer:?}");
    assert_eq!(
        (&answer.body["code"], &answer.body["message"]),
        (&json!(401), &json!(message))
    );
    assert!(answer.body.get("authId").is_none() && answer.body.get("tokenId").is_none());
    assert!(answer.headers.get("set-cookie").is_none());
}

const FAILURE: &str = "Login failure";
const TIMED_OUT: &str = "Session has timed out";

#[tokio::test]
async fn the_door_is_shut_unless_settings_open_it() {
    let world = World::start().await;
    let hand = ByHand::new(&world);
    for path in [LOGIN, "/json/realms/root/sessions?_action=validate"] {
        let answer = hand.send(hand.post(path)).await;
        assert_eq!((answer.status, &answer.body), (400, &phones_refusal()), "{path}");
    }
    let info = hand.request("GET", "/json/realms/root/serverinfo/*");
    assert_eq!(hand.send(info).await.status, 400);
}

/// What phones are told that ask for nothing.
fn phones_refusal() -> Value {
    serde_json::from_str(countersign_proto::forgerock::register::REFUSED_BODY).unwrap()
}

#[tokio::test]
async fn an_auth_id_that_is_forged_borrowed_or_late_leads_nowhere() {
    let world = World::with(open).await;
    with_phone(&world, "alice").await;
    let hand = ByHand::new(&world);
    let step = hand.alice().await;
    let sealed = step.auth_id().to_owned();
    for at in [0, 10, 40, sealed.len() / 2, sealed.len() - 1] {
        let mut forged = sealed.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        is_refused(&hand.json(LOGIN, &json!({"authId": forged})).await, FAILURE);
    }
    for forged in ["", "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30.", "AAAA"] {
        is_refused(&hand.json(LOGIN, &json!({"authId": forged})).await, FAILURE);
    }
    // It belongs to its realm and its journey.
    let staff = LOGIN.replace("root/", "root/realms/staff/");
    is_refused(&hand.json(&staff, &step.body).await, FAILURE);
    let other = LOGIN.replace("Login", "RegisterOath");
    is_refused(&hand.json(&other, &step.body).await, FAILURE);
    // Programs for phones go on without saying which.
    let bare = "/json/realms/root/authenticate";
    assert!(hand.json(bare, &step.body).await.is_step("PollingWaitCallback"));

    let first = hand.send(hand.post(LOGIN)).await;
    world.clock.advance(Duration::from_secs(599));
    let filled_in = filled(&first.body, &[json!("nobody"), json!("wrong")]);
    is_refused(&hand.json(LOGIN, &filled_in).await, FAILURE);
    world.clock.advance(Duration::from_secs(1));
    is_refused(&hand.json(LOGIN, &filled_in).await, TIMED_OUT);
    is_refused(&hand.json(LOGIN, &step.body).await, TIMED_OUT);
}

#[tokio::test]
async fn a_step_that_comes_again_does_nothing_again() {
    let world = World::with(open).await;
    let (mut phone, mut app) = with_everything(&world, "alice").await;
    let hand = ByHand::new(&world);
    let choice = hand.alice().await;
    assert!(choice.is_step("ChoiceCallback"), "{choice:?}");
    let pushed = filled(&choice.body, &[json!(0)]);
    for _ in 0..3 {
        assert!(hand.json(LOGIN, &pushed).await.is_step("PollingWaitCallback"));
    }
    assert!(phone.try_question(Duration::from_secs(5)).await.is_some());
    world.settle().await;
    assert_eq!(world.pushes(), 1, "one wish is one push (R8)");

    let field = hand.json(LOGIN, &filled(&choice.body, &[json!(1)])).await;
    assert!(field.is_step("NameCallback"), "{field:?}");
    let wrong = filled(&field.body, &[json!("000000"), json!(0)]);
    let mut newest = hand.json(LOGIN, &wrong).await;
    for _ in 0..9 {
        newest = hand.json(LOGIN, &wrong).await;
        assert!(newest.is_step("NameCallback"), "it is judged once: {newest:?}");
    }
    let code = app.code();
    let right = filled(&newest.body, &[json!(code), json!(0)]);
    let done = hand.json(LOGIN, &right).await;
    let token = done.body["tokenId"].as_str().expect("logged in").to_owned();
    // One login is one session, whoever asks again; and once it has ended nothing opens another (R6).
    let again = hand.json(LOGIN, &right).await;
    assert_eq!(again.body["tokenId"], json!(token));
    assert_eq!(session(&world, "logout", &token).await.0, 200);
    is_refused(&hand.json(LOGIN, &right).await, FAILURE);
    is_refused(&hand.json(LOGIN, &pushed).await, FAILURE);
    // Nor is a code good twice.
    let choice = hand.alice().await;
    let field = hand.json(LOGIN, &filled(&choice.body, &[json!(1)])).await;
    let used = filled(&field.body, &[json!(code), json!(0)]);
    assert!(hand.json(LOGIN, &used).await.is_step("TextOutputCallback"));
    world.clock.advance(Duration::from_secs(61));
    is_refused(&hand.json(LOGIN, &right).await, TIMED_OUT);
}

#[tokio::test]
async fn a_first_step_begins_one_login_and_is_worth_nothing_to_whoever_has_seen_it() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    with_phone(&world, "bob").await;
    let hand = ByHand::new(&world);
    let typed = hand.credentials("alice", countersign_tests::PASSWORD).await;
    let waiting = hand.json(LOGIN, &typed).await;
    assert!(waiting.is_step("PollingWaitCallback"), "{waiting:?}");
    let bobs = filled(&typed, &[json!("bob"), json!(countersign_tests::PASSWORD)]);
    // Nor does it tell who has which password.
    let wrong = filled(&typed, &[json!("bob"), json!("wrong")]);
    for repeated in [&typed, &bobs, &wrong] {
        is_refused(&hand.json(LOGIN, repeated).await, TIMED_OUT);
    }
    let number = waiting.body["callbacks"][1]["output"][0]["value"].as_str();
    assert_eq!(phone.approve(Some(number.unwrap().parse().unwrap())).await, 200);
    is_refused(&hand.json(LOGIN, &typed).await, TIMED_OUT);
    assert!(hand.json(LOGIN, &waiting.body).await.body["tokenId"].is_string());
    world.settle().await;
    assert_eq!(world.pushes(), 1, "one step is one push");
    // A step with a wrong password has begun nothing.
    let wrong = hand.credentials("alice", "wrong").await;
    is_refused(&hand.json(LOGIN, &wrong).await, FAILURE);
    let right = filled(&wrong, &[json!("alice"), json!(countersign_tests::PASSWORD)]);
    assert!(hand.json(LOGIN, &right).await.is_step("PollingWaitCallback"));
}

#[tokio::test]
async fn r7_who_does_not_exist_is_answered_like_who_typed_a_wrong_password() {
    let world = World::with(open).await;
    // Guesses at nobody are counted in memory.
    world.send_to_one();
    with_phone(&world, "alice").await;
    let hand = ByHand::new(&world);
    for attempt in 0..12 {
        let wrong = hand.begin("alice", "wrong").await;
        let unknown = hand.begin("nobody", "wrong").await;
        assert_eq!(wrong.seen(), unknown.seen(), "{attempt}");
        let expected = if attempt < 10 { 401 } else { 429 };
        assert_eq!(wrong.status, expected, "guessing is bounded (R14)");
        assert_eq!(wrong.body["code"], json!(expected));
    }
    assert_eq!(
        hand.alice().await.status,
        429,
        "the right password comes too late"
    );
    world.settle().await;
    assert_eq!(world.pushes(), 0, "no guess has asked a phone");
    world.clock.advance(Duration::from_secs(30 * 60));
    assert!(hand.alice().await.is_step("PollingWaitCallback"));
}

#[tokio::test]
async fn r14_six_wrong_codes_end_a_login() {
    let world = World::with(open).await;
    with_everything(&world, "alice").await;
    let hand = ByHand::new(&world);
    let choice = hand.alice().await;
    let mut field = hand.json(LOGIN, &filled(&choice.body, &[json!(1)])).await;
    for _ in 0..5 {
        field = hand
            .json(LOGIN, &filled(&field.body, &[json!("000000"), json!(0)]))
            .await;
        assert!(field.is_step("TextOutputCallback"), "{field:?}");
    }
    let ended = hand
        .json(LOGIN, &filled(&field.body, &[json!("000000"), json!(0)]))
        .await;
    is_refused(&ended, FAILURE);
    assert_eq!(ended.body["detail"], json!({"reason": "too_many_codes"}));
}

#[tokio::test]
async fn r4_nobody_suspended_gets_in_or_stays() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    let hand = ByHand::new(&world);
    let suspend = async |suspended: bool| {
        let name = "alice".to_owned();
        let command = if suspended {
            Command::UserSuspend { name }
        } else {
            Command::UserResume { name }
        };
        world.operate(command).await;
    };
    let waiting = hand.alice().await;
    phone.question().await;
    suspend(true).await;
    is_refused(&hand.json(LOGIN, &waiting.body).await, FAILURE);
    let refused = hand.alice().await;
    assert_eq!(refused.seen(), hand.begin("nobody", "wrong").await.seen());
    suspend(false).await;

    let waiting = hand.alice().await;
    let number = waiting.body["callbacks"][1]["output"][0]["value"].as_str();
    let number = number.unwrap().parse().unwrap();
    assert_eq!(phone.approve(Some(number)).await, 200);
    let done = hand.json(LOGIN, &waiting.body).await;
    let token = done.body["tokenId"].as_str().unwrap();
    assert_eq!(session(&world, "getSessionInfo", token).await.0, 200);
    suspend(true).await;
    assert_eq!(session(&world, "getSessionInfo", token).await.0, 401);
    assert_eq!(
        session(&world, "validate", token).await.1,
        json!({"valid": false})
    );
}

#[tokio::test]
async fn r10_an_approval_is_worth_nothing_to_whoever_did_not_begin_the_login() {
    let world = World::with(open).await;
    let mut phone = with_phone(&world, "alice").await;
    with_phone(&world, "mallory").await;
    let hand = ByHand::new(&world);
    let waiting = hand.alice().await;
    let others = hand.begin("mallory", countersign_tests::PASSWORD).await;
    assert!(others.is_step("PollingWaitCallback"));
    let number = waiting.body["callbacks"][1]["output"][0]["value"].as_str();
    assert_eq!(phone.approve(Some(number.unwrap().parse().unwrap())).await, 200);
    assert!(
        hand.json(LOGIN, &others.body)
            .await
            .is_step("PollingWaitCallback")
    );
    let mut mixed = waiting.body.clone();
    mixed["authId"] = others.body["authId"].clone();
    assert!(hand.json(LOGIN, &mixed).await.is_step("PollingWaitCallback"));
    assert!(hand.json(LOGIN, &waiting.body).await.body["tokenId"].is_string());
}

#[tokio::test]
async fn what_is_no_request_of_this_door_is_refused_in_its_shape() {
    let world = World::with(open).await;
    let hand = ByHand::new(&world);
    let journey = |name: &str| LOGIN.replace("Login", name);
    let refused = async |request| {
        let answer: Answer = hand.send(request).await;
        assert_eq!(answer.body["code"], json!(answer.status), "{answer:?}");
        assert!(answer.body["reason"].is_string() && answer.body["message"].is_string());
        answer.status
    };
    assert_eq!(refused(hand.post(&journey("Other"))).await, 400);
    assert_eq!(refused(hand.post(&LOGIN.replace("service", "module"))).await, 400);
    assert_eq!(refused(hand.post(LOGIN).body("[")).await, 400);
    assert_eq!(refused(hand.post(LOGIN).body("{\"authId\": 1}")).await, 400);
    assert_eq!(refused(hand.post(LOGIN).body("x".repeat(64 * 1024))).await, 413);
    assert_eq!(refused(hand.request("GET", LOGIN)).await, 405);
    let unknown = LOGIN.replace("root/", "root/realms/other/");
    assert_eq!(refused(hand.post(&unknown)).await, 404);
    let below = LOGIN.replace("root/", "root/realms/staff/realms/x/");
    assert_eq!(refused(hand.post(&below)).await, 404);
    assert_eq!(
        refused(hand.post("/json/realms/root/users?_action=create")).await,
        404
    );
    assert_eq!(refused(hand.post("/json/realms/root/sessions")).await, 400);
    let logout = "/json/realms/root/sessions/?_action=logout";
    assert_eq!(refused(hand.post(logout)).await, 401);

    let first = hand.send(hand.post(LOGIN)).await;
    assert_eq!(
        first.headers["cache-control"],
        "no-cache, no-store, must-revalidate"
    );
    assert_eq!(first.headers["content-type"], "application/json");
    let staff = LOGIN.replace("root/", "root/realms/staff/");
    assert!(hand.send(hand.post(&staff)).await.is_step("NameCallback"));
    let info = hand.request("GET", "/json/realms/root/realms/staff/serverinfo/*");
    let info = hand.send(info).await;
    assert_eq!(info.body["cookieName"], "iPlanetDirectoryPro");
    assert_eq!(info.body["realm"], "/staff");
    // Phones answer there as before.
    let phones = "/json/realms/root/realms/other/push/sns/message?_action=authenticate";
    let answer = hand.send(hand.post(phones).body("{}")).await;
    assert_eq!((answer.status, &answer.body), (400, &phones_refusal()));
}

#[tokio::test]
async fn r11_a_journey_sets_nothing_up_by_the_password_alone() {
    let world = World::with(open).await;
    with_phone(&world, "alice").await;
    let shop = world.shop().await;
    let one = shop.authenticator("alice").await;
    // Set aside, it still keeps others from being bound.
    let aside = shop.patch(&one, &json!({"state": "suspended"})).await;
    assert_eq!(aside.status, 200, "{:?}", aside.body);
    let hand = ByHand::new(&world);
    for journey in ["Login", "RegisterPush", "RegisterOath", "RegisterCombined"] {
        let path = LOGIN.replace("Login", journey);
        let first = hand.send(hand.post(&path)).await;
        let typed = [json!("alice"), json!(countersign_tests::PASSWORD)];
        let answer = hand.json(&path, &filled(&first.body, &typed)).await;
        is_refused(&answer, FAILURE);
    }
}
