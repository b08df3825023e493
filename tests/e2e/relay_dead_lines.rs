//! Connections to vendors that go dead without a word, while notifications are under way and while people log in.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use countersign::ambient::{RelayAmbient, SystemClock, SystemEntropy};
use countersign_core::port::{Clock, Entropy};
use countersign_fakes::{Delivered, Fakes, Line};
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
    relay_api::State,
};
use countersign_relay_client::{Client, Settings};
use countersign_test_postgres::free_address;
use countersign_tests::{APPROVE, Phone, RelayProcess, RelyingParty, by_tap, program, until};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

use crate::relay::{Scene, path};

/// Notifications handed in at once.
const WORKERS: usize = 8;
/// How long each of them waits before the next one.
const REST: Duration = Duration::from_millis(20);
/// How long notifications are good for: until well after the silence was noticed, or until before.
const LONG_MS: i64 = 120_000;
const SHORT_MS: i64 = 4000;
/// How much later than the relay's look at its clock an arrival may be seen: all share a machine under load. A try after the silence
/// would be seconds late.
const BLUR_MS: i64 = 1500;
/// People who log in at once.
const PEOPLE: usize = 8;
/// How long a question may take to arrive, the silence included.
const PATIENCE: Duration = Duration::from_secs(40);

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_on_dead_connections_goes_out_on_new_ones() {
    let run = notifications(300).await;
    println!("{run}");
    assert!(run.accepted >= 300 && run.repeats > 0 && run.expired > 0, "{run}");
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_outlive_dead_connections_and_none_is_decided_twice() {
    let run = logins(60).await;
    println!("{run}");
    assert!(run.logins >= 60, "{run}");
    assert_eq!(run.decided_again, 0);
}

/// The lines to both vendors.
struct Lines([Line; 2]);

impl Lines {
    async fn to(fakes: &Fakes) -> Self {
        let (apns, fcm) = (fakes.apns.base_url(), fakes.fcm.base_url());
        let (apns, fcm) = tokio::join!(Line::to(&apns), Line::to(&fcm));
        Self([apns.unwrap(), fcm.unwrap()])
    }

    /// The settings of the app by these lines.
    fn app(&self, fakes: &Fakes) -> Value {
        let ([apns, fcm], mut app) = (&self.0, fakes.app());
        app["apns"]["base_url"] = json!(apns.url());
        app["fcm"]["base_url"] = json!(fcm.url());
        app
    }

    fn lose_answers(&self) {
        self.0.iter().for_each(Line::lose_answers);
    }

    fn go_dead(&self) {
        self.0.iter().for_each(Line::go_dead);
    }
}

/// What a run with notifications alone has shown.
pub(crate) struct Notifications {
    /// That were answered 202.
    pub(crate) accepted: usize,
    /// Of these, those that ended unsent, because their deadline came first.
    pub(crate) expired: usize,
    /// That reached their vendor more than once, with the same id.
    pub(crate) repeats: usize,
}

impl std::fmt::Display for Notifications {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} notifications accepted while connections went dead: none lost, none late, {} expired; on the wire {} came twice, by the \
             same id",
            self.accepted, self.expired, self.repeats
        )
    }
}

/// A notification that the relay has taken.
struct Taken {
    id: Uuid,
    deadline_ms: i64,
    is_long: bool,
}

/// What has been taken, by device token.
type Ledger = Arc<Mutex<HashMap<String, Taken>>>;

/// When pushes arrived, and by which id, by device token.
type Arrivals = Arc<Mutex<HashMap<String, Vec<(i64, String)>>>>;

