//! The native protocol.

use std::{process::Stdio, time::Duration};

use countersign::admin::Command;
use countersign_tests::by_tap;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};

use super::{PythonPhone, login, scene};

#[tokio::test]
async fn a_phone_that_waits_is_asked_and_approves() {
    let (world, shop, phone) = scene().await;
    let accounts = phone.does("accounts", &[]).await;
    assert_eq!(
        accounts,
        json!([["native", "Countersign", "100001-alice", world.url("")]])
    );
    // It waits before it is asked, and so does the shop for its answer.
    let (answered, ended) = tokio::join!(phone.answers("approve", &[]), async {
        let login = shop.login(by_tap("alice")).await;
        shop.ended(&login).await
    });
    let asked = &answered["asked"];
    assert_eq!(answered["outcome"], "approved", "{answered}");
    assert_eq!(
        (
            &asked["login"],
            &asked["service"],
            &asked["prompt"],
            &asked["lasts_secs"]
        ),
        (
            &ended["id"],
            &json!("Example Shop"),
            &json!("nothing"),
            &json!(120)
        )
    );
    assert_eq!(ended["state"], "approved");
    assert_eq!(ended.claims()["acr"], "urn:countersign:acr:push");
}

#[tokio::test]
async fn s41_a_phone_that_was_removed_forgets_the_account_on_proof_alone() {
    let (world, shop, phone) = scene().await;
    let path = shop.authenticator("alice").await;
    shop.patch(&path, &json!({"state": "suspended"})).await;
    assert_eq!(phone.does("fetch", &[]).await["error"], "SetAside");
    assert_eq!(phone.does("accounts", &[]).await.as_array().unwrap().len(), 1);
    assert_eq!(shop.delete(&path).await.status, 204);
    assert_eq!(phone.does("fetch", &[]).await["error"], "Removed");
    assert_eq!(phone.does("accounts", &[]).await, json!([]));
    drop(world);
}

#[tokio::test]
async fn a_phone_that_was_set_aside_forgets_the_account_when_its_person_says_so() {
    let (world, _shop, phone) = scene().await;
    let name = "alice".to_owned();
    world.operate(Command::UserSuspend { name }).await;
    assert_eq!(phone.does("fetch", &[]).await["error"], "SetAside");
    phone.does("forget", &[]).await;
    assert_eq!(phone.does("accounts", &[]).await, json!([]));
}

#[tokio::test]
async fn s34_an_app_tells_its_version_with_its_address() {
    let (world, _shop, phone) = scene().await;
    let app = async || {
        let name = "alice".to_owned();
        let list = world.operate(Command::DeviceList { name }).await;
        list[0]["device"]["app_calls_itself"].clone()
    };
    assert_eq!(app().await, json!({"name": "Python", "version": "1.0"}));
    phone.does("move_address", &["--app-version", "1.1"]).await;
    assert_eq!(app().await["version"], "1.1");
}

#[tokio::test]
async fn a_denial_and_a_report_end_the_login() {
    let (world, shop, phone) = scene().await;
    for (verdict, reason) in [("deny", Value::Null), ("report", json!("reported"))] {
        let login = login(&shop, "none").await;
        assert_eq!(phone.answers(verdict, &[]).await["outcome"], "denied");
        let ended = shop.ended(&login).await;
        assert_eq!((&ended["state"], &ended["reason"]), (&json!("denied"), &reason));
        // Denials make whoever asks wait.
        world.clock.advance(Duration::from_secs(61));
    }
}

#[tokio::test]
async fn typed_digits_approve_only_if_they_are_those_of_the_page() {
    let (_world, shop, phone) = scene().await;
    let first = login(&shop, "type").await;
    let digits = first["number"].as_str().unwrap();
    let wrong = if digits == "123456" { "654321" } else { "123456" };
    let answered = phone.answers("approve", &["--number", wrong]).await;
    assert_eq!(answered["asked"]["prompt"], "type");
    assert_eq!(
        (&answered["outcome"], &answered["reason"]),
        (&json!("failed"), &json!("wrong_number"))
    );
    assert_eq!(shop.ended(&first).await["reason"], "wrong_number");

    let second = login(&shop, "type").await;
    let digits = second["number"].as_str().unwrap();
    let answered = phone.answers("approve", &["--number", digits]).await;
    assert_eq!(answered["outcome"], "approved", "{answered}");
    assert_eq!(
        shop.ended(&second).await.claims()["acr"],
        "urn:countersign:acr:oob"
    );
}

