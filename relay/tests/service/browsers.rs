//! Browsers are woken through a relay that knows neither their keys nor their server's.

use std::time::Duration;

use countersign_fakes::{Reply, Subscription};
use countersign_proto::{
    ids::DeviceId,
    push::{Body, Notification, Provider, PushToken, Sealed, WebPush},
    relay_api::{Report, State},
};
use countersign_relay::{BrowserPushes, VapidKey};
use serde_json::{Value, json};
use uuid::Uuid;

use super::scene::Scene;

/// A relay that may connect to push services on this machine.
async fn scene() -> Scene {
    Scene::with(|settings| {
        settings.webpush.allow_networks = vec!["127.0.0.0/8".parse().unwrap()];
        let app = &settings.apps["default"];
        settings.webpush.ca_file = app.fcm.as_ref().unwrap().ca_file.clone();
    })
    .await
}

fn key() -> VapidKey {
    VapidKey::from_scalar(&[7; 32]).unwrap()
}

fn browser(scene: &Scene) -> Subscription {
    scene.fakes.webpush.subscribe(key().public()).unwrap()
}

/// A push for a browser, as its server hands it in.
fn push(scene: &Scene, browser: &Subscription) -> Notification {
    let address = json!({
        "provider": "webpush", "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth,
    });
    let notification = Notification {
        body: Body::Sealed(Sealed {
            device: DeviceId::new(Uuid::from_u128(9)),
            bytes: vec![1; 2129],
        }),
        ..scene.notification(Provider::Webpush, &address.to_string())
    };
    BrowserPushes::new(key(), None)
        .prepare(notification, scene.time.now_ms())
        .unwrap()
}

#[tokio::test]
async fn a_browser_is_woken_by_whoever_it_has_subscribed_to() {
    let scene = scene().await;
    let sender = scene.sender("a", 1).await;
    let browser = browser(&scene);
    let mut inbox = scene.fakes.webpush.inbox().of(browser.token());
    let push = push(&scene, &browser);
    assert_eq!(sender.submit(&push).await, State::Queued);
    let delivered = inbox.recv().await.unwrap();
    let data: Value = serde_json::from_slice(&delivered.payload).unwrap();
    assert_eq!(data["device"], json!(Uuid::from_u128(9)), "it opens it");
    let ttl: u64 = delivered.headers["ttl"].to_str().unwrap().parse().unwrap();
    assert!(ttl <= 120);
    assert_eq!(delivered.headers["topic"].len(), 22);
    let reports = sender.reports(push.id, State::Sent).await;
    assert_eq!(reports, [Report::Sent { delayed: false }]);
    assert_eq!(sender.submit(&push).await, State::Sent, "a repeat");
    assert_eq!(scene.fakes.webpush.accepted(), 1);
}

#[tokio::test]
async fn what_a_push_service_says_is_reported() {
    let scene = scene().await;
    let sender = scene.sender("a", 1).await;
    let ended = async |replies: Vec<Reply>, state| {
        let browser = browser(&scene);
        scene.fakes.webpush.script(browser.token(), replies);
        let push = push(&scene, &browser);
        sender.submit(&push).await;
        sender.reports(push.id, state).await
    };
    for status in [404, 410] {
        let reports = ended(vec![Reply::status(status)], State::DeviceGone).await;
        assert_eq!(reports, [Report::DeviceGone { since_ms: None }], "{status}");
    }
    let refused = ended(vec![Reply::status(413)], State::Rejected).await;
    assert_eq!(
        refused,
        [Report::Rejected {
            reason: "413".to_owned()
        }]
    );

    let browser = browser(&scene);
    let busy = Reply::Status {
        status: 429,
        body: String::new(),
        headers: vec![("retry-after", "20".to_owned())],
    };
    scene.fakes.webpush.script(browser.token(), [busy]);
    let push = push(&scene, &browser);
    sender.submit(&push).await;
    let delayed = Report::Delayed {
        reason: "429".to_owned(),
    };
    assert_eq!(sender.events(4).await[3].report, delayed);
    // What was asked for, and up to the same again.
    scene.time.advance(Duration::from_secs(41));
    let reports = sender.reports(push.id, State::Sent).await;
    assert_eq!(reports, [delayed, Report::Sent { delayed: true }]);
}

