//! Phones that answer no more: removed, replaced, set aside or gone by themselves, and how each is told.

use std::time::Duration;

use countersign::admin::Command;
use countersign_mobile_sdk::native::{NativeError, Shown, Verdict};
use countersign_proto::{
    native::{removal::Removal, statement},
    signed::ServerKeys,
};
use countersign_tests::{NativePhone, World, by_tap, native_push};
use reqwest::Response;
use serde_json::{Value, json};

use super::{CHALLENGES, asked, scene};

#[tokio::test]
async fn r13_a_stream_ends_with_its_device() {
    let (_world, shop, phone) = scene().await;
    let mut stream = phone.stream().await.unwrap();
    assert_eq!(phone.next(&mut stream).await.unwrap(), []);
    let authenticator = shop.authenticator("alice").await;
    assert_eq!(shop.delete(&authenticator).await.status, 204);
    let now = phone.moment().now_secs;
    let told = stream.next(|| now).await;
    assert!(matches!(told, Err(NativeError::Removed(at)) if at.abs_diff(now) < 5));
    let after = stream.next(|| now).await;
    assert!(matches!(after, Ok(None)), "it was the last word");
    assert!(matches!(phone.stream().await, Err(NativeError::Removed(_))));
}

#[tokio::test]
async fn r13_a_stream_ends_without_a_word_where_its_device_was_only_set_aside() {
    let (_world, shop, phone) = scene().await;
    let mut stream = phone.stream().await.unwrap();
    assert_eq!(phone.next(&mut stream).await.unwrap(), []);
    phone.withdraw().await.unwrap();
    assert!(phone.next(&mut stream).await.is_none());
    assert!(matches!(phone.stream().await, Err(NativeError::Refused(401))));
    drop(shop);
}

/// Status and kind of a refusal.
async fn refusal(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let problem: Value = response.json().await.unwrap();
    (status, problem["type"].clone())
}

#[tokio::test]
async fn r13_whoever_listens_listens_no_more_once_anything_of_theirs_is_set_aside() {
    for what in ["user", "user and all", "authenticator", "repudiated"] {
        let world = World::start().await;
        let shop = world.shop().await;
        world.user_with_mail("alice", "alice@example.org").await;
        let phone = world.native_phone(&shop, "alice").await;
        let added = world.mail_to("alice@example.org").await;
        let known = asked(&phone, "", None).await;
        let tag = &known.headers()["etag"];
        let poll = asked(&phone, "?wait_secs=25", Some(tag));
        let listen = async {
            let mut stream = phone.stream().await.unwrap();
            assert_eq!(phone.next(&mut stream).await.unwrap(), []);
            let name = "alice".to_owned();
            match what {
                "user" => drop(world.operate(Command::UserSuspend { name }).await),
                "user and all" => drop(world.operate(Command::UserDelete { name }).await),
                "authenticator" => {
                    let path = shop.authenticator("alice").await;
                    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
                    assert_eq!(suspended.status, 200);
                }
                _ => assert_eq!(world.browser().post(added.link(), &[]).await.status, 200),
            }
            phone.next(&mut stream).await
        };
        // Long before either would look again by itself.
        let both = tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(poll, listen) });
        let (polled, listened) = both.await.expect("both end at once");
        assert!(listened.is_none(), "{what}");
        let fresh = refusal(asked(&phone, "", None).await).await;
        assert_eq!(refusal(polled).await, fresh, "{what}");
        assert_eq!(fresh.0, 401, "{what}");
        assert!(phone.stream().await.is_err(), "{what}");
    }
}

