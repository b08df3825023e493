//! A running relay with its vendors, and the senders that call it.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use countersign_fakes::{Fakes, VendorClock};
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
    relay_api::{
        Event, Report, State,
        signature::{SignatureFields, SignedRequest, sign},
    },
};
use countersign_relay::{
    Ambient,
    service::{Service, ServiceSettings},
};
use countersign_relay_client::{Client, Settings};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::watch;
use uuid::Uuid;

use crate::millis;

/// How long something may take that is only a matter of time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The machine's time, shifted by a test: whoever sleeps wakes when the shifted time has come.
#[derive(Clone)]
pub(super) struct Shifted(watch::Sender<i64>);

impl Shifted {
    pub(super) fn by(shift: Duration) -> Self {
        Self(watch::Sender::new(millis(shift)))
    }

    pub(super) fn advance(&self, by: Duration) {
        self.0.send_modify(|shift| *shift += millis(by));
    }

    /// Returns at this time.
    pub(super) async fn reaches(&self, at_ms: i64) {
        let left = u64::try_from(at_ms - self.now_ms()).unwrap_or(0);
        self.sleep(Duration::from_millis(left)).await;
    }

    /// Lets time fly, second by second, until `done` is.
    pub(super) async fn fly_until<T>(&self, done: impl Future<Output = T>) -> T {
        const SECOND: Duration = Duration::from_millis(40);
        let mut done = std::pin::pin!(done);
        loop {
            tokio::select! {
                biased;
                value = &mut done => return value,
                () = tokio::time::sleep(SECOND) => self.advance(Duration::from_secs(1)),
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the vendors' tokens live in real time")]
    pub(super) fn now_ms(&self) -> i64 {
        millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap()) + *self.0.borrow()
    }

    #[expect(clippy::disallowed_methods, reason = "chance enters here")]
    pub(super) fn fill(bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }

    async fn sleep(&self, pause: Duration) {
        let (until, mut shifts) = (self.now_ms() + millis(pause), self.0.subscribe());
        loop {
            let left = until - self.now_ms();
            let Ok(left) = u64::try_from(left) else { return };
            if left == 0 {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left)) => {}
                _ = shifts.changed() => {}
            }
        }
    }
}

#[async_trait]
impl Ambient for Shifted {
    fn now_ms(&self) -> i64 {
        self.now_ms()
    }

    fn fill(&self, bytes: &mut [u8]) {
        Self::fill(bytes);
    }

    async fn sleep(&self, pause: Duration) {
        self.sleep(pause).await;
    }
}

#[async_trait]
impl countersign_relay_client::Ambient for Shifted {
    fn now_ms(&self) -> i64 {
        self.now_ms()
    }

    fn fill(&self, bytes: &mut [u8]) {
        Self::fill(bytes);
    }

    async fn sleep(&self, pause: Duration) {
        self.sleep(pause).await;
    }
}

/// A running relay.
pub(super) struct Scene {
    pub(super) fakes: Fakes,
    pub(super) time: Shifted,
    /// What the relay reads, at each start and when it is told to.
    settings: Arc<Mutex<ServiceSettings>>,
    service: Option<Service>,
    _dir: TempDir,
}