#[tokio::test]
async fn one_of_three_numbers_is_picked() {
    let (_world, shop, phone) = scene().await;
    let login = login(&shop, "pick").await;
    let number = login["number"].as_str().unwrap();
    let answered = phone.answers("approve", &["--number", number]).await;
    let offered = answered["asked"]["numbers"].as_array().unwrap();
    assert!(
        offered.len() == 3 && offered.contains(&json!(number)),
        "{answered}"
    );
    assert_eq!(answered["outcome"], "approved");
    assert_eq!(
        shop.ended(&login).await.claims()["acr"],
        "urn:countersign:acr:push-number"
    );
}

#[tokio::test]
async fn what_is_scanned_from_the_page_belongs_to_its_login_alone() {
    let (world, shop, phone) = scene().await;
    let ctx = &world.server().opened.ctx;
    let link_of = async |id: &str| {
        let found = ctx.store.login(id.parse().unwrap()).await.unwrap().unwrap();
        countersign_core::method::transfer::scan_link(ctx, &found.login).unwrap()
    };
    let first = login(&shop, "type").await;
    let link = link_of(first.id()).await;
    let read = phone.does("read", &["--code", &link]).await;
    assert_eq!(read, json!({"login": first.id()}));
    assert_eq!(
        phone.answers("approve", &["--link", &link]).await["outcome"],
        "approved"
    );
    assert_eq!(shop.ended(&first).await["state"], "approved");
    let second = login(&shop, "type").await;
    let refused = phone.answers("approve", &["--link", &link]).await;
    assert_eq!(refused["error"], "NotFitting", "{refused}");
    assert_eq!(shop.read(&second).await["state"], "pending", "nothing was sent");
}

#[tokio::test]
async fn questions_are_streamed_as_they_come_and_go() {
    let (_world, shop, phone) = scene().await;
    let mut streaming = phone
        .command("stream", &[])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut counts = BufReader::new(streaming.stdout.take().unwrap()).lines();
    assert_eq!(counts.next_line().await.unwrap().unwrap(), "[0]");
    let login = login(&shop, "none").await;
    assert_eq!(counts.next_line().await.unwrap().unwrap(), "[0, 1]");
    assert_eq!(phone.does("fetch", &[]).await.as_array().unwrap().len(), 1);
    shop.delete(&login.path()).await;
    assert_eq!(counts.next_line().await.unwrap().unwrap(), "[0, 1, 0]");
    assert!(streaming.wait().await.unwrap().success());
    assert_eq!(phone.does("fetch", &[]).await, json!([]));
}

#[tokio::test]
async fn a_new_phone_takes_the_place_of_the_old_one() {
    let (_world, shop, old) = scene().await;
    let link = old.does("transfer", &[]).await;
    let new = PythonPhone::new().await;
    let moved = new.does("enroll", &["--code", link.as_str().unwrap()]).await;
    assert_eq!(moved, json!(["native"]));
    let login = login(&shop, "none").await;
    assert_eq!(old.does("fetch", &[]).await["error"], "Removed");
    assert_eq!(old.does("accounts", &[]).await, json!([]));
    assert_eq!(new.answers("approve", &[]).await["outcome"], "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
}

#[tokio::test]
async fn a_phone_that_withdraws_is_asked_no_more() {
    let (_world, shop, phone) = scene().await;
    let login = login(&shop, "none").await;
    assert_eq!(phone.does("withdraw", &[]).await, Value::Null);
    assert_eq!(phone.does("accounts", &[]).await, json!([]));
    assert_eq!(phone.does("fetch", &[]).await["error"], "NoAccount");
    let ended = shop.ended(&login).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("cancelled"), &json!("suspended"))
    );
    let refused = shop.attempt(by_tap("alice")).await;
    assert_eq!(refused.problem(), "no-usable-authenticator");
}

#[tokio::test]
async fn a_phone_whose_clock_is_wrong_answers_by_the_servers() {
    let (world, shop, phone) = scene().await;
    world.clock.advance(Duration::from_secs(4000));
    let login = login(&shop, "none").await;
    assert_eq!(phone.answers("approve", &[]).await["outcome"], "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
}
