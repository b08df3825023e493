//! The audit log is tampered with in its real file, and the real program says where.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Duration,
};

use countersign::ambient::SystemClock;
use countersign_core::{
    model::{Audit, AuditEvent},
    port::{Clock, Commit, UnitOfWork},
};
use countersign_proto::ids::{LoginId, UserId};
use countersign_tests::{World, program, until};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::admin::{countersign, json as printed, said};

#[tokio::test(flavor = "multi_thread")]
async fn every_tampering_in_the_database_is_named_with_its_place() {
    tamper(3000, usize::MAX).await;
}

/// Tampers in so many ways with a log of that many records; says how long verifying it took and how long the longest proof is.
pub(crate) async fn tamper(records: u64, kinds: usize) -> (Duration, usize) {
    let log = Stopped::with(records).await;
    let clock = SystemClock;
    let started = clock.now();
    let right = log.verify(&log.data);
    let took = clock.now().since(started);
    assert!(right.status.success(), "{}", said(&right));
    assert_eq!(printed(&right)["records"], records);

    for (sql, findings) in tamperings(records, &log.head).into_iter().take(kinds) {
        let copy = log.tampered(&sql);
        let verified = log.verify(&copy);
        assert_eq!(verified.status.code(), Some(1), "{sql}");
        let report: Value = serde_json::from_slice(&verified.stdout).unwrap();
        assert_eq!(report["findings"], json!(findings), "{sql}: {}", report["said"]);
        std::fs::remove_dir_all(copy).unwrap();
    }

    let places = [1, records / 2, records];
    let longest = places.map(|seq| log.proof_of(seq).len()).into_iter().max();
    (took, longest.unwrap_or(0))
}

/// What can be done to a log, and what must be said of it: first flipping, deleting, exchanging and cutting off records.
fn tamperings(records: u64, head: &Path) -> Vec<(String, Vec<Value>)> {
    let middle = records / 2;
    vec![
        (
            format!(
                "UPDATE audit SET event = 'login_denied', facts = replace(facts, 'login_started', 'login_denied') \
                 WHERE seq = {middle}"
            ),
            vec![json!({"finding": "changed", "seq": middle})],
        ),
        (
            format!("DELETE FROM audit WHERE seq = {middle}"),
            vec![json!({"finding": "missing", "from": middle, "to": middle})],
        ),
        (
            format!(
                "UPDATE audit SET seq = -1 WHERE seq = 17; UPDATE audit SET seq = 17 WHERE seq = {middle}; \
                 UPDATE audit SET seq = {middle} WHERE seq = -1"
            ),
            vec![
                json!({"finding": "out_of_order", "seq": 17, "belongs_at": middle}),
                json!({"finding": "out_of_order", "seq": middle, "belongs_at": 17}),
            ],
        ),
        (
            format!("DELETE FROM audit WHERE seq > {middle}"),
            vec![json!({"finding": "truncated", "after": middle, "sealed": records})],
        ),
        (
            format!("UPDATE audit SET personal = '192.0.2.99' WHERE seq = {middle}"),
            vec![json!({"finding": "changed", "seq": middle})],
        ),
        (
            format!(
                "UPDATE audit SET personal = NULL, salt = NULL, erased = zeroblob(32) WHERE seq = {middle}"
            ),
            vec![json!({"finding": "changed", "seq": middle})],
        ),
        (
            format!("UPDATE audit SET at = at + 1 WHERE seq = {middle}"),
            vec![
                json!({"finding": "unreadable", "seq": middle, "why": "its columns contradict one another"}),
            ],
        ),
        (
            "UPDATE audit_tile SET hashes = zeroblob(8192) WHERE number = 1".to_owned(),
            (257..=512)
                .map(|seq| json!({"finding": "hashes", "from": seq, "to": seq}))
                .collect(),
        ),
        (
            "DELETE FROM audit; DELETE FROM audit_head; DELETE FROM audit_tile".to_owned(),
            vec![
                json!({"finding": "no_head", "head": head.display().to_string()}),
                json!({"finding": "truncated", "after": 0, "sealed": records}),
            ],
        ),
    ]
}

