//! From a sender to a phone, and back what became of it.

use std::time::Duration;

use countersign_fakes::Reply;
use countersign_proto::{
    push::Provider,
    relay_api::{Report, State},
};
use countersign_relay_client::SubmitError;
use serde_json::{Value, json};

use super::scene::{Scene, Sender, Shifted, lane};

#[tokio::test]
async fn what_is_handed_in_reaches_both_vendors_and_is_reported_in_order() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let apns = scene.notification(Provider::Apns, "ab01");
    let fcm = scene.notification(Provider::Fcm, "token-1");
    assert_eq!(sender.submit(&apns).await, State::Queued);
    assert_eq!(
        sender.reports(apns.id, State::Sent).await,
        [Report::Sent { delayed: false }]
    );
    sender.submit(&fcm).await;
    sender.reports(fcm.id, State::Sent).await;
    let push = scene.fakes.apns.inbox().of("ab01").recv().await.unwrap();
    assert_eq!(push.headers["apns-id"], apns.id.to_string());
    scene.fakes.fcm.inbox().of("token-1").recv().await.unwrap();
    let events = sender.events(2).await;
    let ids: Vec<_> = events
        .iter()
        .map(|event| (event.number, event.id, event.reference))
        .collect();
    assert_eq!(ids, [(1, apns.id, apns.reference), (2, fcm.id, fcm.reference)]);
    assert_eq!(
        sender.submit(&apns).await,
        State::Sent,
        "a repeat is told what became of it"
    );
    assert_eq!(scene.fakes.apns.accepted(), 1);
}

#[tokio::test]
async fn a_vendors_trouble_is_told_and_outlived() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let busy = Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("busy", [busy]);
    let notification = scene.notification(Provider::Fcm, "busy");
    sender.submit(&notification).await;
    let delayed = Report::Delayed {
        reason: "503 UNAVAILABLE".to_owned(),
    };
    assert_eq!(sender.events(1).await[0].report, delayed);
    assert_eq!(scene.fakes.fcm.accepted(), 0);
    scene.time.advance(Duration::from_secs(21));
    let reports = sender.reports(notification.id, State::Sent).await;
    assert_eq!(reports, [delayed, Report::Sent { delayed: true }]);
}

#[tokio::test]
async fn a_silent_vendor_is_told_of_before_it_times_out() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    scene.fakes.fcm.script("never", [Reply::Never]);
    let notification = scene.notification(Provider::Fcm, "never");
    sender.submit(&notification).await;
    scene.fakes.fcm.asked(1).await;
    scene.time.advance(Duration::from_secs(4));
    assert!(matches!(sender.events(1).await[0].report, Report::Delayed { .. }));
    scene.time.advance(Duration::from_secs(120));
    let reports = sender.reports(notification.id, State::Expired).await;
    assert!(
        matches!(reports[..], [Report::Delayed { .. }, Report::Expired { .. }]),
        "{reports:?}"
    );
}

#[tokio::test]
async fn a_device_that_is_gone_is_reported_with_its_time() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    scene
        .fakes
        .apns
        .script("ab02", [Reply::unregistered(1_700_000_000_000)]);
    let notification = scene.notification(Provider::Apns, "ab02");
    sender.submit(&notification).await;
    let gone = Report::DeviceGone {
        since_ms: Some(1_700_000_000_000),
    };
    assert_eq!(sender.reports(notification.id, State::DeviceGone).await, [gone]);
}

#[tokio::test]
async fn what_a_vendor_refuses_is_a_dead_letter_that_an_operator_can_replay() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    scene
        .fakes
        .apns
        .script("ab03ab03ab03ab03", [Reply::apns(400, "BadTopic")]);
    let notification = scene.notification(Provider::Apns, "ab03ab03ab03ab03");
    sender.submit(&notification).await;
    sender.reports(notification.id, State::Rejected).await;
    let listed = scene
        .operate(json!({"command": "dead_letter_list", "limit": 9}))
        .await;
    assert_eq!(listed[0]["id"], json!(notification.id));
    assert_eq!(listed[0]["reason"], "400 BadTopic");
    assert!(
        !listed.to_string().contains("ab03ab03ab03ab03"),
        "r7: no address is shown"
    );
    let replay =
        json!({"command": "dead_letter_bury", "burial": "replay", "sender": "a", "id": notification.id});
    assert_eq!(scene.operate(replay).await, json!({"replayed": 1}));
    let reports = sender.reports(notification.id, State::Sent).await;
    assert!(matches!(
        reports[..],
        [Report::Rejected { .. }, Report::Replayed, Report::Sent { .. }]
    ));
}

#[tokio::test]
async fn credentials_that_are_mended_in_time_send_what_waited() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    scene.fakes.fcm.script("held", [Reply::fcm(403, None)]);
    let notification = scene.notification(Provider::Fcm, "held");
    sender.submit(&notification).await;
    assert!(matches!(sender.events(1).await[0].report, Report::Delayed { .. }));
    scene.time.advance(Duration::from_secs(61));
    sender.reports(notification.id, State::Sent).await;
}

