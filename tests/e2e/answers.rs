//! Every answer that a phone can give, through both providers.

use std::time::Duration;

use countersign::admin::Command;
use countersign_fakes::Reply;
use countersign_mobile_sdk::Verdict;
use countersign_tests::{APPROVE, Provider, World, by_tap, pick};
use serde_json::{Value, json};

const PROVIDERS: [Provider; 2] = [Provider::Apns, Provider::Fcm];

#[tokio::test]
async fn approve_and_deny() {
    for provider in PROVIDERS {
        let (_world, shop, mut phone) = World::enrolled_through(provider).await;
        let login = shop.login(by_tap("alice")).await;
        assert_eq!(login.number(), None);
        let question = phone.question().await;
        assert_eq!(question.claims.message, "Log in to Example Shop?");
        assert_eq!(question.numbers(), None);
        assert_eq!(phone.answer(&question, APPROVE).await, 200);
        let ended = shop.ended(&login).await;
        assert_eq!(ended["state"], "approved", "{provider}");
        assert!(ended["assertion"].is_string());

        let request = json!({"username": "alice", "message": "Order 7"});
        let login = shop.login(request).await;
        let question = phone.question().await;
        assert_eq!(question.claims.message, "Example Shop: Order 7");
        assert_eq!(phone.answer(&question, Verdict::Deny).await, 200);
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["assertion"]),
            (&json!("denied"), &Value::Null),
            "{provider}"
        );
    }
}

#[tokio::test]
async fn right_wrong_and_missing_number() {
    for provider in PROVIDERS {
        let (_world, shop, mut phone) = World::enrolled_through(provider).await;
        let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
        let (shown, offered) = (login.number().unwrap(), question.numbers().unwrap());
        assert!(offered.map(u32::from).contains(&shown));
        assert_eq!(phone.answer(&question, pick(shown)).await, 200);
        assert_eq!(shop.ended(&login).await["state"], "approved", "{provider}");

        let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
        let (shown, offered) = (login.number().unwrap(), question.numbers().unwrap());
        let wrong = offered.map(u32::from).into_iter().find(|n| *n != shown);
        let told = phone.answer(&question, pick(wrong.unwrap())).await;
        assert_eq!(told, 200, "the phone is not told");
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("failed"), &json!("wrong_number"))
        );
        let again = phone.answer(&question, pick(shown)).await;
        assert_eq!(again, 400, "there is one try");

        let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
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
    for provider in PROVIDERS {
        let (world, shop, mut phone) = World::enrolled_through(provider).await;
        let (login, question) = shop.ask(&mut phone, "alice", "pick").await;
        let number = login["number"].clone();
        let approval = phone.signed(&question, &json!({"challengeResponse": number}));
        let denial = phone.signed(&question, &json!({"deny": true}));
        let (first, second) = tokio::join!(
            phone.post("authenticate", &approval),
            phone.post("authenticate", &denial)
        );
        let mut statuses = [first.0, second.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400], "one of two wins: {provider}");
        let (state, winner) = if first.0 == 200 {
            ("approved", &approval)
        } else {
            ("denied", &denial)
        };
        assert_eq!(shop.ended(&login).await["state"], state);
        let repeat = phone.post("authenticate", winner).await;
        assert_eq!(repeat.0, 200, "its repeat is fine");
        world.clock.advance(Duration::from_secs(181));
        let late = phone.post("authenticate", winner).await;
        assert_eq!(late.0, 400, "but not for ever");
    }
}

#[tokio::test]
async fn answer_after_expiry_and_after_deletion() {
    for provider in PROVIDERS {
        let (world, shop, mut phone) = World::enrolled_through(provider).await;
        let (login, question) = shop.ask(&mut phone, "alice", "none").await;
        world.clock.advance(Duration::from_secs(120));
        assert_eq!(phone.answer(&question, APPROVE).await, 400);
        assert_eq!(shop.ended(&login).await["state"], "expired", "{provider}");

        let (login, question) = shop.ask(&mut phone, "alice", "none").await;
        let name = "alice".to_owned();
        world.operate(Command::DeviceRevoke { name }).await;
        let ended = shop.ended(&login).await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("cancelled"), &json!("suspended"))
        );
        assert_eq!(phone.answer(&question, APPROVE).await, 400);
        let refused = shop.attempt(by_tap("alice")).await;
        assert_eq!(refused.refusal(), (422, "no-usable-authenticator"));
    }
}

/// Which devices the audit log calls removed ones that have answered.
async fn orphans(world: &World) -> Vec<Value> {
    let tail = world.operate(Command::AuditTail { limit: 100 }).await;
    let records = tail.as_array().unwrap().iter();
    let orphans = records.filter(|record| record["event"] == "orphan_response");
    orphans.map(|record| record["device_id"].clone()).collect()
}

#[tokio::test]
async fn s41_what_was_removed_and_answers_all_the_same_is_refused_and_recorded_once() {
    for provider in PROVIDERS {
        let (world, shop, mut phone) = World::enrolled_through(provider).await;
        let (_, question) = shop.ask(&mut phone, "alice", "none").await;
        world.clock.advance(Duration::from_secs(120));
        assert_eq!(phone.answer(&question, APPROVE).await, 400);
        assert_eq!(orphans(&world).await, [""; 0], "it was late, and is there");

        let (login, question) = shop.ask(&mut phone, "alice", "none").await;
        let name = "alice".to_owned();
        let devices = world.operate(Command::DeviceList { name: name.clone() }).await;
        world.operate(Command::DeviceRevoke { name }).await;
        let mut forged = phone.signed(&question, &json!({}));
        let jwt = forged["jwt"].as_str().unwrap();
        let jwt = format!("{}A", &jwt[..jwt.len() - 1]);
        forged["jwt"] = json!(if forged["jwt"] == *jwt {
            format!("{jwt}A")
        } else {
            jwt
        });
        assert_eq!(phone.post("authenticate", &forged).await.0, 400);
        assert_eq!(orphans(&world).await, [""; 0], "anybody can have sent it");
        for verdict in [APPROVE, APPROVE, Verdict::Deny] {
            assert_eq!(phone.answer(&question, verdict).await, 400);
        }
        assert_eq!(orphans(&world).await, [devices[0]["device"]["id"].clone()]);
        assert_eq!(shop.ended(&login).await["state"], "cancelled", "{provider}");
    }
}

#[tokio::test]
async fn a_provider_that_knows_no_such_app_suspends_the_device() {
    let (world, shop, phone) = World::enrolled().await;
    let gone = [Reply::fcm(404, Some("UNREGISTERED"))];
    world.fakes.fcm.script(&phone.push_token, gone);
    shop.login(by_tap("alice")).await;
    world.settle().await;
    let name = "alice".to_owned();
    let devices = world.operate(Command::DeviceList { name }).await;
    assert_eq!(devices[0]["device"]["state"]["state"], "suspended");
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}