#[tokio::test]
async fn s41_whatever_a_removed_phone_asks_or_states_it_is_told_so_with_proof() {
    let (world, shop, phone) = scene().await;
    let bob = world.native_phone(&shop, "bob").await;
    let known = asked(&phone, "", None).await;
    assert_eq!(known.status(), 200);
    // A long poll that is open while it happens.
    let poll = asked(&phone, "?wait_secs=25", Some(&known.headers()["etag"]));
    let authenticator = shop.authenticator("alice").await;
    // Long before it would look again by itself.
    let poll = tokio::time::timeout(Duration::from_secs(10), poll);
    let (polled, deleted) = tokio::join!(poll, shop.delete(&authenticator));
    assert_eq!(deleted.status, 204);
    let polled = polled.expect("it is answered at once");
    assert_eq!(polled.status(), 410);
    let problem: Value = polled.json().await.unwrap();
    assert!(
        problem["type"]
            .as_str()
            .unwrap()
            .ends_with("/problems/device-removed")
    );
    let keys = ServerKeys::from_jwks(&phone.account.server_keys);
    let removal: Removal = statement::verify(&keys, problem["removal"].as_str().unwrap()).unwrap();
    assert_eq!(removal.iss, phone.account.server);
    assert_eq!(removal.aud, phone.account.device_id);

    assert!(matches!(phone.questions().await, Err(NativeError::Removed(_))));
    assert!(matches!(
        phone.change_address(None).await,
        Err(NativeError::Removed(_))
    ));
    assert!(matches!(phone.transfer().await, Err(NativeError::Removed(_))));
    assert!(matches!(phone.withdraw().await, Err(NativeError::Removed(_))));
    // It is said to the device alone, and once for each thing that it signed.
    let again = vec![phone.authorization(&phone.reads(CHALLENGES))];
    assert_eq!(phone.get(CHALLENGES, again.clone()).await.status, 410);
    assert_eq!(phone.get(CHALLENGES, again).await.status, 401, "used before");
    let forged = vec![phone.authorization(&bob.reads(CHALLENGES))];
    assert_eq!(phone.get(CHALLENGES, forged).await.status, 401);
    assert!(bob.questions().await.is_ok());
}

#[tokio::test]
async fn a_new_phone_takes_the_place_of_the_old_one() {
    let (world, shop, old) = scene().await;
    let link = old.transfer().await.unwrap();
    let new = NativePhone::follow(&link, None, world.clock.clone())
        .await
        .unwrap();
    assert!(matches!(old.questions().await, Err(NativeError::Removed(_))));
    assert!(
        NativePhone::follow(&link, None, world.clock.clone())
            .await
            .is_err(),
        "once"
    );
    let login = shop.login(by_tap("alice")).await;
    assert_eq!(new.approve(Shown::Nothing).await, "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let list = shop.get("/api/v1/users/alice/authenticators").await.body;
    assert_eq!(list["authenticators"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_phone_that_was_suspended_meanwhile_is_not_replaced() {
    let (world, shop, old) = scene().await;
    let link = old.transfer().await.unwrap();
    let path = shop.authenticator("alice").await;
    let suspended = shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(suspended.status, 200);
    let new = NativePhone::follow(&link, None, world.clock.clone()).await;
    assert!(new.is_err(), "whoever has the link has not got the account");
    let resumed = shop.patch(&path, &json!({"state": "active"})).await;
    assert_eq!(resumed.status, 200);
    assert!(old.questions().await.is_ok(), "the old one is as before");
}

#[tokio::test]
async fn a_phone_that_leaves_answers_no_more_and_opens_no_door() {
    let (world, shop, phone) = scene().await;
    let login = shop.login(by_tap("alice")).await;
    phone.withdraw().await.unwrap();
    assert_eq!(shop.ended(&login).await["reason"], "suspended");
    assert!(matches!(phone.questions().await, Err(NativeError::Refused(401))));
    let answer = shop.post("/api/v1/users/alice/enrollments", &native_push()).await;
    assert_eq!(answer.problem(), "fresh-approval-required");
    drop(world);
}

#[tokio::test]
async fn s41_a_phone_that_was_removed_is_refused_and_recorded_once() {
    let (world, shop, phone) = scene().await;
    shop.login(by_tap("alice")).await;
    let question = phone.question().await;
    let name = "alice".to_owned();
    world.operate(Command::DeviceRevoke { name }).await;
    for _ in 0..2 {
        assert!(
            phone
                .answer(&question, Verdict::Approve, Shown::Nothing)
                .await
                .is_err()
        );
    }
    let tail = world.operate(Command::AuditTail { limit: 100 }).await;
    let records = tail.as_array().unwrap().iter();
    let orphans = records.filter(|record| record["event"] == "orphan_response");
    assert_eq!(orphans.count(), 1);
}
