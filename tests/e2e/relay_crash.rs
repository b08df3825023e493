//! What a relay has accepted reaches its vendor, however often the relay is killed.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use countersign::ambient::{RelayAmbient, SystemClock, SystemEntropy};
use countersign_core::port::{Clock, Entropy};
use countersign_fakes::Fakes;
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
};
use countersign_relay_client::{Client, Settings};
use countersign_test_postgres::free_address;
use countersign_tests::{RelayProcess, until};
use tempfile::TempDir;
use uuid::Uuid;

/// Notifications handed in at once.
const WORKERS: usize = 16;

#[tokio::test(flavor = "multi_thread")]
async fn r3_what_a_relay_accepted_survives_kills_under_load() {
    let crash = crash(3, 300).await;
    assert!(crash.accepted >= 300);
}

/// What a run has shown.
pub(crate) struct Crash {
    /// Notifications that were answered 202.
    pub(crate) accepted: usize,
    /// How many of them reached the vendor more than once, with the same id.
    pub(crate) repeats: usize,
}

/// Kills the relay `kills` times while at least `notifications` are accepted; then each of them must have reached its vendor.
pub(crate) async fn crash(kills: usize, notifications: usize) -> Crash {
    let dir = TempDir::new().unwrap();
    let fakes = Fakes::start(dir.path()).await.unwrap();
    let listen = free_address().unwrap();
    let key = Arc::new(ServerKey::from_seed(&[7; 32]));
    let public = dir.path().join("sender.pem");
    std::fs::write(&public, key.public_pem()).unwrap();
    let mut relay = RelayProcess::new(dir.path(), listen, &fakes);
    relay.start().await;
    let public = public.to_str().unwrap();
    relay
        .operate(&[
            "sender",
            "add",
            "load",
            "--public-key",
            public,
            "--per-minute",
            "1000000",
        ])
        .await;

    let (accepted, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
    let workers: Vec<_> = (0..WORKERS)
        .map(|worker| {
            let settings = Settings {
                url: format!("http://{listen}"),
                key: Arc::clone(&key),
                ca_file: None,
            };
            let work = work(worker, settings, Arc::clone(&accepted), Arc::clone(&stop));
            #[expect(clippy::disallowed_methods, reason = "joined below")]
            tokio::spawn(work)
        })
        .collect();
    let count = || accepted.lock().unwrap().len();
    for _ in 0..kills {
        let wanted = count() + notifications.div_ceil(kills);
        until("notifications are accepted", async || count() >= wanted).await;
        relay.kill().await;
        relay.start().await;
    }
    stop.store(true, Ordering::SeqCst);
    for worker in workers {
        worker.await.unwrap();
    }

    let mut arrived: HashMap<String, usize> = HashMap::new();
    let accepted = std::mem::take(&mut *accepted.lock().unwrap());
    for (id, token) in &accepted {
        let mut own = fakes.apns.inbox().of(token);
        let push = tokio::select! {
            push = own.recv() => push,
            () = tokio::time::sleep(Duration::from_secs(30)) => None,
        };
        let push = push.unwrap_or_else(|| panic!("{id} was accepted and lost"));
        assert_eq!(push.headers["apns-id"], id.to_string());
        let mut times = 1;
        while own.try_recv().is_ok() {
            times += 1;
        }
        arrived.insert(id.to_string(), times);
    }
    relay.kill().await;
    Crash {
        accepted: accepted.len(),
        repeats: arrived.values().filter(|times| **times > 1).count(),
    }
}

/// Hands in one notification after the other, each to a phone of its own.
async fn work(
    worker: usize,
    settings: Settings,
    accepted: Arc<Mutex<Vec<(Uuid, String)>>>,
    stop: Arc<AtomicBool>,
) {
    let ambient = RelayAmbient {
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    };
    let client = Client::new(settings, Arc::new(ambient)).unwrap();
    let mut turn = 0;
    while !stop.load(Ordering::SeqCst) {
        turn += 1;
        let token = format!("{worker:04x}{turn:08x}");
        let notification = Notification {
            id: SystemEntropy.uuid(),
            reference: None,
            target: Target {
                provider: Provider::Apns,
                app: "default".to_owned(),
                token: PushToken::new(&token),
                environment: None,
            },
            deadline_ms: SystemClock.now().as_millis() + 600_000,
            class: Class::Challenge,
            body: Body::AmPush(AmPush {
                message_id: "AUTHENTICATE:1".to_owned(),
                jwt: "a.b.c".to_owned(),
                alert: "Log in?".to_owned(),
                category: Category::Default,
                top_level_copies: false,
            }),
        };
        // What was not answered promised nothing.
        if client.submit(&notification).await.is_ok() {
            accepted.lock().unwrap().push((notification.id, token));
        }
    }
}
