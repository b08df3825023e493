//! What takes too long, or needs more of the machine, than a continuous build gives: `make test-full`.

mod pages;

use std::{path::Path, process::Stdio, time::Duration};

use countersign_tests::{Provider, ServerProcess, World};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

#[tokio::test(flavor = "multi_thread")]
async fn r3_a_ledger_of_ten_thousand_answers_is_complete_after_fifty_kills() {
    let answers = crate::durability::crash(50, 10_000).await;
    println!("{answers} acknowledged answers, 50 kills, none lost");
    assert!(answers >= 10_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_a_ledger_is_complete_after_twenty_five_power_cuts() {
    let answers = crate::durability::power_cuts(25).await;
    println!("{answers} acknowledged answers, 25 power cuts, none lost");
    assert!(answers >= 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_what_a_relay_accepted_is_complete_after_fifty_kills() {
    let crash = crate::relay_crash::crash(50, 10_000).await;
    println!(
        "{} accepted notifications, 50 kills, none lost; {} sent more than once, by the same id",
        crash.accepted, crash.repeats
    );
    assert!(crash.accepted >= 10_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_five_thousand_notifications_on_connections_that_go_dead_none_is_lost_or_late() {
    let run = crate::relay_dead_lines::notifications(5000).await;
    println!("{run}");
    assert!(run.accepted >= 5000 && run.repeats > 0 && run.expired > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_logins_while_connections_go_dead_none_fails_or_is_decided_twice() {
    let run = crate::relay_dead_lines::logins(1000).await;
    println!("{run}");
    assert!(run.logins >= 1000);
    assert_eq!(run.decided_again, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_five_thousand_logins_through_two_rotations_of_keys_none_fails() {
    let rotation = crate::relay_rotation::rotate(5000).await;
    println!(
        "{} logins, two rotations of both vendors' keys, none failed; the slowest took {:?}",
        rotation.logins, rotation.slowest
    );
    assert!(rotation.logins >= 5000);
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_three_nodes_and_their_database_lose_nothing_by_a_hundred_faults() {
    println!("{}", crate::chaos::chaos(100, 20_261).await);
}

/// Watches the system calls of a running server: the fsync that covers a commit comes before its answer.
#[tokio::test(flavor = "multi_thread")]
async fn r3_the_fsync_comes_before_the_answer() {
    let mut world = World::start().await;
    let shop = world.shop().await;
    let mut phone = world.phone(&shop, "alice", Provider::Fcm).await;
    world.pause().await;
    let server = ServerProcess::start(&world.settings).await;
    let file = world.settings.server.data_dir.with_extension("trace");
    let mut strace = attach(server.id(), &file).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "none"}))
        .await;
    let question = phone.question().await;
    let body = phone.signed(&question, &json!({}));
    assert_eq!(phone.post("authenticate", &body).await.0, 200);
    assert_eq!(shop.read(&login).await["state"], "approved");
    let interrupted = Command::new("kill")
        .args(["-INT", &strace.id().unwrap().to_string()])
        .status()
        .await;
    assert!(interrupted.unwrap().success());
    strace.wait().await.unwrap();
    server.kill().await;
    let trace = std::fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = trace.lines().collect();
    // On a new connection the first bytes are read by themselves, to tell the version of HTTP.
    for (request, reply) in [
        ("POST /api/v1/logins", "HTTP/1.1 201 Created"),
        ("POST /json/push/sns/", "HTTP/1.1 200 OK"),
    ] {
        let asked = lines
            .iter()
            .position(|line| line.contains(request))
            .expect("the request is in the trace");
        let answered = asked
            + lines[asked..]
                .iter()
                .position(|line| line.contains(reply))
                .expect("its reply too");
        let is_fsync = |line: &&&str| line.contains("sync(") && line.contains("-wal");
        let synced = lines[asked..answered].iter().filter(is_fsync).count();
        println!("{request}: {synced} fsync of the log between the request and its reply");
        assert!(synced >= 1, "{request}: no fsync before the reply");
    }
}

/// Watches a process, from the moment that this returns.
async fn attach(process: u32, file: &Path) -> Child {
    let calls = "trace=read,recvfrom,fsync,fdatasync,write,writev,sendto,sendmsg";
    let mut strace = Command::new("strace")
        .args([
            "-f",
            "-y",
            "-s",
            "120",
            "-e",
            calls,
            "-p",
            &process.to_string(),
            "-o",
        ])
        .arg(file)
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("strace runs; `make test-full` installs it");
    let mut words = BufReader::new(strace.stderr.take().unwrap()).lines();
    while let Some(line) = words.next_line().await.unwrap() {
        if line.contains("attached") {
            break;
        }
    }
    // Its other threads are attached within a moment; what it says later must not fill the pipe.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let drain = async move { while let Ok(Some(_)) = words.next_line().await {} };
    #[expect(
        clippy::disallowed_methods,
        reason = "it ends with the process that it reads from"
    )]
    tokio::spawn(drain);
    strace
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tampering_among_a_million_audit_records_is_named_with_its_place() {
    let (took, proof) = crate::audit_log::tamper(1_000_000, 4).await;
    println!("a million records verified in {took:?}; the longest proof has {proof} bytes");
}