/// The same on PostgreSQL: each time in a copy of the database, which its own account may change as it likes.
#[tokio::test(flavor = "multi_thread")]
async fn every_tampering_in_a_shared_database_is_named_with_its_place() {
    let records = 3000;
    let mut world = World::of_nodes(1).await;
    add(&world, 0..records).await;
    world.pause().await;
    let beside = |name: &str| world.settings.server.data_dir.with_file_name(name);
    let (head, config) = (beside("head.json"), beside("settings.toml"));
    let mut settings = world.node_settings(0);
    let mut run = |url: String, args: &[&str]| {
        settings.server.database_url = Some(url);
        std::fs::write(&config, toml::to_string(&settings).unwrap()).unwrap();
        let mut command = Command::new(program("countersign"));
        command.args(args).arg("--config").arg(&config).output().unwrap()
    };
    let printed = run(world.postgres().url(), &["audit", "head"]);
    assert!(printed.status.success(), "{}", said(&printed));
    std::fs::write(&head, printed.stdout).unwrap();
    let path = head.display().to_string();
    let verify = ["audit", "verify", "--json", "--head", &path, "--key", &path];
    assert!(run(world.postgres().url(), &verify).status.success());

    for (sql, findings) in tamperings(records, &head).into_iter().take(4) {
        let database = world.postgres();
        database
            .execute("template1", "CREATE DATABASE tampered TEMPLATE postgres")
            .unwrap();
        // The column of facts is JSON there.
        let sql = sql.replace(
            "replace(facts, 'login_started', 'login_denied')",
            "replace(facts::text, 'login_started', 'login_denied')::jsonb",
        );
        database.execute("tampered", &sql).unwrap();
        let verified = run(database.url_of("tampered"), &verify);
        assert_eq!(verified.status.code(), Some(1), "{sql}");
        let report: Value = serde_json::from_slice(&verified.stdout).unwrap();
        assert_eq!(report["findings"], json!(findings), "{sql}: {}", report["said"]);
        database.execute("template1", "DROP DATABASE tampered").unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_needs_nothing_but_files() {
    let mut log = Stopped::with(700).await;
    log.world.resume().await;
    let (data, beside) = (log.data.clone(), |name: &str| log.data.with_file_name(name));
    let run = |args: &[&str]| countersign(args, &data, "");
    let save = |name: &str, args: &[&str]| {
        let output = run(args);
        assert!(output.status.success(), "{}", said(&output));
        let file = beside(name);
        std::fs::write(&file, output.stdout).unwrap();
        file.display().to_string()
    };
    let head = log.head.display().to_string();
    add(&log.world, 700..900).await;
    let newer = save("newer.json", &["audit", "head"]);
    let proof = save("proof.json", &["audit", "prove", "300", "--head", &head]);
    let record = save(
        "record.json",
        &["audit", "export", "--after", "299", "--limit", "1"],
    );
    let growth = save("growth.json", &["audit", "prove-growth", "--from", &head]);
    assert_eq!(
        printed(&run(&["audit", "verify", "--json", "--head", &head]))["heads"],
        2
    );
    log.world.pause().await;

    let nowhere = beside("nowhere");
    let check = |args: &[&str]| {
        let args = [&["audit", "verify-proof", "--json", "--key", &head], args].concat();
        countersign(&args, &nowhere, "")
    };
    let proven = printed(&check(&[&proof, "--head", &head, "--record", &record]));
    assert_eq!(proven, json!({"proven": "record", "seq": 300, "size": 700}));
    let proven = printed(&check(&[&proof, "--head", &head]));
    assert_eq!(proven, json!({"proven": "leaf", "seq": 300, "size": 700}));
    let proven = printed(&check(&[&growth, "--from", &head, "--head", &newer]));
    assert_eq!(proven, json!({"proven": "growth", "from": 700, "size": 900}));
    assert!(!nowhere.exists(), "no store was opened");

    let changed = |file: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains(from), "{text}");
        let file = beside("changed.json");
        std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
        file.display().to_string()
    };
    let refused = |args: &[&str], why: &str| {
        let output = check(args);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(why), "{}", said(&output));
    };
    let other = changed(&record, "login_started", "login_denied");
    refused(
        &[&proof, "--head", &head, "--record", &other],
        "is not the record that was sealed",
    );
    refused(&[&proof, "--head", &newer], "the proof does not hold");
    let other = changed(&proof, "\"seq\":300", "\"seq\":301");
    refused(&[&other, "--head", &head], "the proof does not hold");
    let other = changed(&head, "\"size\":700", "\"size\":701");
    refused(&[&proof, "--head", &other], "its signature is wrong");
    refused(&[&growth, "--head", &newer], "--from is needed");
    refused(
        &[&growth, "--from", &newer, "--head", &newer],
        "the proof does not hold",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_personal_can_be_erased_and_the_log_is_still_right() {
    let log = Stopped::with(300).await;
    let run = |args: &[&str]| countersign(args, &log.data, "");
    let proof = log.proof_of(40);
    let addresses = |wanted: usize| {
        let lines = String::from_utf8(run(&["audit", "export"]).stdout).unwrap();
        assert_eq!(lines.matches("192.0.2.7").count(), wanted);
        assert_eq!(lines.lines().count(), 300);
    };
    addresses(300);
    let user = user(3).as_uuid().to_string();
    let erased = printed(&run(&["audit", "erase", "--user", &user, "--json"]));
    assert_eq!(erased, json!({"erased": 75}));
    addresses(225);
    assert_eq!(
        printed(&run(&["audit", "erase", "--older-than-days", "365", "--json"]))["erased"],
        0
    );
    assert_eq!(
        printed(&run(&["audit", "erase", "--older-than-days", "0", "--json"]))["erased"],
        225
    );
    addresses(0);
    assert!(log.verify(&log.data).status.success());
    assert_eq!(log.proof_of(40), proof);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sealer_follows_the_log_and_nobody_waits_for_it() {
    let (mut world, shop, _phone) = World::enrolled().await;
    until("all that has happened is sealed", async || {
        let metrics = world.metrics().await;
        metrics.contains("countersign_audit_unsealed_records 0\n")
            && metrics.lines().any(|line| {
                let sealed = line.strip_prefix("countersign_audit_tree_size ");
                sealed.is_some_and(|sealed| sealed.parse::<u64>().is_ok_and(|sealed| sealed > 2))
            })
    })
    .await;
    world.pause().await;
    sql(
        &world.settings.server.data_dir,
        "UPDATE audit_head SET signature = zeroblob(64)",
    );
    world.resume().await;
    let failed = "countersign_audit_seal_failures_total";
    until("a tree that somebody changed is not gone on with", async || {
        world.metrics().await.contains(failed)
    })
    .await;
    let login = shop.login(json!({"username": "alice"})).await;
    assert_eq!(login["state"], "pending");
}

/// A server that has written so many records, sealed them, and stopped; its head is kept elsewhere.
struct Stopped {
    world: World,
    data: PathBuf,
    head: PathBuf,
}

impl Stopped {
    async fn with(records: u64) -> Self {
        let mut world = World::start().await;
        add(&world, 0..records).await;
        world.pause().await;
        let data = world.settings.server.data_dir.clone();
        let head = data.with_file_name("head.json");
        let printed = countersign(&["audit", "head"], &data, "");
        assert!(printed.status.success(), "{}", said(&printed));
        std::fs::write(&head, printed.stdout).unwrap();
        Self { world, data, head }
    }

    /// A copy of the data, changed behind the server's back.
    fn tampered(&self, statements: &str) -> PathBuf {
        let copy = self.data.with_file_name("tampered");
        std::fs::create_dir(&copy).unwrap();
        for file in std::fs::read_dir(&self.data).unwrap() {
            let file = file.unwrap().path();
            std::fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
        }
        sql(&copy, statements);
        copy
    }

    fn verify(&self, data: &Path) -> Output {
        let head = self.head.display().to_string();
        let args = ["audit", "verify", "--json", "--head", &head, "--key", &head];
        countersign(&args, data, "")
    }

    fn proof_of(&self, seq: u64) -> Vec<u8> {
        let head = self.head.display().to_string();
        let proof = countersign(
            &["audit", "prove", &seq.to_string(), "--head", &head],
            &self.data,
            "",
        );
        assert!(proof.status.success(), "{}", said(&proof));
        assert!(proof.stdout.len() <= 1000, "{} bytes", proof.stdout.len());
        proof.stdout
    }
}

fn user(n: u64) -> UserId {
    UserId::new(Uuid::from_u128(u128::from(n % 4)))
}

/// Writes records as logins do.
async fn add(world: &World, records: std::ops::Range<u64>) {
    let ctx = &world.server().opened.ctx;
    let record = |n: u64| {
        Audit::new(
            AuditEvent::LoginStarted,
            ctx.clock.now() - Duration::from_secs(3600),
        )
        .user(user(n))
        .login(LoginId::new(Uuid::from_u128(u128::from(n))))
        .from(Some("192.0.2.7"), &*ctx.entropy)
    };
    for first in records.clone().step_by(500) {
        let some = first..records.end.min(first + 500);
        let unit = some.map(record).fold(UnitOfWork::new("add"), UnitOfWork::record);
        assert_eq!(ctx.store.commit(unit).await.unwrap(), Commit::Committed);
    }
}

/// Writes the database as whoever can open its file can.
fn sql(data: &Path, statements: &str) {
    let program = "import sqlite3, sys; base = sqlite3.connect(sys.argv[1]); base.executescript(sys.argv[2]); \
                   base.commit(); base.close()";
    let done = Command::new("python3")
        .args(["-c", program])
        .arg(data.join("countersign.db"))
        .arg(statements)
        .status();
    assert!(done.expect("python3 runs").success(), "{statements}");
}