#[tokio::test]
async fn what_is_taken_back_while_it_waits_is_never_sent() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let busy = Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("busy", [busy]);
    let notification = scene.notification(Provider::Fcm, "busy");
    sender.submit(&notification).await;
    sender.events(1).await;
    assert_eq!(
        sender.client.cancel(notification.id).await.unwrap().state,
        State::Cancelled
    );
    assert_eq!(
        sender.client.cancel(notification.id).await.unwrap().state,
        State::Cancelled,
        "again"
    );
    scene.time.advance(Duration::from_secs(21));
    let other = scene.notification(Provider::Fcm, "other");
    sender.submit(&other).await;
    sender.reports(other.id, State::Sent).await;
    assert_eq!(scene.fakes.fcm.accepted(), 1);
}

#[tokio::test]
async fn what_was_accepted_is_sent_by_the_next_start_unless_its_deadline_has_passed() {
    let mut scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let busy = || Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    scene.fakes.fcm.script("long", [busy()]);
    scene.fakes.fcm.script("short", [busy()]);
    let long = scene.notification(Provider::Fcm, "long");
    let mut short = scene.notification(Provider::Fcm, "short");
    short.deadline_ms = scene.time.now_ms() + 30_000;
    sender.submit(&long).await;
    sender.submit(&short).await;
    sender.events(2).await;
    scene.pause().await;
    let refusal = sender.client.submit(&long).await.unwrap_err();
    assert!(matches!(refusal, SubmitError::Later { .. }), "{refusal:?}");
    scene.time.advance(Duration::from_secs(60));
    scene.resume().await;
    let sender = scene.holder(1);
    sender.reports(long.id, State::Sent).await;
    sender.reports(short.id, State::Expired).await;
    assert_eq!(
        scene.fakes.fcm.accepted(),
        1,
        "nothing is sent after its deadline"
    );
}

#[tokio::test]
async fn a_sender_whose_clock_is_wrong_signs_by_the_relays() {
    let scene = Scene::start().await;
    scene.sender("a", 1).await;
    let skewed = Sender::new(scene.url(), 1, Shifted::by(Duration::from_secs(3600)));
    let mut notification = scene.notification(Provider::Fcm, "token-1");
    notification.deadline_ms += 3_600_000;
    assert_eq!(skewed.submit(&notification).await, State::Queued);
    skewed.reports(notification.id, State::Sent).await;
}

#[tokio::test]
async fn a_sender_that_floods_delays_no_other() {
    let scene = Scene::start().await;
    let (flood, calm) = (scene.sender("flood", 1).await, scene.sender("calm", 2).await);
    for _ in 0..5 {
        let many: Vec<Value> = (0..100)
            .map(|n| json!(scene.notification(Provider::Fcm, &format!("token-{n}"))))
            .collect();
        assert_eq!(flood.post(&json!(many)).await.status, 202);
    }
    let notification = scene.notification(Provider::Fcm, "calm");
    calm.submit(&notification).await;
    calm.reports(notification.id, State::Sent).await;
    flood.events(500).await;
    assert_eq!(scene.fakes.fcm.accepted(), 501);
}

#[tokio::test]
async fn while_a_vendor_is_down_senders_are_told_and_the_rest_waits_in_the_queue() {
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let busy = || Reply::fcm(503, Some("UNAVAILABLE")).retry_after(20);
    for n in 0..5 {
        let token = format!("busy-{n}");
        scene.fakes.fcm.script(&token, [busy()]);
        sender.submit(&scene.notification(Provider::Fcm, &token)).await;
    }
    sender.events(5).await;
    let many: Vec<Value> = (0..50)
        .map(|n| json!(scene.notification(Provider::Fcm, &format!("token-{n}"))))
        .collect();
    assert_eq!(sender.post(&json!(many)).await.status, 202);
    let events = sender.events(55).await;
    assert!(
        events
            .iter()
            .all(|event| matches!(&event.report, Report::Delayed { .. })),
        "{events:?}"
    );
    assert_eq!(scene.fakes.fcm.accepted(), 0, "Google was left alone");
    let status = scene.operate(json!({"command": "status"})).await;
    let resting = lane(&status, "default fcm");
    assert_eq!(
        (&resting["state"], &resting["reason"]),
        (&json!("resting"), &json!("503 UNAVAILABLE"))
    );
    let open = lane(&status, "default apns production");
    assert_eq!((&status["queued"], &open["state"]), (&json!(55), &json!("open")));
    assert_eq!(
        (&open["reason"], &open["accepted_secs"]),
        (&Value::Null, &Value::Null)
    );
    scene.time.advance(Duration::from_secs(31));
    let events = sender.events(110).await;
    let sent = events
        .iter()
        .filter(|event| event.report == Report::Sent { delayed: true });
    assert_eq!(sent.count(), 55);
    assert_eq!(scene.fakes.fcm.accepted(), 55);
}