/// Hands in at least so many notifications, in three parts: after the first, answers vanish on the connections of that moment, after
/// the second everything does.
pub(crate) async fn notifications(wanted: usize) -> Notifications {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let lines = Lines::to(&fakes).await;
    let listen = free_address().unwrap();
    let mut relay = RelayProcess::new(dir.path(), listen, &fakes);
    relay.set_app(&lines.app(&fakes));
    relay.start().await;
    let key = Arc::new(ServerKey::from_seed(&[7; 32]));
    let public = dir.path().join("sender.pem");
    std::fs::write(&public, key.public_pem()).unwrap();
    let add = ["sender", "add", "load", "--public-key", path(&public)];
    relay
        .operate(&[&add[..], &["--per-minute", "1000000"]].concat())
        .await;
    let client = || {
        let ambient = RelayAmbient {
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        };
        let settings = Settings {
            url: format!("http://{listen}"),
            key: Arc::clone(&key),
            ca_file: None,
        };
        Client::new(settings, Arc::new(ambient)).unwrap()
    };

    let (arrivals, ledger) = (Arrivals::default(), Ledger::default());
    for inbox in [fakes.apns.inbox().all(), fakes.fcm.inbox().all()] {
        #[expect(clippy::disallowed_methods, reason = "it ends with the fakes")]
        tokio::spawn(note(inbox, Arc::clone(&arrivals)));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let work = |worker| hand_in(worker, client(), Arc::clone(&ledger), Arc::clone(&stop));
    #[expect(clippy::disallowed_methods, reason = "joined below")]
    let workers: Vec<_> = (0..WORKERS).map(|worker| tokio::spawn(work(worker))).collect();
    let count = || ledger.lock().unwrap().len();
    let part = |part: usize| {
        until("so many are taken", move || async move {
            count() >= wanted * part / 3
        })
    };
    part(1).await;
    until("both vendors are reached", async || {
        fakes.apns.accepted() > 20 && fakes.fcm.accepted() > 20
    })
    .await;
    lines.lose_answers();
    part(2).await;
    lines.go_dead();
    part(3).await;
    stop.store(true, Ordering::SeqCst);
    for worker in workers {
        worker.await.unwrap();
    }
    until("nothing is left", async || {
        relay.operate(&["status"]).await["queued"] == 0
    })
    .await;
    let run = compare(&client(), &ledger, &arrivals).await;
    relay.kill().await;
    run
}

/// Holds what was taken against what arrived.
async fn compare(client: &Client, ledger: &Ledger, arrivals: &Arrivals) -> Notifications {
    let (ledger, arrivals) = (
        std::mem::take(&mut *ledger.lock().unwrap()),
        std::mem::take(&mut *arrivals.lock().unwrap()),
    );
    let mut run = Notifications {
        accepted: ledger.len(),
        expired: 0,
        repeats: 0,
    };
    for (token, taken) in &ledger {
        let times = arrivals.get(token).map_or(&[][..], Vec::as_slice);
        let state = client.timeline(taken.id).await.unwrap().state;
        match state {
            State::Sent => assert!(!times.is_empty(), "{} was lost", taken.id),
            State::Expired => run.expired += 1,
            state => panic!("{} is {state:?}", taken.id),
        }
        assert!(
            state == State::Sent || !taken.is_long,
            "{} had time enough and expired",
            taken.id
        );
        for (at_ms, id) in times {
            assert_eq!(*id, taken.id.to_string(), "the same at every try");
            let late_ms = at_ms - taken.deadline_ms;
            assert!(late_ms < BLUR_MS, "{} arrived {late_ms} ms late", taken.id);
        }
        run.repeats += usize::from(times.len() > 1);
    }
    run
}

/// Notes what arrives.
async fn note(mut inbox: UnboundedReceiver<Delivered>, arrivals: Arrivals) {
    while let Some(push) = inbox.recv().await {
        let payload: Value = serde_json::from_slice(&push.payload).unwrap();
        let message = payload["aps"]["messageId"]
            .as_str()
            .or(payload["messageId"].as_str());
        let id = message.unwrap().rsplit(':').next().unwrap().to_owned();
        let arrival = (SystemClock.now().as_millis(), id);
        arrivals
            .lock()
            .unwrap()
            .entry(push.token)
            .or_default()
            .push(arrival);
    }
}

/// Hands in one notification after the other, each to a phone of its own; one in four is good for a short time only.
async fn hand_in(worker: usize, client: Client, ledger: Ledger, stop: Arc<AtomicBool>) {
    for turn in 0_usize.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let (token, is_long) = (format!("{worker:04x}{turn:08x}"), !turn.is_multiple_of(4));
        let id = SystemEntropy.uuid();
        let notification = Notification {
            id,
            reference: None,
            target: Target {
                provider: if turn.is_multiple_of(2) == worker.is_multiple_of(2) {
                    Provider::Apns
                } else {
                    Provider::Fcm
                },
                app: "default".to_owned(),
                token: PushToken::new(&token),
                environment: None,
            },
            deadline_ms: SystemClock.now().as_millis() + if is_long { LONG_MS } else { SHORT_MS },
            class: Class::Challenge,
            body: Body::AmPush(AmPush {
                message_id: format!("AUTHENTICATE:{id}"),
                jwt: "a.b.c".to_owned(),
                alert: "Log in?".to_owned(),
                category: Category::Default,
                top_level_copies: false,
            }),
        };
        client.submit(&notification).await.unwrap();
        let taken = Taken {
            id,
            deadline_ms: notification.deadline_ms,
            is_long,
        };
        ledger.lock().unwrap().insert(token, taken);
        tokio::time::sleep(REST).await;
    }
}