impl Scene {
    pub(super) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut ServiceSettings)) -> Self {
        let dir = TempDir::new().unwrap();
        let time = Shifted::by(Duration::ZERO);
        let passing = time.clone();
        let vendors = VendorClock::following(move || passing.now_ms());
        let fakes = Fakes::start_by(vendors, dir.path()).await.unwrap();
        let mut settings = ServiceSettings::default();
        settings.server.listen = "127.0.0.1:0".parse().unwrap();
        settings.server.ops_listen = settings.server.listen;
        settings.server.data_dir = dir.path().join("relay");
        let app = serde_json::from_value(fakes.app()).unwrap();
        settings.apps.insert("default".to_owned(), app);
        change(&mut settings);
        let mut scene = Self {
            fakes,
            time,
            settings: Arc::new(Mutex::new(settings)),
            service: None,
            _dir: dir,
        };
        scene.resume().await;
        scene
    }

    /// Starts the relay, on the address that it had before.
    pub(super) async fn resume(&mut self) {
        let settings = Arc::clone(&self.settings);
        let read = move || Ok(settings.lock().unwrap().clone());
        let service = Service::start(read, Arc::new(self.time.clone())).await.unwrap();
        self.set(|settings| settings.server.listen = service.address);
        self.service = Some(service);
    }

    /// Changes the settings. The relay does not know of it yet.
    pub(super) fn set(&self, change: impl FnOnce(&mut ServiceSettings)) {
        change(&mut self.settings.lock().unwrap());
    }

    /// Stops the relay, cleanly.
    pub(super) async fn pause(&mut self) {
        self.service.take().unwrap().stop().await;
    }

    pub(super) fn service(&self) -> &Service {
        self.service.as_ref().unwrap()
    }

    pub(super) fn url(&self) -> String {
        self.service().public_url.clone()
    }

    pub(super) async fn operate(&self, command: Value) -> Value {
        self.service().operate(command).await.unwrap()
    }

    /// A sender with a key of its own.
    pub(super) async fn sender(&self, name: &str, seed: u8) -> Sender {
        self.sender_with(name, seed, json!({})).await
    }

    /// The same, with a policy beside the defaults.
    pub(super) async fn sender_with(&self, name: &str, seed: u8, policy: Value) -> Sender {
        let mut whole = json!({"weight": 1, "per_minute": 60_000, "max_queued": 20_000});
        whole
            .as_object_mut()
            .unwrap()
            .extend(policy.as_object().unwrap().clone());
        let public_key = key(seed).public_pem();
        let add = json!({"command": "sender_add", "name": name, "public_key": public_key, "policy": whole});
        self.operate(add).await;
        self.holder(seed)
    }

    /// Whoever holds this key, known to the relay or not.
    pub(super) fn holder(&self, seed: u8) -> Sender {
        Sender::new(self.url(), seed, self.time.clone())
    }

    pub(super) fn notification(&self, provider: Provider, address: &str) -> Notification {
        notification(provider, address, self.time.now_ms() + 120_000)
    }
}

/// A notification under an id of its own.
pub(super) fn notification(provider: Provider, address: &str, deadline_ms: i64) -> Notification {
    let mut id = [0; 16];
    Shifted::fill(&mut id);
    Notification {
        id: Uuid::from_bytes(id),
        reference: Some(Uuid::from_u128(5)),
        target: Target {
            provider,
            app: "default".to_owned(),
            token: PushToken::new(address),
            environment: None,
        },
        deadline_ms,
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: "AUTHENTICATE:1".to_owned(),
            jwt: "a.b.c".to_owned(),
            alert: "Log in to Mail?".to_owned(),
            category: Category::Default,
            top_level_copies: false,
        }),
    }
}

/// What anybody can read.
#[expect(clippy::disallowed_methods, reason = "a test's client")]
pub(super) async fn get(url: String) -> reqwest::Response {
    reqwest::get(url).await.unwrap()
}

pub(super) fn key(seed: u8) -> ServerKey {
    ServerKey::from_seed(&[seed; 32])
}

/// A sender, by the typed client and by hand.
pub(super) struct Sender {
    pub(super) client: Client,
    http: reqwest::Client,
    /// What is signed.
    url: String,
    /// Where requests written by hand go.
    calling: String,
    seed: u8,
    time: Shifted,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) headers: reqwest::header::HeaderMap,
}

impl Answer {
    /// The last part of a problem's type.
    pub(super) fn problem(&self) -> &str {
        let kind = self.body["type"].as_str().unwrap_or_default();
        kind.rsplit('/').next().unwrap()
    }

    /// Status and problem of a refusal.
    pub(super) fn refusal(&self) -> (u16, &str) {
        (self.status, self.problem())
    }
}

/// A request before it is sent.
pub(super) struct Written {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: Vec<u8>,
    pub(super) fields: SignatureFields,
}

