//! Codes in logins: what they are worth, and what they are not good for.

use std::time::Duration;

use countersign_tests::until;
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_code_by_message_or_call_decides_a_login_and_says_so() {
    let (world, shop) = enrolled().await;
    for (method, amr) in [("sms", "sms"), ("voice", "tel")] {
        let login = login(&shop).await;
        assert_eq!(
            (&login["method"], &login["methods"]),
            (&json!("sms"), &json!(["sms"]))
        );
        let sent = world.fakes.messages.taken().len();
        let asked = ask(&shop, &login, json!({"method": method})).await;
        assert_eq!(
            (asked.status, &asked.body["code"]["method"]),
            (200, &json!(method))
        );
        let message = world.fakes.messages.nth(sent).await;
        assert_eq!(
            (message.to.as_str(), message.is_call),
            (NUMBER, method == "voice")
        );
        let taken = shop.code(&login, &message.code()).await;
        assert_eq!((taken.status, &taken.body["state"]), (200, &json!("approved")));
        assert_eq!(taken.body["method"], method);
        let claims = shop.read(&login).await.claims();
        assert_eq!(claims["acr"], "urn:countersign:acr:sms");
        assert_eq!(claims["amr"], json!([amr]));
        world.clock.advance(PAUSE);
    }
}

#[tokio::test]
async fn a_message_says_what_it_is_for_and_which_site_may_read_it() {
    let (world, shop) = enrolled().await;
    let first = &world.fakes.messages.taken()[0];
    assert!(
        first.text.contains("to add this number at Countersign"),
        "{}",
        first.text
    );
    let login = login(&shop).await;
    let code = code(&world, &shop, &login).await;
    let text = &world.fakes.messages.taken()[1].text;
    assert!(text.contains("to log in to Example Shop"), "{text}");
    let host = world.settings.server.public_url.as_ref();
    let host = host.map_or("127.0.0.1", |url| url.host_str().unwrap());
    assert_eq!(text.lines().last(), Some(format!("@{host} #{code}").as_str()));
}

#[tokio::test]
async fn r6_a_code_is_good_once_and_for_one_login() {
    let (world, shop) = enrolled().await;
    let (first, second) = (login(&shop).await, login(&shop).await);
    let code = code(&world, &shop, &first).await;
    assert_eq!(
        shop.code(&second, &code).await.problem(),
        "wrong-code",
        "of another login"
    );
    assert_eq!(shop.code(&first, &code).await.status, 200);
    assert_eq!(shop.code(&first, &code).await.problem(), "login-not-pending");
    let third = login(&shop).await;
    assert_eq!(
        shop.code(&third, &code).await.problem(),
        "wrong-code",
        "used before"
    );
}

#[tokio::test]
async fn a_new_code_ends_the_one_before_and_forgives_no_wrong_ones() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let first = code(&world, &shop, &login).await;
    let wrong = shop.code(&login, &other(&first)).await;
    assert_eq!(wrong.body["attempts_left"], 5);
    let early = ask(&shop, &login, json!({})).await;
    assert_eq!(early.refusal(), (429, "too-many-requests"));
    world.clock.advance(Duration::from_secs(31));
    let second = code(&world, &shop, &login).await;
    let dead = shop.code(&login, &first).await;
    if first != second {
        assert_eq!(dead.body["attempts_left"], 4, "{:?}", dead.body);
        assert_eq!(shop.code(&login, &second).await.body["state"], "approved");
    }
}

#[tokio::test]
async fn the_sixth_wrong_code_ends_the_login_whatever_is_typed_then() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let right = code(&world, &shop, &login).await;
    for left in [5, 4, 3, 2, 1, 0] {
        let wrong = shop.code(&login, &other(&right)).await;
        assert_eq!(wrong.body["attempts_left"], left);
    }
    assert_eq!(shop.code(&login, &right).await.problem(), "login-not-pending");
    assert_eq!(shop.read(&login).await["reason"], "too_many_codes");
}

#[tokio::test]
async fn a_code_lives_as_long_as_its_login_and_that_five_minutes_more() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    let code = code(&world, &shop, &login).await;
    world.clock.advance(Duration::from_secs(295));
    assert_eq!(
        shop.read(&login).await["state"],
        "pending",
        "a login lasts 120 s otherwise"
    );
    world.clock.advance(Duration::from_secs(10));
    assert_eq!(shop.code(&login, &code).await.problem(), "login-not-pending");
    assert_eq!(shop.read(&login).await["state"], "expired");
}

#[tokio::test]
async fn however_often_codes_are_sent_a_login_ends_after_ten_minutes() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    for _ in 0..4 {
        code(&world, &shop, &login).await;
        world.clock.advance(Duration::from_secs(145));
    }
    world.clock.advance(Duration::from_secs(21));
    assert_eq!(shop.read(&login).await["state"], "expired");
}

