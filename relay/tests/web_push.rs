//! Pushes to browsers: encrypted by whoever makes them, and sent to no host that a browser should not choose.

use std::time::Duration;

use countersign_fakes::{Reply, Subscription};
use countersign_proto::{
    ids::DeviceId,
    push::{Body, Notification, Provider, PushToken, Sealed},
};
use countersign_relay::{Ambient, BrowserPushes, Outcome, VapidKey};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Scene;

fn vapid_key() -> VapidKey {
    VapidKey::from_scalar(&[7; 32]).unwrap()
}

/// A browser's address as it is kept.
fn address(browser: &Subscription) -> String {
    json!({
        "provider": "webpush",
        "endpoint": browser.endpoint,
        "p256dh": browser.p256dh,
        "auth": browser.auth,
    })
    .to_string()
}

impl Scene {
    pub(super) fn browser(&self) -> Subscription {
        self.fakes.webpush.subscribe(vapid_key().public()).unwrap()
    }

    /// A push for a browser, made ready by the server that it has subscribed to.
    fn prepared(&self, token: &str) -> Result<Notification, String> {
        let notification = Notification {
            body: Body::Sealed(Sealed {
                device: DeviceId::new(Uuid::from_u128(9)),
                bytes: vec![1; 2129],
            }),
            ..self.notification(Provider::Webpush, token)
        };
        let contact = "mailto:security@example.org".to_owned();
        BrowserPushes::new(vapid_key(), Some(contact)).prepare(notification, self.time.now_ms())
    }

    pub(super) async fn send_to(&self, browser: &Subscription) -> Outcome {
        let notification = self.prepared(&address(browser)).unwrap();
        self.relay.send(&notification).await
    }
}

#[tokio::test]
async fn a_browser_opens_what_was_sent_to_it() {
    let scene = Scene::new().await;
    let browser = scene.browser();
    let mut inbox = scene.fakes.webpush.inbox().of(browser.token());
    assert_eq!(scene.send_to(&browser).await, Outcome::Accepted);
    let delivered = inbox.recv().await.unwrap();
    let data: Value = serde_json::from_slice(&delivered.payload).unwrap();
    assert_eq!(data["device"], Uuid::from_u128(9).to_string());
    assert_eq!(data["sealed"].as_str().unwrap().len(), 2839);
    assert_eq!(delivered.headers["ttl"], "60");
    assert_eq!(delivered.headers["urgency"], "high");
}

#[tokio::test]
async fn what_a_push_service_answers_decides() {
    let scene = Scene::new().await;
    let browser = scene.browser();
    let gone = Outcome::DeviceGone { since_ms: None };
    let later = |secs, reason: &str| Outcome::Later {
        after: Duration::from_secs(secs),
        reason: reason.to_owned(),
    };
    let wait = |status, secs: u64| Reply::Status {
        status,
        body: String::new(),
        headers: vec![("retry-after", secs.to_string())],
    };
    let cases = [
        (vec![Reply::status(404)], gone.clone()),
        (vec![Reply::status(410)], gone),
        (vec![Reply::status(429)], later(5, "429")),
        (vec![wait(429, 30)], later(30, "429")),
        (vec![Reply::status(503)], Outcome::Accepted),
        (vec![Reply::status(503), Reply::status(503)], later(5, "503")),
        (vec![wait(503, 20)], later(20, "503")),
        (
            vec![Reply::status(302)],
            Outcome::Rejected {
                reason: "302".to_owned(),
            },
        ),
        (
            vec![Reply::status(403)],
            Outcome::Misconfigured {
                reason: "403".to_owned(),
            },
        ),
        (vec![Reply::Reset], Outcome::Accepted),
    ];
    for (replies, outcome) in cases {
        let scripted = format!("{replies:?}");
        scene.fakes.webpush.script(browser.token(), replies);
        assert_eq!(scene.send_to(&browser).await, outcome, "{scripted}");
    }
    let stranger = scene.fakes.webpush.subscribe("another server's key").unwrap();
    assert!(matches!(
        scene.send_to(&stranger).await,
        Outcome::Misconfigured { .. }
    ));
}

#[tokio::test]
async fn r16_a_browser_does_not_choose_hosts_inside() {
    let scene = Scene::new().await;
    let good = scene.browser();
    let port = good.endpoint.rsplit_once(':').unwrap().1;
    let told = |endpoint: String| {
        address(&Subscription {
            endpoint,
            ..good.clone()
        })
    };
    for endpoint in [
        "https://10.0.0.1/push/1".to_owned(),
        "https://[::1]/push/1".to_owned(),
        "https://[::ffff:10.0.0.1]/push/1".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        format!("https://user@127.0.0.1:{port}"),
    ] {
        let notification = scene.prepared(&told(endpoint.clone())).unwrap();
        let outcome = scene.relay.send(&notification).await;
        assert!(
            matches!(outcome, Outcome::Rejected { .. }),
            "{endpoint}: {outcome:?}"
        );
    }
    for endpoint in [format!("http://127.0.0.1:{port}"), "not a URL".to_owned()] {
        assert!(scene.prepared(&told(endpoint.clone())).is_err(), "{endpoint}");
        // Nor does a server choose them that hands in what it has made itself.
        let mut notification = scene.prepared(&address(&good)).unwrap();
        notification.target.token = PushToken::new(endpoint.clone());
        let outcome = scene.relay.send(&notification).await;
        assert!(matches!(outcome, Outcome::Rejected { .. }), "{endpoint}");
    }
    assert!(scene.prepared("no JSON").is_err());
}

#[tokio::test]
async fn whoever_carries_a_push_to_a_browser_cannot_open_it() {
    let scene = Scene::new().await;
    let browser = scene.browser();
    let prepared = scene.prepared(&address(&browser)).unwrap();
    let carried = serde_json::to_string(&prepared).unwrap();
    for secret in [&browser.auth, &browser.p256dh, "device", "sealed"] {
        assert!(!carried.contains(secret), "{secret}: {carried}");
    }
    let shown = format!("{prepared:?}");
    assert!(
        !shown.contains("vapid") && !shown.contains(&browser.endpoint),
        "r7: {shown}"
    );
    assert!(matches!(scene.relay.send(&prepared).await, Outcome::Accepted));
    // Each is encrypted anew.
    assert_ne!(scene.prepared(&address(&browser)).unwrap().body, prepared.body);
}
