//! Faults in turn on three real nodes and their database, under load: what was acknowledged is there, nothing is decided twice, and
//! nothing is approved that no phone has answered.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use countersign_core::{
    model::AuditEvent,
    port::{Entropy, Store},
    testing::SeededEntropy,
};
use countersign_tests::ServerProcess;
use rustix::process::{Pid, Signal, kill_process};
use tokio::time::sleep;

use crate::durability::Load;

/// Nodes of the server.
const NODES: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn r3_three_nodes_and_their_database_lose_nothing_by_a_dozen_faults() {
    println!("{}", chaos(12, 7).await);
}

/// What is done to them.
const FAULTS: [&str; 6] = [
    "a node is killed",
    "a node stands still for a while",
    "the database crashes",
    "the database restarts",
    "all connections to the database are cut",
    "the nodes do not hear each other",
];

/// Does that many things to three nodes and their database while people log in, then compares a ledger kept outside with what
/// the database holds. Says what was done; the same seed does the same.
pub(crate) async fn chaos(faults: usize, seed: u64) -> String {
    let mut load = Load::start_on(Some(NODES)).await;
    let entropy = SeededEntropy::new(seed);
    let mut nodes = Vec::new();
    for node in 0..NODES {
        nodes.push(ServerProcess::start(&load.world.node_settings(node)).await);
    }
    load.world.send_to(nodes.iter().map(|node| node.address));
    let mut done = BTreeMap::new();
    for _ in 0..faults {
        load.acknowledge(10).await;
        let fault = FAULTS[usize::from(entropy.below(6))];
        let node = usize::from(entropy.below(3));
        match fault {
            "a node is killed" => {
                nodes.remove(node).kill().await;
                load.world.send_to(nodes.iter().map(|node| node.address));
                load.acknowledge(3).await;
                let back = ServerProcess::start(&load.world.node_settings(node)).await;
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
            _ => load
                .world
                .postgres()
                .end_sessions_that("query LIKE 'LISTEN%'")
                .unwrap(),
        }
        *done.entry(fault).or_insert(0_usize) += 1;
    }
    load.acknowledge(10).await;
    let (ledger, sent) = load.finish().await;
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
    format!(
        "seed {seed}: {} acknowledged answers, {faults} faults, none lost, none decided twice, none approved unanswered; {done:?}",
        ledger.len()
    )
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