#[tokio::test]
async fn what_no_push_service_would_take_is_refused_when_it_is_handed_in() {
    let scene = scene().await;
    let sender = scene.sender("a", 1).await;
    let good = push(&scene, &browser(&scene));
    let with = |content: Vec<u8>, authorization: &str| {
        json!(Body::WebPush(WebPush {
            content,
            authorization: authorization.to_owned(),
        }))
    };
    let text = json!({"text": {"text": "hello", "lang": "en"}});
    let sealed = json!({"sealed": {"device": Uuid::from_u128(9), "bytes": "__4"}});
    for (pointer, value) in [
        ("/target/address", json!("http://push.example.org/1")),
        ("/target/address", json!("https://user@push.example.org/1")),
        ("/target/address", json!("not a URL")),
        ("/target/address", json!("/push/1")),
        ("/target/environment", json!("sandbox")),
        ("/target/kind", json!("apns")),
        ("/target/kind", json!("fcm")),
        ("/body", with(Vec::new(), "vapid t=a.b.c, k=d")),
        ("/body", with(vec![0; 4097], "vapid t=a.b.c, k=d")),
        ("/body", with(vec![0; 9], "Bearer secret-token")),
        ("/body", with(vec![0; 9], "vapid t=a\r\nx-more: 1")),
        (
            "/body",
            with(vec![0; 9], &format!("vapid t={}", "a".repeat(2048))),
        ),
        ("/body", text),
        ("/body", sealed),
    ] {
        let mut written = json!(good);
        if pointer == "/target/environment" {
            written["target"]["environment"] = value;
        } else {
            *written.pointer_mut(pointer).unwrap() = value;
        }
        let answer = sender.post(&written).await;
        assert_eq!(answer.refusal(), (422, "invalid-request"), "{pointer}: {written}");
        let said = answer.body.to_string();
        assert!(
            !said.contains("secret-token") && !said.contains("user@"),
            "r7: {said}"
        );
    }
    assert_eq!(scene.fakes.webpush.accepted(), 0);
}

#[tokio::test]
async fn r16_a_sender_does_not_choose_hosts_inside() {
    // Nothing but the public internet is allowed here.
    let scene = Scene::start().await;
    let sender = scene.sender("a", 1).await;
    let here = browser(&scene);
    let port = here.endpoint.split(':').nth(2).unwrap().to_owned();
    let cases = [
        (here.endpoint.clone(), State::Rejected),
        (
            "https://[::ffff:169.254.169.254]/latest/meta-data".to_owned(),
            State::Rejected,
        ),
        // What a name stands for may change, so it is tried again.
        (format!("https://localhost:{port}/push/1"), State::Queued),
    ];
    for (n, (endpoint, state)) in cases.into_iter().enumerate() {
        let mut push = push(&scene, &here);
        push.target.token = PushToken::new(&endpoint);
        sender.submit(&push).await;
        let events = sender.events(n + 1).await;
        let of_it = events.iter().find(|event| event.id == push.id).unwrap();
        let is_right = match &of_it.report {
            Report::Rejected { reason } => reason.contains("may not be connected to"),
            Report::Delayed { .. } => state == State::Queued,
            _ => false,
        };
        assert!(is_right, "{endpoint}: {of_it:?}");
        assert_eq!(
            sender.client.timeline(push.id).await.unwrap().state,
            state,
            "{endpoint}"
        );
    }
    assert_eq!(scene.fakes.webpush.accepted(), 0);
}

#[tokio::test]
async fn a_relay_that_wakes_no_browsers_says_so() {
    let scene = Scene::with(|settings| settings.webpush.enabled = false).await;
    let sender = scene.sender("a", 1).await;
    let answer = sender.post(&json!(push(&scene, &browser(&scene)))).await;
    assert_eq!(answer.refusal(), (422, "invalid-request"));
    assert!(
        answer.body["detail"]
            .as_str()
            .unwrap()
            .contains("no such app and kind")
    );
}
