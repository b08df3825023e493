//! The relay's keys at its vendors are exchanged while people log in.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use countersign_fakes::Fakes;
use countersign_tests::{Phone, Provider, RelyingParty, World, by_tap, until};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::relay::{Scene, path};

/// People who log in at once.
const PEOPLE: usize = 16;
/// The keys that follow the first ones.
pub(crate) const KEYS: [&str; 2] = ["SECOND2222", "THIRD33333"];

#[tokio::test(flavor = "multi_thread")]
async fn logins_go_on_while_the_vendors_keys_are_exchanged() {
    let rotation = rotate(150).await;
    assert!(rotation.logins >= 150);
}

/// What a run has shown.
pub(crate) struct Rotation {
    /// Logins that were approved; none failed.
    pub(crate) logins: usize,
    /// From the request to the approval.
    pub(crate) slowest: Duration,
}

/// At least so many logins, in three parts; the keys at both vendors are exchanged between them, and the old ones revoked.
pub(crate) async fn rotate(logins: usize) -> Rotation {
    let mut scene = Scene::start().await;
    let people = People::start(&scene.world, &scene.shop).await;
    let (mut apns, mut fcm) = (scene.world.fakes.credentials.apns_key_id, "1");
    for (part, next) in (1..).zip(KEYS) {
        people.have_logged_in(logins * part / 3).await;
        let app = issue(&scene.world.fakes, next);
        scene.relay.set_app(&app);
        let switched = scene.relay.operate(&["credentials", "switch"]).await;
        for tried in switched.as_array().unwrap() {
            assert_eq!(tried["result"], "works", "{switched}");
        }
        scene.world.fakes.apns.revoke_key(apns);
        scene.world.fakes.fcm.revoke_key(fcm);
        (apns, fcm) = (next, next);
    }
    let rotation = people.end(logins).await;
    scene.server.kill().await;
    scene.relay.kill().await;
    rotation
}

/// People who log in again and again, by phones of both vendors.
pub(crate) struct People {
    done: Arc<AtomicUsize>,
    enough: Arc<AtomicUsize>,
    all: Vec<JoinHandle<Duration>>,
}

impl People {
    pub(crate) async fn start(world: &World, shop: &RelyingParty) -> Self {
        let (done, enough) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(AtomicUsize::new(usize::MAX)),
        );
        let mut all = Vec::new();
        for n in 0..PEOPLE {
            let name = format!("person-{n}");
            let provider = if n % 2 == 0 { Provider::Apns } else { Provider::Fcm };
            let enrollment = shop.enroll(&name).await;
            let phone = world.scan(enrollment.uri(), provider).await;
            let (done, enough) = (Arc::clone(&done), Arc::clone(&enough));
            let person = log_in_again_and_again(name, phone, shop.clone(), done, enough);
            #[expect(clippy::disallowed_methods, reason = "joined at the end")]
            all.push(tokio::spawn(person));
        }
        Self { done, enough, all }
    }

    /// Waits until so many have.
    pub(crate) async fn have_logged_in(&self, wanted: usize) {
        until("so many have logged in", async || {
            self.done.load(Ordering::SeqCst) >= wanted
        })
        .await;
    }

    /// Waits for so many, and for whoever is about to.
    pub(crate) async fn end(self, logins: usize) -> Rotation {
        self.enough.store(logins, Ordering::SeqCst);
        let mut slowest = Duration::ZERO;
        for person in self.all {
            slowest = slowest.max(person.await.unwrap());
        }
        Rotation {
            logins: self.done.load(Ordering::SeqCst),
            slowest,
        }
    }
}

/// The settings of the app with other keys, which its vendors have just issued.
pub(crate) fn issue(fakes: &Fakes, key_id: &str) -> Value {
    let beside = |name: String| fakes.credentials.ca_file.with_file_name(name);
    let (key, account) = (beside(format!("{key_id}.p8")), beside(format!("{key_id}.json")));
    fakes.apns.issue_key(key_id, &key).unwrap();
    fakes.fcm.issue_key(key_id, &account).unwrap();
    let mut app = fakes.app();
    app["apns"]["key_file"] = json!(path(&key));
    app["apns"]["key_id"] = json!(key_id);
    app["fcm"]["service_account_file"] = json!(path(&account));
    app
}

/// Logs in until enough have; how long the slowest login took.
async fn log_in_again_and_again(
    name: String,
    mut phone: Phone,
    shop: RelyingParty,
    done: Arc<AtomicUsize>,
    enough: Arc<AtomicUsize>,
) -> Duration {
    let mut slowest = Duration::ZERO;
    while done.load(Ordering::SeqCst) < enough.load(Ordering::SeqCst) {
        #[expect(clippy::disallowed_methods, reason = "it is measured, not decided by")]
        let begun = Instant::now();
        let login = shop.login(by_tap(&name)).await;
        assert_eq!(phone.approve(None).await, 200);
        assert_eq!(shop.ended(&login).await["state"], "approved");
        slowest = slowest.max(begun.elapsed());
        done.fetch_add(1, Ordering::SeqCst);
    }
    slowest
}