#[tokio::test]
async fn r1_no_code_is_right_that_was_not_sent() {
    let (_world, shop) = enrolled().await;
    let login = login(&shop).await;
    for code in ["000000", "123456", ""] {
        assert_eq!(shop.code(&login, code).await.problem(), "wrong-code");
    }
}

#[tokio::test]
async fn r4_what_is_set_aside_is_sent_nothing_and_decides_nothing() {
    let (world, shop) = enrolled().await;
    let (pending, id) = (login(&shop).await, shop.authenticator("alice").await);
    let right = code(&world, &shop, &pending).await;
    assert_eq!(shop.patch(&id, &json!({"state": "suspended"})).await.status, 200);
    assert_eq!(shop.code(&pending, &right).await.problem(), "login-not-pending");
    let next = shop.attempt(json!({"username": "alice"})).await;
    assert_eq!(next.problem(), "no-usable-authenticator");
    assert_eq!(world.fakes.messages.taken().len(), 2);
}

#[tokio::test]
async fn r9_a_gateway_that_takes_nothing_is_told_of_at_once_and_tried_again() {
    let (world, shop) = enrolled().await;
    let login = login(&shop).await;
    world.fakes.messages.script(
        NUMBER,
        [
            countersign_fakes::Reply::status(503),
            countersign_fakes::Reply::status(503),
        ],
    );
    assert_eq!(ask(&shop, &login, json!({})).await.status, 200);
    until("the login says so", async || {
        shop.read(&login).await["code"]["state"] == "undelivered"
    })
    .await;
    world.clock.advance(Duration::from_secs(15));
    let code = world.fakes.messages.nth(1).await.code();
    until("the login says that too", async || {
        shop.read(&login).await["code"]["state"] == "taken"
    })
    .await;
    assert_eq!(shop.code(&login, &code).await.status, 200);
}

#[tokio::test]
async fn what_a_gateway_does_not_answer_is_not_sent_again() {
    let world = World::with_telephones(|settings, _| {
        settings.relay.sms.as_mut().unwrap().timeout_secs = 1;
    })
    .await;
    let shop = world.shop().await;
    enrol(&world, &shop, "alice", NUMBER, "sms").await;
    let (login, before) = (login(&shop).await, world.fakes.messages.asked());
    world
        .fakes
        .messages
        .script(NUMBER, [countersign_fakes::Reply::Never]);
    assert_eq!(ask(&shop, &login, json!({})).await.status, 200);
    until("the login says so", async || {
        shop.read(&login).await["code"]["state"] == "undelivered"
    })
    .await;
    world.settle().await;
    world.clock.advance(Duration::from_secs(60));
    world.settle().await;
    assert_eq!(
        world.fakes.messages.asked(),
        before + 1,
        "it may be under way, and is paid for"
    );
}

#[tokio::test]
async fn r14_a_number_that_may_not_be_sent_to_stops_no_other() {
    let (world, shop) = enrolled().await;
    enrol(&world, &shop, "bob", MOBILE, "sms").await;
    let refused = countersign_fakes::Reply::status(403);
    world.fakes.messages.script(MOBILE, [refused]);
    let of_bob = shop.login(json!({"username": "bob"})).await;
    assert_eq!(ask(&shop, &of_bob, json!({})).await.status, 200);
    until("the login says so", async || {
        shop.read(&of_bob).await["code"]["state"] == "undelivered"
    })
    .await;
    let of_alice = login(&shop).await;
    let code = code(&world, &shop, &of_alice).await;
    assert_eq!(shop.code(&of_alice, &code).await.status, 200);
}

#[tokio::test]
async fn a_landline_is_called_and_codes_of_all_scripts_are_read() {
    let world = World::with_telephones(|_, _| {}).await;
    let shop = world.shop().await;
    let refused = json!({"kind": "phone", "number": LANDLINE, "channel": "sms"});
    let refused = shop.post("/api/v1/users/alice/enrollments", &refused).await;
    assert_eq!(refused.problem(), "invalid-request");
    enrol(&world, &shop, "alice", "+44 (0)20 7946 0018", "voice").await;
    let login = login(&shop).await;
    let sent = ask(&shop, &login, json!({"method": "sms"})).await;
    assert_eq!(sent.problem(), "invalid-request", "it takes no messages");
    let code = code(&world, &shop, &login).await;
    let message = world.fakes.messages.taken().pop().unwrap();
    assert_eq!(
        (message.to.as_str(), message.lang.as_deref()),
        (LANDLINE, Some("en"))
    );
    let arabic: String = code
        .chars()
        .map(|digit| char::from_u32(0x660 + digit.to_digit(10).unwrap()).unwrap())
        .collect();
    let typed = format!(" {}\u{200a}{} ", &arabic[..6], &arabic[6..]);
    assert_eq!(shop.code(&login, &typed).await.status, 200);
}
