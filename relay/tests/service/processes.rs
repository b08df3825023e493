//! Two relays as processes on one PostgreSQL: whoever is killed is outlived.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use countersign_fakes::{Fakes, Reply};
use countersign_proto::{
    push::Provider,
    relay_api::{Event, Report},
};
use countersign_relay_client::{Client, Settings};
use countersign_test_postgres::{Postgres, free_address};
use serde_json::json;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    task::JoinSet,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::scene::{Shifted, key, notification};

/// Senders that hand in notifications at each relay at once.
const SENDERS: usize = 8;
/// Notifications that a relay has under way when it is killed.
const STUCK: usize = 8;
/// How long something may take that is only a matter of time; a lease is one of ten seconds.
const PATIENCE: Duration = Duration::from_secs(40);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// The program, with settings of its own.
struct Process {
    settings: PathBuf,
    url: String,
    child: Option<Child>,
}

impl Process {
    fn new(dir: &Path, name: &str, postgres: &Postgres, fakes: &Fakes) -> Self {
        let listen = free_address().unwrap();
        let master = dir.join("master.key");
        std::fs::write(&master, data_encoding::BASE64.encode(&[5; 32])).unwrap();
        let settings = json!({
            "server": {
                "listen": listen, "ops_listen": "127.0.0.1:0", "data_dir": dir.join(name), "database_url": postgres.url(),
            },
            "secrets": {"master_key_file": master},
            "apps": {"default": fakes.app()},
        });
        let file = dir.join(format!("{name}.toml"));
        std::fs::write(&file, toml::to_string(&settings).unwrap()).unwrap();
        Self {
            settings: file,
            url: format!("http://{listen}"),
            child: None,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign-relay"));
        command
            .args(arguments)
            .arg("--json")
            .arg("--config")
            .arg(&self.settings);
        command.env("NOTIFYRELAY_LOG", "error").kill_on_drop(true);
        command
    }

    async fn start(&mut self) {
        let mut child = self.command(&["serve"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        timeout(PATIENCE, lines.read_line(&mut said))
            .await
            .unwrap()
            .unwrap();
        assert!(said.contains(&self.url), "it does not start: {said:?}");
        self.child = Some(child);
    }

    /// Ends it at once, without a chance to clean up.
    async fn kill(&mut self) {
        self.child.take().unwrap().kill().await.unwrap();
    }

    async fn operate(&self, arguments: &[&str]) {
        let done = self.command(arguments).output().await.unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn client(&self) -> Client {
        let settings = Settings {
            url: self.url.clone(),
            key: Arc::new(key(7)),
            ca_file: None,
        };
        Client::new(settings, Arc::new(Shifted::by(Duration::ZERO))).unwrap()
    }
}

/// Whoever hands in notifications, each to a phone of its own, until told to stop.
#[derive(Clone, Default)]
struct Load {
    /// Those that were answered 202, with their phones.
    accepted: Arc<Mutex<Vec<(Uuid, String)>>>,
    stop: Arc<AtomicBool>,
}

impl Load {
    async fn hand_in(self, sender: usize, client: Client) {
        let mut turn = 0;
        while !self.stop.load(SeqCst) {
            turn += 1;
            // What was not answered promised nothing.
            let _ = self
                .hand_in_one(&client, &format!("{sender:04x}{turn:08x}"))
                .await;
            // A relay that is not there answers at once.
            sleep(Duration::from_millis(1)).await;
        }
    }

    async fn hand_in_one(&self, client: &Client, token: &str) -> Option<Uuid> {
        let deadline_ms = Shifted::by(Duration::ZERO).now_ms() + 600_000;
        let notification = notification(Provider::Apns, token, deadline_ms);
        client.submit(&notification).await.ok()?;
        self.accepted
            .lock()
            .unwrap()
            .push((notification.id, token.to_owned()));
        Some(notification.id)
    }

    /// Waits until so many more are accepted.
    async fn accepts(&self, more: usize) {
        let count = || self.accepted.lock().unwrap().len();
        let wanted = count() + more;
        let waiting = async {
            while count() < wanted {
                sleep(LOOK).await;
            }
        };
        timeout(PATIENCE, waiting)
            .await
            .expect("notifications are accepted");
    }
}

/// Waits until each has reached its phone; returns how many did so more than once, always under the same id.
async fn arrived(fakes: &Fakes, accepted: &[(Uuid, String)]) -> usize {
    let mut repeats = 0;
    for (id, token) in accepted {
        let mut inbox = fakes.apns.inbox().of(token);
        let first = timeout(PATIENCE, inbox.recv()).await;
        let first = first.unwrap_or_else(|_| panic!("{id} was accepted and lost"));
        let again = std::iter::from_fn(|| inbox.try_recv().ok());
        let pushes: Vec<_> = first.into_iter().chain(again).collect();
        assert!(
            pushes
                .iter()
                .all(|push| push.headers["apns-id"] == id.to_string()),
            "a phone knows a repeat by its id"
        );
        repeats += usize::from(pushes.len() > 1);
    }
    repeats
}

/// All events, which have no gaps.
async fn events(client: &Client) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.number);
        let more = client.events(Some(after), Duration::ZERO).await.unwrap().events;
        if more.is_empty() {
            return events;
        }
        events.extend(more);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_what_two_relays_accepted_survives_kills_of_either_under_load() {
    let dir = TempDir::new().unwrap();
    let (postgres, fakes) = (
        Postgres::start().unwrap(),
        Fakes::start(dir.path()).await.unwrap(),
    );
    let mut relays = ["one", "two"].map(|name| Process::new(dir.path(), name, &postgres, &fakes));
    for relay in &mut relays {
        relay.start().await;
    }
    let public = dir.path().join("sender.pem");
    std::fs::write(&public, key(7).public_pem()).unwrap();
    let public = public.to_str().unwrap();
    relays[0]
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
    let (load, mut senders) = (Load::default(), JoinSet::new());
    for sender in 0..2 * SENDERS {
        let client = relays[sender % 2].client();
        senders.spawn(load.clone().hand_in(sender, client));
    }
    load.accepts(200).await;
    let mut taken_over = Vec::new();
    for killed in [0, 1] {
        // What it has begun to send has no answer when it is killed.
        let (client, stuck) = (relays[killed].client(), Load::default());
        for turn in 0..STUCK {
            let token = format!("dead{killed:02x}{turn:02x}");
            fakes.apns.script(&token, [Reply::Never]);
            stuck.hand_in_one(&client, &token).await.unwrap();
        }
        load.accepts(100).await;
        relays[killed].kill().await;
        load.accepts(100).await;
        // It is still dead when the other one has taken over.
        let stuck = std::mem::take(&mut *stuck.accepted.lock().unwrap());
        arrived(&fakes, &stuck).await;
        relays[killed].start().await;
        load.accepts(100).await;
        taken_over.extend(stuck);
    }
    load.stop.store(true, SeqCst);
    while let Some(sender) = senders.join_next().await {
        sender.unwrap();
    }

    let mut accepted = std::mem::take(&mut *load.accepted.lock().unwrap());
    let repeats = arrived(&fakes, &accepted).await;
    accepted.extend_from_slice(&taken_over);
    let client = relays[0].client();
    let told = async {
        loop {
            let mut told: HashMap<Uuid, usize> = HashMap::new();
            let events = events(&client).await;
            let numbers: Vec<i64> = events.iter().map(|event| event.number).collect();
            assert!(numbers.into_iter().eq((1..).take(events.len())), "no gaps");
            for event in events {
                if matches!(event.report, Report::Sent { .. }) {
                    *told.entry(event.id).or_default() += 1;
                }
            }
            if accepted.iter().all(|(id, _)| told.contains_key(id)) {
                return told;
            }
            sleep(LOOK).await;
        }
    };
    let told = timeout(PATIENCE, told).await.expect("each is told");
    let twice = told.values().filter(|times| **times > 1).count();
    println!(
        "two relays, each killed once: {} accepted, 0 lost, {} taken over under way, {repeats} twice on the wire, {twice} told twice",
        accepted.len(),
        taken_over.len(),
    );
    assert_eq!(twice, 0);
}
