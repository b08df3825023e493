//! Pushes of both protocols, as their vendor delivers them.

use countersign_fakes::Delivered;
use countersign_tests::{World, native_push};
use serde_json::json;

use super::{PythonPhone, login};

fn payload(push: &Delivered) -> &str {
    std::str::from_utf8(&push.payload).unwrap()
}

#[tokio::test]
async fn a_sealed_push_is_the_question_that_the_server_would_tell() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", native_push()).await;
    phone
        .does("enroll", &["--code", enrollment.uri(), "--token", "old"])
        .await;
    phone.does("move_address", &["--token", "new"]).await;
    let login = login(&shop, "none").await;
    let push = world.fakes.fcm.inbox().of("new").recv().await.unwrap();
    let read = phone.does("push", &["--payload", payload(&push)]).await;
    assert_eq!(json!([read]), phone.does("fetch", &[]).await);
    let approve = ["--payload", payload(&push), "--verdict", "approve"];
    assert_eq!(phone.does("push", &approve).await["outcome"], "approved");
    assert_eq!(shop.ended(&login).await["state"], "approved");
    let deny = ["--payload", payload(&push), "--verdict", "deny"];
    assert_eq!(phone.does("push", &deny).await["error"], "Over");
}

#[tokio::test]
async fn a_compatible_account_answers_pushes() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll("alice").await;
    let refused = phone.enrolls(&enrollment).await;
    assert_eq!(refused["error"], "NoAddress", "it could never be asked");
    let token = ["--code", enrollment.uri(), "--token", "first"];
    assert_eq!(phone.does("enroll", &token).await, json!(["push"]));
    phone
        .does("move_address", &["--kind", "push", "--token", "second"])
        .await;
    let mut inbox = world.fakes.fcm.inbox().of("second");
    for (verdict, state) in [("approve", "approved"), ("deny", "denied")] {
        let login = login(&shop, "pick").await;
        let push = inbox.recv().await.unwrap();
        let number = login["number"].as_str().unwrap();
        let answer = [
            "--payload",
            payload(&push),
            "--verdict",
            verdict,
            "--number",
            number,
        ];
        let answered = phone.does("push", &answer).await;
        assert_eq!(
            (
                &answered["outcome"],
                &answered["asked"]["prompt"],
                &answered["asked"]["lasts_secs"]
            ),
            (&json!("taken"), &json!("pick"), &json!(120)),
            "{answered}"
        );
        assert_eq!(shop.ended(&login).await["state"], state);
    }
}

#[tokio::test]
async fn what_nobody_signed_is_dropped() {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", native_push()).await;
    phone.enrolls(&enrollment).await;
    let device =
        shop.get("/api/v1/users/alice/authenticators").await.body["authenticators"][0]["device"]["id"]
            .clone();
    for payload in [
        json!({"message": "a.b.c", "messageId": "AUTHENTICATE:1"}),
        json!({"device": device, "sealed": "AAAA"}),
        json!({"device": device, "sealed": "?"}),
        json!({"aps": {"alert": "Log in?"}}),
        json!("not a push"),
        json!(null),
    ] {
        let dropped = phone.does("push", &["--payload", &payload.to_string()]).await;
        assert_eq!(dropped["error"], "DroppedPush", "{payload}: {dropped}");
    }
    assert_eq!(
        phone.does("push", &["--payload", "{"]).await["error"],
        "DroppedPush"
    );
}
