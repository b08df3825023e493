//! Every answer that a phone can give, through both vendors.

use std::time::Duration;

use countersign::admin::Command;
use countersign_mobile_sdk::{NumberClaim, Verdict};
use countersign_tests::{Phone, RelyingParty, Vendor, World};
use serde_json::{Value, json};

const VENDORS: [Vendor; 2] = [Vendor::Apns, Vendor::Fcm];
const APPROVE: Verdict = Verdict::Approve {
    number: NumberClaim::Absent,
};

fn pick(number: u32) -> Verdict {
    Verdict::Approve {
        number: NumberClaim::Given(number),
    }
}

async fn scene(vendor: Vendor) -> (World, RelyingParty, Phone) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = world.phone(&shop, "alice", vendor).await;
    (world, shop, phone)
}

fn shown(login: &Value) -> u32 {
    login["number"]
        .as_str()
        .expect("a number is shown")
        .parse()
        .expect("it is a number")
}

#[tokio::test]
async fn approve_and_deny() {
    for vendor in VENDORS {
        let (_world, shop, mut phone) = scene(vendor).await;
        let login = shop
            .login(json!({"username": "alice", "number_matching": "none"}))
            .await;
        assert_eq!(login["number"], Value::Null);
        let question = phone.question().await;
        assert_eq!(question.claims.message, "Log in to Example Shop?");
        assert_eq!(question.numbers(), None);
        assert_eq!(phone.answer(&question, APPROVE).await, 200);
        let ended = shop.ended(&login).await;
        assert_eq!(ended["state"], "approved", "{vendor:?}");
        assert!(ended["assertion"].is_string());

        let login = shop
            .login(json!({"username": "alice", "message": "Order 7"}))
            .await;
        let question = phone.question().await;
        assert_eq!(question.claims.message, "Example Shop: Order 7");
        assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["assertion"]),
            (&json!("denied"), &Value::Null),
            "{vendor:?}"
        );
    }
}

#[tokio::test]
async fn right_wrong_and_missing_number() {
    for vendor in VENDORS {
        let (_world, shop, mut phone) = scene(vendor).await;
        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        let offered = question.numbers().expect("numbers are offered");
        assert!(offered.contains(&u8::try_from(shown(&login)).unwrap()));
        assert_eq!(phone.answer(&question, pick(shown(&login))).await, 200);
        assert_eq!(shop.ended(&login).await["state"], "approved", "{vendor:?}");

        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        let wrong = question
            .numbers()
            .unwrap()
            .into_iter()
            .find(|n| u32::from(*n) != shown(&login))
            .unwrap();
        assert_eq!(
            phone.answer(&question, pick(wrong.into())).await,
            200,
            "the phone is not told"
        );
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("failed"), &json!("wrong_number"))
        );
        assert_eq!(
            phone.answer(&question, pick(shown(&login))).await,
            400,
            "there is one try"
        );

        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        assert_eq!(phone.answer(&question, APPROVE).await, 200);
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("failed"), &json!("missing_number"))
        );
    }
}

#[tokio::test]
async fn replay_and_double_answer() {
    for vendor in VENDORS {
        let (world, shop, mut phone) = scene(vendor).await;
        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        let approval = phone.signed(
            &question,
            &json!({"challengeResponse": shown(&login).to_string()}),
        );
        let denial = phone.signed(&question, &json!({"deny": true}));
        let (first, second) = tokio::join!(
            phone.post("authenticate", &approval),
            phone.post("authenticate", &denial)
        );
        let mut statuses = [first.0, second.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400], "one of two wins: {vendor:?}");
        let ended = shop.ended(&login).await;
        let winner = if first.0 == 200 {
            ("approved", &approval)
        } else {
            ("denied", &denial)
        };
        assert_eq!(ended["state"], winner.0);
        assert_eq!(
            phone.post("authenticate", winner.1).await.0,
            200,
            "its repeat is fine"
        );
        world.clock.advance(Duration::from_secs(181));
        assert_eq!(
            phone.post("authenticate", winner.1).await.0,
            400,
            "but not for ever"
        );
    }
}

#[tokio::test]
async fn answer_after_expiry_and_after_deletion() {
    for vendor in VENDORS {
        let (world, shop, mut phone) = scene(vendor).await;
        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        world.clock.advance(Duration::from_secs(120));
        assert_eq!(phone.answer(&question, pick(shown(&login))).await, 400);
        assert_eq!(shop.ended(&login).await["state"], "expired", "{vendor:?}");

        let login = shop.login(json!({"username": "alice"})).await;
        let question = phone.question().await;
        world
            .operate(Command::DeviceRevoke {
                name: "alice".to_owned(),
            })
            .await;
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("cancelled"), &json!("suspended"))
        );
        assert_eq!(phone.answer(&question, pick(shown(&login))).await, 400);
        let answer = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
        assert_eq!(
            (answer.status, answer.problem()),
            (422, "no-usable-authenticator")
        );
    }
}

#[tokio::test]
async fn a_vendor_that_knows_no_such_app_suspends_the_device() {
    let (world, shop, phone) = scene(Vendor::Fcm).await;
    world.fakes.fcm.script(
        &phone.push_token,
        [countersign_fakes::Reply::fcm(404, Some("UNREGISTERED"))],
    );
    shop.login(json!({"username": "alice"})).await;
    for _ in 0..50 {
        let devices = world
            .operate(Command::DeviceList {
                name: "alice".to_owned(),
            })
            .await;
        if devices[0]["device"]["state"]["state"] == "suspended" {
            let answer = shop.post("/api/v1/logins", &json!({"username": "alice"})).await;
            assert_eq!(answer.problem(), "no-usable-authenticator");
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the device was not suspended");
}
