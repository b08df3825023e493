//! The relay against providers that check what the real ones check, over TLS and HTTP/2.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod connections;
mod lanes;
mod service;
mod web_push;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use countersign_fakes::{Fakes, Reply, VendorClock};
use countersign_proto::push::{
    AmPush, Body, Category, Class, Environment, Notification, Provider, PushToken, Target,
};
use countersign_relay::{Ambient, ApnsSettings, AppSettings, FcmSettings, Outcome, Relay, WebPushSettings};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

/// How long a notification is worth sending.
const LONG: Duration = Duration::from_secs(60);
/// Pauses up to this one pass at once.
const PAUSE: Duration = Duration::from_secs(2);

/// Time that starts with the machine's and then stands still: pauses before another try pass at once, what is longer
/// passes when a test says so.
#[derive(Clone)]
struct Time(watch::Sender<i64>);

impl Time {
    #[expect(
        clippy::disallowed_methods,
        reason = "the providers' tokens live in real time"
    )]
    fn start() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Self(watch::channel(millis(since)).0)
    }

    fn advance(&self, by: Duration) {
        self.0.send_modify(|now| *now += millis(by));
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap()
}

#[async_trait]
impl Ambient for Time {
    fn now_ms(&self) -> i64 {
        *self.0.borrow()
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }

    async fn sleep(&self, pause: Duration) {
        let until = self.now_ms() + millis(pause);
        if pause <= PAUSE {
            self.advance(pause);
        }
        self.0.subscribe().wait_for(|now| *now >= until).await.unwrap();
    }
}

struct Scene {
    fakes: Fakes,
    relay: Relay,
    time: Time,
    _dir: TempDir,
}

/// Credentials that these vendors accept.
fn app(fakes: &Fakes) -> AppSettings {
    AppSettings {
        apns: Some(ApnsSettings {
            key_file: fakes.credentials.apns_key_file.clone(),
            key_id: fakes.credentials.apns_key_id.to_owned(),
            team_id: fakes.credentials.apns_team_id.to_owned(),
            topic: fakes.credentials.apns_topic.to_owned(),
            environment: Environment::Production,
            base_url: Some(fakes.apns.base_url()),
            ca_file: Some(fakes.credentials.ca_file.clone()),
        }),
        fcm: Some(FcmSettings {
            service_account_file: fakes.credentials.service_account_file.clone(),
            base_url: Some(fakes.fcm.base_url()),
            ca_file: Some(fakes.credentials.ca_file.clone()),
        }),
        log: false,
    }
}

/// A relay that wakes the phones of this app.
async fn relay(app: AppSettings, fakes: &Fakes, time: &Time) -> Relay {
    let apps = BTreeMap::from([("default".to_owned(), app)]);
    let browsers = WebPushSettings {
        allow_networks: vec!["127.0.0.0/8".parse().unwrap()],
        ca_file: Some(fakes.credentials.ca_file.clone()),
    };
    Relay::new(&apps, Some(browsers), Arc::new(time.clone()))
        .await
        .unwrap()
}

impl Scene {
    async fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let time = Time::start();
        let passing = time.clone();
        let vendors = VendorClock::following(move || passing.now_ms());
        let fakes = Fakes::start_by(vendors, dir.path()).await.unwrap();
        Self {
            relay: relay(app(&fakes), &fakes, &time).await,
            fakes,
            time,
            _dir: dir,
        }
    }

    /// Another relay to the same vendors, which knows nothing of what happened before.
    async fn start_anew(&mut self) {
        self.relay = relay(app(&self.fakes), &self.fakes, &self.time).await;
    }

    async fn send(&self, provider: Provider, token: &str) -> Outcome {
        self.relay.send(&self.notification(provider, token)).await
    }

    fn notification(&self, provider: Provider, token: &str) -> Notification {
        Notification {
            id: Uuid::from_u128(7),
            reference: None,
            target: Target {
                provider,
                app: "default".to_owned(),
                token: PushToken::new(token),
                environment: Some(Environment::Production),
            },
            deadline_ms: self.time.now_ms() + millis(LONG),
            class: Class::Challenge,
            body: Body::AmPush(AmPush {
                message_id: "AUTHENTICATE:1".to_owned(),
                jwt: "a.b.c".to_owned(),
                alert: "Log in to Mail?".to_owned(),
                category: Category::Challenge,
                top_level_copies: false,
            }),
        }
    }
}

#[tokio::test]
async fn both_providers_accept_what_we_send() {
    let scene = Scene::new().await;
    for n in 0..5 {
        assert_eq!(
            scene.send(Provider::Apns, &format!("ab0{n}")).await,
            Outcome::Accepted
        );
        assert_eq!(
            scene.send(Provider::Fcm, &format!("token-{n}")).await,
            Outcome::Accepted
        );
    }
    assert_eq!(
        scene.fakes.fcm.tokens_issued(),
        1,
        "one access token serves many messages"
    );
    let push = scene.fakes.apns.inbox().of("ab00").recv().await.unwrap();
    let payload: serde_json::Value = serde_json::from_slice(&push.payload).unwrap();
    assert_eq!(payload["aps"]["category"], "authentication_challenge");
    assert_eq!(push.headers["apns-id"], Uuid::from_u128(7).to_string());
    let data = scene.fakes.fcm.inbox().of("token-0").recv().await.unwrap();
    let data: serde_json::Value = serde_json::from_slice(&data.payload).unwrap();
    assert_eq!(data["messageId"], "AUTHENTICATE:1");
}

