//! What was answered is durable: under load the program is killed again and again, or the power is cut, and a ledger kept
//! outside it is compared with what it holds afterwards.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use countersign_core::{port::Entropy, testing::SeededEntropy};
use countersign_tests::{Phone, Provider, RelyingParty, ServerProcess, World, program, until};
use serde_json::json;
use tokio::task::JoinHandle;

/// Logins under way at once.
const WORKERS: usize = 24;

/// Whose phone is watched beside the load.
pub(crate) const WATCHED: &str = "watched";

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// What was acknowledged: login id and the state that the answer brought about.
type Ledger = Arc<Mutex<Vec<(String, &'static str)>>>;

/// What phones have answered, whether or not they were told that it counts: user and shown text. The id of a login whose own
/// answer was lost is known to nobody outside.
type Sent = Arc<Mutex<HashSet<(String, String)>>>;

#[tokio::test(flavor = "multi_thread")]
async fn r3_acknowledged_answers_survive_kills_under_load() {
    assert!(crash(3, 300).await >= 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_acknowledged_answers_survive_power_cuts_under_load() {
    assert!(power_cuts(4).await >= 50);
}

/// Kills the server `kills` times while at least `answers` answers are acknowledged; then every acknowledged answer must be
/// found. Returns how many there were.
pub(crate) async fn crash(kills: usize, answers: usize) -> usize {
    let load = Load::start().await;
    let mut server = ServerProcess::start(&load.world.settings).await;
    for _ in 0..kills {
        load.acknowledge(answers.div_ceil(kills)).await;
        server.kill().await;
        server = ServerProcess::start(&load.world.settings).await;
    }
    // The last kill comes while answers are still under way.
    load.acknowledge(1).await;
    load.stop();
    server.kill().await;
    load.compare().await
}

/// Cuts the power `rounds` times under load: each time the server goes on from what its disk would hold. Every other
/// time some of the sectors that were on their way have arrived. Then every acknowledged answer must be found.
pub(crate) async fn power_cuts(rounds: usize) -> usize {
    let load = Load::start().await;
    let files = load.world.settings.server.data_dir.canonicalize().unwrap();
    let image = files.with_extension("image");
    let library = program("libcountersign_power_cut.so");
    let entropy = SeededEntropy::new(7);
    copy(&files, &image, &|| true);
    for round in 0..rounds {
        let environment = [
            ("LD_PRELOAD", library.as_path()),
            ("POWER_CUT_FILES", &files),
            ("POWER_CUT_IMAGE", &image),
        ];
        let server = ServerProcess::start_with(&load.world.settings, &environment).await;
        load.acknowledge(40 + usize::from(entropy.below(40))).await;
        server.kill().await;
        if round % 2 == 1 {
            copy(&files, &image, &|| entropy.below(2) == 0);
        }
        std::fs::remove_dir_all(&files).unwrap();
        copy(&image, &files, &|| true);
    }
    load.stop();
    load.compare().await
}

/// Brings what `from` holds to `to`, sector by sector where `wanted` says so; all of a file that is not there yet.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn() -> bool) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&source, &target, wanted);
        } else if entry.file_type().unwrap().is_file() && !source.to_string_lossy().ends_with("-shm") {
            let mut new = std::fs::read(&source).unwrap();
            let old = std::fs::read(&target).unwrap_or_else(|_| new.clone());
            new.resize(new.len().max(old.len()), 0);
            for (sector, old) in new.chunks_mut(SECTOR).zip(old.chunks(SECTOR)) {
                if sector[..old.len()] != *old && !wanted() {
                    sector[..old.len()].copy_from_slice(old);
                }
            }
            std::fs::write(target, new).unwrap();
        }
    }
}

/// People who log in without pause, and a ledger of what they were told.
pub(crate) struct Load {
    pub(crate) world: World,
    pub(crate) shop: RelyingParty,
    /// The phone of [`WATCHED`].
    pub(crate) watched: Phone,
    ledger: Ledger,
    sent: Sent,
    stop: Arc<AtomicBool>,
    workers: Vec<JoinHandle<()>>,
}

impl Load {
    /// The world's own server is paused: another process is to serve in its place.
    async fn start() -> Self {
        Self::start_on(None).await
    }

