//! Who may send, how much, and what senders see of one another: nothing.

use std::time::Duration;

use countersign_fakes::Reply;
use countersign_proto::{
    push::Provider,
    relay_api::{Report, State},
};
use countersign_relay_client::{CallError, SubmitError};
use serde_json::json;

use super::scene::{Scene, key};

#[tokio::test]
async fn r17_senders_are_invisible_to_one_another() {
    let scene = Scene::start().await;
    let (a, b) = (scene.sender("a", 1).await, scene.sender("b", 2).await);
    let notification = scene.notification(Provider::Fcm, "token-1");
    a.submit(&notification).await;
    a.reports(notification.id, State::Sent).await;
    assert_eq!(b.client.timeline(notification.id).await, Err(CallError::NotFound));
    assert_eq!(b.client.cancel(notification.id).await, Err(CallError::NotFound));
    assert_eq!(b.client.events(None, Duration::ZERO).await.unwrap().next, 0);
    assert!(
        b.client
            .events(Some(0), Duration::ZERO)
            .await
            .unwrap()
            .events
            .is_empty()
    );
    // Another sender's id is free.
    assert_eq!(b.submit(&notification).await, State::Queued);
    assert_eq!(b.events(1).await[0].number, 1, "each counts for itself");
}

#[tokio::test]
async fn r17_an_app_of_others_looks_like_one_that_is_not_there() {
    let scene = Scene::start().await;
    let limited = scene.sender_with("limited", 1, json!({"apps": ["mine"]})).await;
    let told = async |app: &str| {
        let mut notification = scene.notification(Provider::Fcm, "token-1");
        notification.target.app = app.to_owned();
        let answer = limited.post(&json!(notification)).await;
        (answer.status, answer.body)
    };
    assert_eq!(told("default").await.0, 422);
    assert_eq!(told("default").await, told("nowhere").await);
}

#[tokio::test]
async fn two_keys_work_while_one_follows_the_other() {
    let scene = Scene::start().await;
    let old = scene.sender("a", 1).await;
    let new = scene.holder(2);
    let notification = || scene.notification(Provider::Fcm, "token-1");
    assert!(matches!(
        new.client.submit(&notification()).await,
        Err(SubmitError::Misconfigured { .. })
    ));
    let rotate = |seed: u8| json!({"command": "sender_rotate", "name": "a", "public_key": key(seed).public_pem(), "overlap_secs": 3600});
    scene.operate(rotate(2)).await;
    for sender in [&old, &new] {
        sender.submit(&notification()).await;
    }
    new.events(2).await;
    scene.time.advance(Duration::from_secs(3601));
    assert!(matches!(
        old.client.submit(&notification()).await,
        Err(SubmitError::Misconfigured { .. })
    ));
    new.submit(&notification()).await;
    let denied = scene.service().operate(rotate(2)).await.unwrap_err();
    assert!(denied.contains("already"), "{denied}");
}

#[tokio::test]
async fn r13_suspending_a_sender_ends_what_waits_of_it() {
    let scene = Scene::start().await;
    let (a, b) = (scene.sender("a", 1).await, scene.sender("b", 2).await);
    let busy = || Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("busy", [busy(), busy()]);
    let (of_a, of_b) = (
        scene.notification(Provider::Fcm, "busy"),
        scene.notification(Provider::Fcm, "busy"),
    );
    a.submit(&of_a).await;
    b.submit(&of_b).await;
    a.events(1).await;
    b.events(1).await;
    scene
        .operate(json!({"command": "sender_suspend", "name": "a"}))
        .await;
    let answer = a.post(&json!(of_a)).await;
    assert_eq!(answer.refusal(), (403, "suspended"));
    scene.time.advance(Duration::from_secs(21));
    b.reports(of_b.id, State::Sent).await;
    scene
        .operate(json!({"command": "sender_resume", "name": "a"}))
        .await;
    let reports = a.reports(of_a.id, State::Cancelled).await;
    assert!(matches!(reports[..], [Report::Delayed { .. }, Report::Cancelled]));
    assert_eq!(scene.fakes.fcm.accepted(), 1);
}

#[tokio::test]
async fn a_sender_hands_in_no_more_than_its_quota() {
    let scene = Scene::start().await;
    let (small, other) = (
        scene.sender_with("small", 1, json!({"per_minute": 2})).await,
        scene.sender("other", 2).await,
    );
    let notification = || scene.notification(Provider::Fcm, "token-1");
    for _ in 0..2 {
        small.submit(&notification()).await;
    }
    let asked_ms = scene.time.now_ms();
    let refused = small.post(&json!(notification())).await;
    assert_eq!(refused.refusal(), (429, "too-many-requests"));
    assert!(
        scene.time.now_ms() - asked_ms >= 1000,
        "it is slowed, whatever it heeds"
    );
    assert!(
        refused.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            >= 1
    );
    let refusal = small.client.submit(&notification()).await.unwrap_err();
    assert!(matches!(refusal, SubmitError::Later { .. }), "{refusal:?}");
    other.submit(&notification()).await;
}