#[tokio::test]
async fn apples_refusals_end_as_its_table_says() {
    let scene = Scene::new().await;
    let gone = |since_ms| Outcome::DeviceGone { since_ms };
    let rejected = |status, reason: &str| Outcome::Rejected {
        reason: format!("{status} {reason}"),
    };
    let cases = [
        (
            Reply::unregistered(1_700_000_000_000),
            gone(Some(1_700_000_000_000)),
        ),
        (Reply::apns(410, "ExpiredToken"), gone(None)),
        (Reply::apns(400, "BadDeviceToken"), gone(None)),
        (Reply::apns(400, "DeviceTokenNotForTopic"), gone(None)),
        (Reply::apns(400, "BadPriority"), rejected(400, "BadPriority")),
        (
            Reply::apns(413, "PayloadTooLarge"),
            rejected(413, "PayloadTooLarge"),
        ),
        (Reply::apns(404, "BadPath"), rejected(404, "BadPath")),
        (
            Reply::apns(499, "NewReasonOfTomorrow"),
            rejected(499, "NewReasonOfTomorrow"),
        ),
    ];
    for (n, (reply, outcome)) in cases.into_iter().enumerate() {
        let token = format!("cd{n:02}");
        scene.fakes.apns.script(&token, [reply]);
        assert_eq!(scene.send(Provider::Apns, &token).await, outcome);
    }
}

#[tokio::test]
async fn apples_passing_troubles_are_tried_again() {
    let scene = Scene::new().await;
    let replies = [
        Reply::apns(503, "ServiceUnavailable"),
        Reply::apns(403, "ExpiredProviderToken"),
        Reply::apns(400, "IdleTimeout"),
        Reply::Reset,
        Reply::Status {
            status: 520,
            body: "<html>".to_owned(),
            headers: Vec::new(),
        },
    ];
    for (n, reply) in replies.into_iter().enumerate() {
        let token = format!("ef{n:02}");
        scene.fakes.apns.script(&token, [reply.clone()]);
        assert_eq!(
            scene.send(Provider::Apns, &token).await,
            Outcome::Accepted,
            "{reply:?}"
        );
    }
    scene.fakes.apns.script("aaaa", [Reply::GoAway]);
    for _ in 0..3 {
        assert_eq!(
            scene.send(Provider::Apns, "aaaa").await,
            Outcome::Accepted,
            "after GOAWAY"
        );
    }
}

#[tokio::test]
async fn googles_refusals_end_as_its_table_says() {
    let scene = Scene::new().await;
    let html = Reply::Status {
        status: 404,
        body: "<html>".to_owned(),
        headers: Vec::new(),
    };
    let cases = [
        (Reply::fcm(404, Some("UNREGISTERED")), "device_gone"),
        (Reply::fcm(403, Some("SENDER_ID_MISMATCH")), "device_gone"),
        (Reply::fcm(400, Some("INVALID_ARGUMENT")), "rejected"),
        (Reply::fcm(401, Some("THIRD_PARTY_AUTH_ERROR")), "misconfigured"),
        // Google's pause after a quota is longer than what is left.
        (Reply::fcm(429, Some("QUOTA_EXCEEDED")), "unavailable"),
        (Reply::fcm(500, Some("INTERNAL")), "later"),
        (Reply::fcm(503, Some("UNAVAILABLE")), "later"),
        (Reply::fcm(404, None), "later"),
        (html, "later"),
    ];
    for (n, (reply, word)) in cases.into_iter().enumerate() {
        let token = format!("token-{n}");
        scene.fakes.fcm.script(&token, [reply]);
        assert_eq!(scene.send(Provider::Fcm, &token).await.as_str(), word, "{token}");
    }
}