    /// The same, where the server is so many nodes.
    pub(crate) async fn start_on(nodes: Option<usize>) -> Self {
        // Nobody is to wait while it is built.
        program("countersign");
        let mut world = World::of(nodes, |settings| {
            settings.limits.trusted_networks = vec!["127.0.0.0/8".to_owned()];
            settings.limits.pushes_per_initiator_per_minute = 1_000_000;
            settings.limits.denials_before_backoff = 1_000_000;
        })
        .await;
        let shop = world.shop().await;
        let (ledger, stop) = (Ledger::default(), Arc::new(AtomicBool::new(false)));
        let sent = Sent::default();
        let mut phones = Vec::new();
        for n in 0..WORKERS {
            let provider = [Provider::Fcm, Provider::Apns][n % 2];
            let user = format!("user{n}");
            phones.push((user.clone(), world.phone(&shop, &user, provider).await));
        }
        let watched = world.phone(&shop, WATCHED, Provider::Fcm).await;
        world.pause().await;
        let workers = phones.into_iter().map(|(user, phone)| {
            let worker = work(
                user,
                phone,
                shop.clone(),
                (Arc::clone(&ledger), Arc::clone(&sent)),
                Arc::clone(&stop),
            );
            #[expect(clippy::disallowed_methods, reason = "joined when the ledger is compared")]
            tokio::spawn(worker)
        });
        let workers = workers.collect();
        Self {
            world,
            shop,
            watched,
            ledger,
            sent,
            stop,
            workers,
        }
    }

    /// Waits until this many more answers have been acknowledged.
    pub(crate) async fn acknowledge(&self, answers: usize) {
        let acknowledged = || self.ledger.lock().unwrap().len();
        let wanted = acknowledged() + answers;
        until("answers are acknowledged", async || acknowledged() >= wanted).await;
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// Ends the load: what was acknowledged, and what phones have answered at all.
    pub(crate) async fn finish(&mut self) -> (Vec<(String, &'static str)>, HashSet<(String, String)>) {
        self.stop();
        for worker in self.workers.drain(..) {
            worker.await.unwrap();
        }
        let sent = self.sent.lock().unwrap().clone();
        (self.ledger.lock().unwrap().clone(), sent)
    }

    /// Compares the ledger with what a server holds that starts now; says how long it is.
    async fn compare(mut self) -> usize {
        let (ledger, _) = self.finish().await;
        let server = ServerProcess::start(&self.world.settings).await;
        for (id, state) in &ledger {
            let read = self.shop.get(&format!("/api/v1/logins/{id}")).await;
            assert_eq!(
                (read.status, read.body["state"].as_str()),
                (200, Some(*state)),
                "login {id} was answered 200"
            );
        }
        server.kill().await;
        ledger.len()
    }
}

async fn work(
    user: String,
    mut phone: Phone,
    shop: RelyingParty,
    (ledger, sent): (Ledger, Sent),
    stop: Arc<AtomicBool>,
) {
    // A push may arrive after its server was killed, so each question carries the turn that asked it.
    let mut started = HashMap::new();
    let mut turn = 0;
    while !stop.load(Ordering::SeqCst) {
        // Each try has a turn of its own: a server that was killed may have started the login whose answer was lost.
        turn += 1;
        let request = json!({
            "username": user, "number_matching": "none", "parallel": true, "ttl_secs": 600, "message": format!("{turn}"),
        });
        let answer = shop.try_post("/api/v1/logins", &request).await;
        let Some(answer) = answer.filter(|answer| answer.status == 201) else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let id = answer.body["id"].as_str().unwrap().to_owned();
        started.insert(format!("Example Shop: {turn}"), id);
        let Some(question) = phone.try_question(Duration::from_secs(3)).await else {
            continue;
        };
        let (claims, state) = if turn % 4 == 0 {
            (json!({"deny": true}), "denied")
        } else {
            (json!({}), "approved")
        };
        let asked = started.remove(&question.claims.message);
        let message = question.claims.message.clone();
        sent.lock().unwrap().insert((user.clone(), message));
        // Only what came back as 200 was acknowledged; a connection that broke promised nothing.
        let acknowledged = phone
            .try_post("authenticate", &phone.signed(&question, &claims))
            .await
            == Some(200);
        if let Some(id) = asked.filter(|_| acknowledged) {
            ledger.lock().unwrap().push((id, state));
        }
    }
}