impl Sender {
    #[expect(clippy::disallowed_methods, reason = "a test's client")]
    pub(super) fn new(url: String, seed: u8, time: Shifted) -> Self {
        let settings = Settings {
            url: url.clone(),
            key: Arc::new(key(seed)),
            ca_file: None,
        };
        Self {
            client: Client::new(settings, Arc::new(time.clone())).unwrap(),
            http: reqwest::Client::builder().build().unwrap(),
            calling: url.clone(),
            url,
            seed,
            time,
        }
    }

    /// The same, calling another address than it signs.
    pub(super) fn calling(self, calling: String) -> Self {
        Self { calling, ..self }
    }

    /// A request, signed now.
    pub(super) fn write(&self, method: &'static str, path: &str, body: &[u8]) -> Written {
        self.write_at(method, path, body, self.time.now_ms().div_euclid(1000))
    }

    /// The same, signed at another time.
    pub(super) fn write_at(&self, method: &'static str, path: &str, body: &[u8], at_secs: i64) -> Written {
        let mut nonce = [0; 16];
        Shifted::fill(&mut nonce);
        let request = SignedRequest {
            method,
            target_uri: &format!("{}{path}", self.url),
            body,
        };
        Written {
            method,
            path: path.to_owned(),
            body: body.to_vec(),
            fields: sign(
                &key(self.seed),
                request,
                at_secs,
                &data_encoding::BASE64URL_NOPAD.encode(&nonce),
            ),
        }
    }

    pub(super) async fn send(&self, written: &Written) -> Answer {
        let fields = &written.fields;
        let mut request = self
            .http
            .request(
                written.method.parse().unwrap(),
                format!("{}{}", self.calling, written.path),
            )
            .header("signature-input", &fields.signature_input)
            .header("signature", &fields.signature);
        if let Some(digest) = &fields.content_digest {
            request = request
                .header("content-digest", digest)
                .body(written.body.clone());
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap();
        Answer {
            status,
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            headers,
        }
    }

    pub(super) async fn post(&self, body: &Value) -> Answer {
        let written = self.write("POST", "/v1/notifications", body.to_string().as_bytes());
        self.send(&written).await
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send(&self.write("GET", path, b"")).await
    }

    pub(super) async fn delete(&self, path: &str) -> Answer {
        self.send(&self.write("DELETE", path, b"")).await
    }

    /// Hands in a notification that is taken.
    pub(super) async fn submit(&self, notification: &Notification) -> State {
        self.client.submit(notification).await.unwrap().state
    }

    /// What was reported of one notification, once it has come so far.
    pub(super) async fn reports(&self, id: Uuid, state: State) -> Vec<Report> {
        let waiting = async {
            loop {
                let timeline = self.client.timeline(id).await.unwrap();
                if timeline.state == state {
                    return timeline.events.into_iter().map(|event| event.report).collect();
                }
                let _ = self
                    .client
                    .events(Some(self.newest().await), Duration::from_secs(1))
                    .await;
            }
        };
        let reports = tokio::time::timeout(PATIENCE, waiting).await;
        reports.unwrap_or_else(|_| panic!("it did not become {state:?}"))
    }

    /// Waits until this many events are there.
    pub(super) async fn events(&self, count: usize) -> Vec<Event> {
        let mut events = Vec::new();
        let waiting = async {
            let mut after = 0;
            while events.len() < count {
                let more = self
                    .client
                    .events(Some(after), Duration::from_secs(25))
                    .await
                    .unwrap();
                after = more.next;
                events.extend(more.events);
            }
        };
        let _ = tokio::time::timeout(PATIENCE, waiting).await;
        assert!(events.len() >= count, "{events:?}");
        events
    }

    async fn newest(&self) -> i64 {
        self.client.events(None, Duration::ZERO).await.unwrap().next
    }
}

/// A lane, of a relay's status.
pub(super) fn lane<'s>(status: &'s Value, name: &str) -> &'s Value {
    let mut lanes = status["lanes"].as_array().unwrap().iter();
    let lane = lanes.find(|lane| lane["name"] == name);
    lane.unwrap_or_else(|| panic!("{name}: {status}"))
}