/// What a run with people has shown.
pub(crate) struct Logins {
    /// That were approved; none failed.
    pub(crate) logins: usize,
    /// Questions that came to a phone once more.
    pub(crate) repeats: usize,
    /// Logins that were decided more than once.
    pub(crate) decided_again: usize,
}

impl std::fmt::Display for Logins {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} logins while connections went dead, none failed; duplicates on the wire: {}, each answered again by its phone; in effect: {}",
            self.logins, self.repeats, self.decided_again
        )
    }
}

/// At least so many logins; the connections to both vendors go dead on the way, first for answers and then for all. What had come
/// without an answer is taken back once its login has ended, so few questions come again; phones answer whatever comes.
pub(crate) async fn logins(wanted: usize) -> Logins {
    let mut scene = Scene::start().await;
    let lines = Lines::to(&scene.world.fakes).await;
    scene.relay.set_app(&lines.app(&scene.world.fakes));
    scene.relay.kill().await;
    scene.relay.start().await;
    let (done, repeats) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let stop = Arc::new(AtomicBool::new(false));
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let name = format!("person-{n}");
        let provider = if n % 2 == 0 { Provider::Apns } else { Provider::Fcm };
        let enrollment = scene.shop.enroll(&name).await;
        let person = Person {
            name,
            phone: scene.world.scan(enrollment.uri(), provider).await,
            shop: scene.shop.clone(),
            answered: HashSet::new(),
            repeats: Arc::clone(&repeats),
        };
        #[expect(clippy::disallowed_methods, reason = "joined below")]
        people.push(tokio::spawn(person.log_in(Arc::clone(&done), Arc::clone(&stop))));
    }
    let part = |part: usize| {
        let done = &done;
        until("so many have logged in", move || async move {
            done.load(Ordering::SeqCst) >= wanted * part / 3
        })
    };
    part(1).await;
    lines.lose_answers();
    part(2).await;
    lines.go_dead();
    part(3).await;
    stop.store(true, Ordering::SeqCst);
    for person in people {
        person.await.unwrap();
    }
    scene.server.kill().await;
    scene.relay.kill().await;
    Logins {
        logins: done.load(Ordering::SeqCst),
        repeats: repeats.load(Ordering::SeqCst),
        decided_again: decided_again(&scene.world.settings.server.data_dir),
    }
}

struct Person {
    name: String,
    phone: Phone,
    shop: RelyingParty,
    answered: HashSet<String>,
    repeats: Arc<AtomicUsize>,
}

impl Person {
    /// Logs in again and again.
    async fn log_in(mut self, done: Arc<AtomicUsize>, stop: Arc<AtomicBool>) {
        while !stop.load(Ordering::SeqCst) {
            let login = self.shop.login(by_tap(&self.name)).await;
            let shop = self.shop.clone();
            let ended = async {
                loop {
                    let login = shop.ended(&login).await;
                    if login["state"] != "pending" {
                        return login;
                    }
                }
            };
            let mut ended = std::pin::pin!(ended);
            let login = loop {
                tokio::select! {
                    login = &mut ended => break login,
                    () = self.answer() => {}
                }
            };
            assert_eq!(login["state"], "approved", "{login:?}");
            done.fetch_add(1, Ordering::SeqCst);
        }
        while self.phone.has_push() {
            self.answer().await;
        }
    }

    /// Says yes to whatever the phone is asked next.
    async fn answer(&mut self) {
        let question = self.phone.try_question(PATIENCE).await;
        let question = question.expect("a question comes");
        let is_new = self.answered.insert(question.message_id.clone());
        self.repeats.fetch_add(usize::from(!is_new), Ordering::SeqCst);
        assert_eq!(self.phone.answer(&question, APPROVE).await, 200);
    }
}

/// How many logins the audit log knows to be decided more than once.
fn decided_again(data_dir: &std::path::Path) -> usize {
    let exported = std::process::Command::new(program("countersign"))
        .args(["audit", "export", "--data-dir", path(data_dir)])
        .output()
        .unwrap();
    assert!(exported.status.success(), "{exported:?}");
    let mut decisions: HashMap<String, usize> = HashMap::new();
    for line in String::from_utf8(exported.stdout).unwrap().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        if record["event"] == "login_approved" {
            let login = record["login_id"].as_str().unwrap().to_owned();
            *decisions.entry(login).or_default() += 1;
        }
    }
    assert!(!decisions.is_empty(), "the log knows of logins");
    decisions.values().filter(|times| **times > 1).count()
}