#[tokio::test]
async fn what_is_a_little_above_a_quota_is_kept_a_moment_later() {
    let scene = Scene::start().await;
    let small = scene.sender_with("small", 1, json!({"per_minute": 600})).await;
    let notification = || scene.notification(Provider::Fcm, "token-1");
    let whole: Vec<_> = (0..100).map(|_| notification()).collect();
    assert_eq!(small.post(&json!(whole)).await.status, 202);
    for _ in 0..2 {
        assert_eq!(small.post(&json!(notification())).await.status, 202);
    }
}

#[tokio::test]
async fn a_sender_fills_its_own_room_and_the_queue_is_bounded() {
    let scene = Scene::with(|settings| settings.limits.queued = 3).await;
    let (a, b) = (
        scene.sender_with("a", 1, json!({"max_queued": 2})).await,
        scene.sender("b", 2).await,
    );
    let busy = || Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("busy", vec![busy(); 9]);
    let notification = || json!(scene.notification(Provider::Fcm, "busy"));
    for _ in 0..2 {
        assert_eq!(a.post(&notification()).await.status, 202);
    }
    assert_eq!(a.post(&notification()).await.status, 429);
    assert_eq!(b.post(&notification()).await.status, 202);
    let full = b.post(&notification()).await;
    assert_eq!(full.refusal(), (503, "unavailable"));
}

#[tokio::test]
async fn r17_a_sender_that_fills_the_queue_keeps_nobody_else_out() {
    let scene = Scene::with(|settings| settings.limits.queued = 4).await;
    let (a, b, c) = (
        scene.sender("a", 1).await,
        scene.sender("b", 2).await,
        scene.sender("c", 3).await,
    );
    let busy = || Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("busy", vec![busy(); 9]);
    let notification = || json!(scene.notification(Provider::Fcm, "busy"));
    for (sender, statuses) in [
        (&a, &[202, 202, 202, 202, 503][..]),
        (&b, &[202, 202, 503]),
        (&a, &[503]),
        (&c, &[202, 503]),
    ] {
        for status in statuses {
            assert_eq!(sender.post(&notification()).await.status, *status);
        }
    }
}

#[tokio::test]
async fn senders_are_listed_and_removed_with_all_that_is_theirs() {
    let scene = Scene::start().await;
    let a = scene.sender("a", 1).await;
    let notification = scene.notification(Provider::Fcm, "token-1");
    a.submit(&notification).await;
    a.events(1).await;
    let listed = scene.operate(json!({"command": "sender_list"})).await;
    assert_eq!(listed[0]["name"], "a");
    assert_eq!(listed[0]["keys"][0]["key_id"], key(1).key_id());
    scene
        .operate(json!({"command": "sender_remove", "name": "a"}))
        .await;
    assert_eq!(a.get("/v1/events").await.status, 401);
    let again = scene.sender("a", 1).await;
    assert_eq!(
        again.client.timeline(notification.id).await,
        Err(CallError::NotFound)
    );
    assert_eq!(again.client.events(None, Duration::ZERO).await.unwrap().next, 0);
}

#[tokio::test]
async fn an_operators_mistakes_are_named() {
    let scene = Scene::start().await;
    scene.sender("a", 1).await;
    let add = |name: &str, seed: u8, weight: u32| {
        let policy = json!({"weight": weight, "per_minute": 1, "max_queued": 1});
        json!({"command": "sender_add", "name": name, "public_key": key(seed).public_pem(), "policy": policy})
    };
    for (command, said) in [
        (add("a", 2, 1), "there is a sender of this name"),
        (add("b", 1, 1), "a sender's already"),
        (add("B!", 2, 1), "lower-case letters"),
        (add("b", 2, 0), "the weight is from 1"),
        (
            json!({"command": "sender_add", "name": "b", "public_key": "x"}),
            "no PEM file with an Ed25519 key",
        ),
        (
            json!({"command": "sender_suspend", "name": "x"}),
            "no sender of this name",
        ),
        (
            json!({"command": "dead_letter_bury", "burial": "replay", "sender": "a", "id": uuid::Uuid::nil()}),
            "no such dead letter",
        ),
    ] {
        let denied = scene.service().operate(command).await.unwrap_err();
        assert!(denied.contains(said), "{denied}");
    }
}