#[tokio::test]
async fn googles_wishes_and_troubles_are_met() {
    let scene = Scene::new().await;
    scene
        .fakes
        .fcm
        .script("busy", [Reply::fcm(503, Some("UNAVAILABLE")).retry_after(1)]);
    let before = scene.time.now_ms();
    assert_eq!(scene.send(Provider::Fcm, "busy").await, Outcome::Accepted);
    assert_eq!(scene.time.now_ms() - before, 1000, "it paused as it was asked to");
    scene.fakes.fcm.revoke_token();
    assert_eq!(
        scene.send(Provider::Fcm, "revoked").await,
        Outcome::Accepted,
        "one renewal after a 401"
    );
    scene.fakes.fcm.script("reset", [Reply::Reset, Reply::Reset]);
    assert_eq!(scene.send(Provider::Fcm, "reset").await, Outcome::Accepted);
    let busy = Reply::fcm(503, Some("UNAVAILABLE"));
    scene
        .fakes
        .fcm
        .script("later", [busy.clone().retry_after(30), busy]);
    let later = Outcome::Later {
        after: Duration::from_secs(30),
        reason: "503 UNAVAILABLE".to_owned(),
    };
    assert_eq!(
        scene.send(Provider::Fcm, "later").await,
        later,
        "nobody waits that long here"
    );
    let outcome = scene.send(Provider::Fcm, "later").await;
    assert!(
        matches!(outcome, Outcome::Later { after, .. } if after >= Duration::from_secs(10)),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn many_senders_share_one_access_token() {
    let scene = Scene::new().await;
    let send = async |n: u32| scene.send(Provider::Fcm, &format!("token-{n}")).await;
    let (a, b, c, d) = tokio::join!(send(1), send(2), send(3), send(4));
    assert!([a, b, c, d].iter().all(|outcome| *outcome == Outcome::Accepted));
    assert_eq!(scene.fakes.fcm.tokens_issued(), 1, "one at the start");
    scene.fakes.fcm.revoke_token();
    let (a, b, c, d) = tokio::join!(send(1), send(2), send(3), send(4));
    assert!([a, b, c, d].iter().all(|outcome| *outcome == Outcome::Accepted));
    assert_eq!(
        scene.fakes.fcm.tokens_issued(),
        2,
        "one renewal after the revocation"
    );
}

#[tokio::test]
async fn a_silent_provider_costs_no_more_than_the_deadline() {
    let scene = Scene::new().await;
    scene.fakes.apns.script("ab", [Reply::Never]);
    scene.fakes.fcm.script("never", [Reply::Never]);
    let late = scene.notification(Provider::Fcm, "late");
    let (apns, fcm, ()) = tokio::join!(
        scene.send(Provider::Apns, "ab"),
        scene.send(Provider::Fcm, "never"),
        async {
            scene.fakes.apns.asked(1).await;
            scene.fakes.fcm.asked(1).await;
            scene.time.advance(LONG);
        }
    );
    assert_eq!((apns.as_str(), fcm.as_str()), ("unavailable", "unavailable"));
    assert_eq!(scene.relay.send(&late).await.as_str(), "unavailable");
    assert_eq!(scene.fakes.fcm.accepted(), 0, "what is worthless is not sent");
}

#[tokio::test]
async fn an_app_without_credentials_is_named() {
    let scene = Scene::new().await;
    let mut notification = scene.notification(Provider::Fcm, "x");
    notification.target.app = "other".to_owned();
    assert_eq!(scene.relay.send(&notification).await.as_str(), "misconfigured");
}

/// Collects everything that is logged at any level.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn r7_without_credentials_a_push_is_noted_and_nothing_of_what_it_holds() {
    let logged = Logged::default();
    let writer = logged.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace")
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut scene = Scene::new().await;
    let held = AppSettings {
        apns: None,
        log: true,
        ..app(&scene.fakes)
    };
    scene.relay = relay(held, &scene.fakes, &scene.time).await;
    let mut notification = scene.notification(Provider::Apns, "abcdefabcdef");
    for environment in [None, Some(Environment::Sandbox)] {
        notification.target.environment = environment;
        assert_eq!(scene.relay.send(&notification).await, Outcome::Accepted);
    }
    assert_eq!(scene.fakes.apns.accepted(), 0);
    let text = String::from_utf8(logged.0.lock().unwrap().clone()).unwrap();
    let noted = text.lines().filter(|line| line.contains("a push was due"));
    let noted: Vec<&str> = noted.collect();
    assert!(
        noted.len() == 2 && noted[0].contains(&notification.id.to_string()),
        "{text}"
    );
    for secret in ["abcdefabcdef", "a.b.c", "Log in"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    // What there are credentials for is sent.
    scene.send(Provider::Fcm, "token-1").await;
    assert_eq!(scene.fakes.fcm.accepted(), 1);
}

#[tokio::test]
async fn r7_tokens_and_credentials_reach_no_log() {
    let logged = Logged::default();
    let writer = logged.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace,yup_oauth2=info,h2=info,hyper=info,hyper_util=info,rustls=info")
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let scene = Scene::new().await;
    scene.fakes.fcm.script("fcm-secret-token", [Reply::Reset]);
    scene
        .fakes
        .apns
        .script("abcdefabcdef", [Reply::apns(503, "ServiceUnavailable")]);
    scene.send(Provider::Fcm, "fcm-secret-token").await;
    scene.send(Provider::Apns, "abcdefabcdef").await;
    let text = String::from_utf8(logged.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("tried again"), "the log was caught: {text}");
    for secret in ["fcm-secret-token", "abcdefabcdef", "access-1", "bearer ", "a.b.c"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
