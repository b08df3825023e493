//! Faults in turn on three real nodes and their database, under load: what was acknowledged is there, nothing is decided twice, and
//! nothing is approved that no phone has answered.

mod page;

use std::{
    collections::{BTreeMap, HashSet},
    fs::OpenOptions,
    os::unix::fs::FileExt,
    path::PathBuf,
    time::Duration,
};

use countersign_core::{
    model::AuditEvent,
    port::{Entropy, Store},
    testing::SeededEntropy,
};
use countersign_tests::{ServerProcess, World, program};
use rustix::process::{Pid, Signal, kill_process};
use tokio::time::sleep;

use self::page::Page;
use crate::durability::{Load, WATCHED};

/// Nodes of the server.
const NODES: usize = 3;

/// How far a node's clock is set ahead or back at most, in seconds.
const LARGEST_STEP: u8 = 30;

#[tokio::test(flavor = "multi_thread")]
async fn r3_three_nodes_and_their_database_lose_nothing_by_two_faults_of_each_kind() {
    println!("{}", chaos(2 * FAULTS.len(), 7).await);
}

/// What is done to them.
const FAULTS: [&str; 7] = [
    "a node is killed",
    "a node stands still for a while",
    "the database crashes",
    "the database restarts",
    "all connections to the database are cut",
    "a node's clock is set",
    "the nodes do not hear each other",
];

/// Does that many things to three nodes and their database while people log in, then compares a ledger kept outside with what
/// the database holds. Says what was done; the same seed does the same.
pub(crate) async fn chaos(faults: usize, seed: u64) -> String {
    let mut load = Load::start_on(Some(NODES)).await;
    let entropy = SeededEntropy::new(seed);
    let mut nodes = Vec::new();
    for node in 0..NODES {
        set_clock(&load.world, node, 0);
        nodes.push(start(&load.world, node).await);
    }
    load.world.send_to(nodes.iter().map(|node| node.address));
    // Each kind comes before any comes again.
    let mut left = Vec::new();
    let (mut done, mut resumed) = (BTreeMap::new(), Vec::new());
    for turn in 0..faults {
        load.acknowledge(10).await;
        let page = Page::open(&load.shop, &mut load.watched, turn).await;
        if left.is_empty() {
            left.extend(FAULTS);
        }
        let fault = left.swap_remove(usize::from(entropy.below(u8::try_from(left.len()).unwrap())));
        let node = usize::from(entropy.below(3));
        match fault {
            "a node is killed" => {
                nodes.remove(node).kill().await;
                load.world.send_to(nodes.iter().map(|node| node.address));
                load.acknowledge(3).await;
                let back = start(&load.world, node).await;
                nodes.insert(node, back);
                load.world.send_to(nodes.iter().map(|node| node.address));
            }
            "a node stands still for a while" => {
                let id = i32::try_from(nodes[node].id())
                    .ok()
                    .and_then(Pid::from_raw)
                    .unwrap();
                kill_process(id, Signal::STOP).unwrap();
                sleep(Duration::from_millis(200 + 5 * u64::from(entropy.below(200)))).await;
                kill_process(id, Signal::CONT).unwrap();
            }
            "the database crashes" => {
                load.world.postgres().crash().unwrap();
                load.world.postgres().resume().unwrap();
            }
            "the database restarts" => {
                load.world.postgres().stop().unwrap();
                load.world.postgres().resume().unwrap();
            }
            "all connections to the database are cut" => {
                load.world
                    .postgres()
                    .end_sessions_that("application_name = 'countersign'")
                    .unwrap();
            }
            "a node's clock is set" => {
                let step = i32::from(entropy.below(2 * LARGEST_STEP + 1)) - i32::from(LARGEST_STEP);
                set_clock(&load.world, node, step);
            }
            _ => load
                .world
                .postgres()
                .end_sessions_that("query LIKE 'LISTEN%'")
                .unwrap(),
        }
        *done.entry(fault).or_insert(0_usize) += 1;
        resumed.push(page.resumes(&load.watched).await);
    }
    load.acknowledge(10).await;
    let (ledger, mut sent) = load.finish().await;
    sent.extend((0..faults).map(|turn| (WATCHED.to_owned(), page::question(turn))));
    for node in nodes {
        node.kill().await;
    }
    load.world.resume().await;
    let (approved, decided) = decisions(&*load.world.server().opened.ctx.store).await;
    for (login, state) in &ledger {
        assert_eq!(
            decided.get(login).copied(),
            Some(*state),
            "login {login} was answered 200"
        );
    }
    let store = &load.world.server().opened.ctx.store;
    for login in &approved {
        let login = store.login(login.parse().unwrap()).await.unwrap().unwrap().login;
        let user = store.user(login.user_id).await.unwrap().unwrap().name;
        let message = login.request.message.as_ref().unwrap();
        let asked = (user.to_string(), format!("Example Shop: {message}"));
        assert!(
            sent.contains(&asked),
            "nobody answered {asked:?}, and it was approved"
        );
    }
    resumed.sort();
    format!(
        "seed {seed}: {} acknowledged answers, {faults} faults, none lost, none decided twice, none approved unanswered; \
         waiting pages knew {:?} after the answer at the middle, {:?} at most; {done:?}",
        ledger.len(),
        resumed[resumed.len() / 2],
        resumed[resumed.len() - 1],
    )
}

/// Starts a node whose clock can be set while it runs.
async fn start(world: &World, node: usize) -> ServerProcess {
    let library = program("libcountersign_set_clock.so");
    let file = clock_file(world, node);
    let environment = [("LD_PRELOAD", library.as_path()), ("SET_CLOCK_FILE", &file)];
    ServerProcess::start_with(&world.node_settings(node), &environment).await
}

/// Sets a node's clock so many seconds ahead of the machine's, or back.
fn set_clock(world: &World, node: usize, seconds: i32) {
    let ahead_ms = i64::from(seconds) * 1000;
    // Written over, not anew: the node has it in its memory.
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false);
    let file = file.open(clock_file(world, node)).unwrap();
    file.write_all_at(&ahead_ms.to_le_bytes(), 0).unwrap();
}

fn clock_file(world: &World, node: usize) -> PathBuf {
    world.node_settings(node).server.data_dir.with_extension("clock")
}

/// The logins that were approved, and how each that somebody decided has ended, by the audit log.
async fn decisions(store: &dyn Store) -> (HashSet<String>, BTreeMap<String, &'static str>) {
    let (mut approved, mut decided, mut after) = (HashSet::new(), BTreeMap::new(), 0);
    loop {
        let entries = store.audit(after, 1000).await.unwrap();
        let Some(last) = entries.last() else {
            return (approved, decided);
        };
        after = last.seq;
        for entry in entries {
            let audit = entry.audit.unwrap();
            let state = match audit.event {
                AuditEvent::LoginApproved => "approved",
                AuditEvent::LoginDenied => "denied",
                _ => continue,
            };
            let login = audit.login_id.unwrap().to_string();
            if state == "approved" {
                approved.insert(login.clone());
            }
            assert_eq!(decided.insert(login, state), None, "a login was decided twice");
        }
    }
}
