//! `countersign restore`: an epoch ends.

use std::time::Duration;

use countersign::admin::Command;
use countersign_test_postgres::Postgres;
use countersign_tests::{APPROVE, by_tap};
use serde_json::{Value, json};

use super::{Everybody, done, keygen, path};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_nothing_is_good_again_that_was_good_once() {
    for on_postgres in [false, true] {
        let postgres = on_postgres.then(|| Postgres::start().unwrap());
        restored(postgres).await;
    }
}

async fn restored(postgres: Option<Postgres>) {
    let mut all = Everybody::enrolled().await;
    let mut browser = all.world.browser();
    browser.log_in_by_phone("alice", &mut all.phone).await;
    assert!(browser.is_logged_in().await);
    let pending = all.shop.login(by_tap("alice")).await;
    let question = all.phone.question().await;
    let enrolling = all.shop.enroll("grace").await;

    let first = all.keep_head("first.json");
    let identity = all.beside("identity.txt");
    let recipient = keygen(&identity);
    let file = path(&all.beside("backup.age"));
    all.run(&["backup", "--to", &file, "--recipient", &recipient]);

    // What happens after the backup, and is lost.
    all.world.clock.advance(Duration::from_secs(30));
    let (time, count, paper) = (all.app.code(), all.token.code(), all.paper[0].clone());
    for (user, code) in [("carol", &time), ("erin", &count), ("dave", &paper)] {
        assert_eq!(all.code(user, code).await, "approved");
    }
    let name = "bob".to_owned();
    all.world.operate(Command::DeviceRevoke { name }).await;
    // A program of its own goes by the machine's clock, which is behind.
    all.world.clock.set_back(Duration::from_secs(61));
    let head = all.keep_head("later.json");
    let export = all.beside("audit.jsonl");
    std::fs::write(&export, all.run(&["audit", "export"])).unwrap();

    all.world.pause().await;
    let fresh = all.beside("fresh");
    std::fs::create_dir(&fresh).unwrap();
    std::fs::copy(all.data().join("master.key"), fresh.join("master.key")).unwrap();
    all.world.settings.server.data_dir = fresh;
    if let Some(postgres) = &postgres {
        all.settle_in(&postgres.url());
    }
    let printed = all.run(&[
        "restore",
        "--json",
        "--from",
        &file,
        "--identity",
        &path(&identity),
        "--audit",
        &path(&export),
    ]);
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ended = &lines[0]["restored"]["ended"];
    let counts = [
        "logins",
        "enrollments",
        "sessions",
        "recovery_codes",
        "counting_apps",
    ];
    assert_eq!(
        counts.map(|name| ended[name].as_u64().unwrap()),
        [1, 1, 1, 1, 1],
        "{ended}"
    );
    let revoked = ended["revoked"].as_array().unwrap();
    let revoked: Vec<_> = revoked
        .iter()
        .map(|one| (&one["subject"], &one["user"], &one["became"]))
        .collect();
    let (bob, deleted) = (json!("bob"), json!("deleted"));
    let of_bob = |subject| (subject, &bob, &deleted);
    assert_eq!(
        revoked,
        [of_bob(&json!("device")), of_bob(&json!("authenticator"))]
    );
    let locked_out: Vec<_> = lines[1..].iter().map(|line| line["locked_out"].clone()).collect();
    assert_eq!(
        locked_out,
        ["dave", "erin"],
        "all that they have may have been used"
    );

    all.world.resume().await;
    let read = all.shop.read(&pending).await;
    assert_eq!(
        (&read["state"], &read["reason"]),
        (&json!("cancelled"), &json!("restored"))
    );
    assert_eq!(all.phone.answer(&question, APPROVE).await, 400);
    assert_eq!(all.shop.get(&enrolling.path()).await.body["state"], "cancelled");
    assert!(!browser.is_logged_in().await, "its session has ended");
    let paper: Vec<_> = all.paper.clone();
    for code in [&paper[0], &paper[1]] {
        assert_eq!(all.code("dave", code).await, "no-usable-authenticator");
    }
    assert_eq!(all.code("erin", &count).await, "no-usable-authenticator");
    assert_eq!(all.code("bob", "000000").await, "no-usable-authenticator");
    assert!(
        all.native.questions().await.is_err(),
        "a revoked phone stays revoked"
    );
    assert_eq!(all.code("carol", &time).await, "wrong-code");
    for ahead in [-30, 0, 30] {
        let code = all.app.code_in(ahead);
        assert_eq!(all.code("carol", &code).await, "wrong-code", "{ahead}");
    }
    all.world.clock.advance(Duration::from_secs(500));
    let code = all.app.code();
    assert_eq!(all.code("carol", &code).await, "approved");
    all.alice_logs_in().await;
    // Whoever has lost all is not let in by less.
    let body = json!({"kind": "totp"});
    let anew = all.shop.post("/api/v1/users/dave/enrollments", &body).await;
    assert_eq!(anew.problem(), "fresh-approval-required");

    let own = all.keep_head("own.json");
    assert_eq!((all.verified(&first), all.verified(&own)), (json!([]), json!([])));
    let findings = all.verified(&head);
    let departed = findings.as_array().unwrap();
    assert_eq!(
        (departed.len(), &departed[0]["finding"]),
        (1, &json!("departed")),
        "{findings}"
    );
    let tail = all.run(&[
        "audit",
        "export",
        "--after",
        &departed[0]["after"].to_string(),
        "--limit",
        "1",
    ]);
    assert!(tail.contains("\"restored\""), "{tail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_log_of_the_time_since_every_device_is_listed() {
    let mut all = Everybody::enrolled().await;
    let identity = all.beside("identity.txt");
    let recipient = keygen(&identity);
    let file = path(&all.beside("backup.age"));
    all.run(&["backup", "--to", &file, "--recipient", &recipient]);
    let export = all.beside("audit.jsonl");
    std::fs::write(&export, all.run(&["audit", "export", "--after", "5"])).unwrap();
    all.world.pause().await;

    let key = all.data().join("master.key");
    let fresh = |name: &str| {
        let fresh = all.beside(name);
        std::fs::create_dir(&fresh).unwrap();
        std::fs::copy(&key, fresh.join("master.key")).unwrap();
        fresh
    };
    let identity = path(&identity);
    let restore = ["restore", "--from", &file, "--identity", &identity];
    let printed = done(&all.command(&fresh("fresh"), &restore));
    for said in [
        "Nothing is known of what was revoked since",
        "--audit FILE",
        "alice  ",
        "bob  ",
        "dave  has nothing left",
        "Ended: 0 pending logins",
    ] {
        assert!(printed.contains(said), "{said} in {printed}");
    }

    let with = |name: &str, text: &str| {
        let records = all.beside("records.jsonl");
        std::fs::write(&records, text).unwrap();
        let records = path(&records);
        let args = [restore.as_slice(), &["--audit", &records]].concat();
        all.command(&fresh(name), &args)
    };
    let lines = std::fs::read_to_string(&export).unwrap();
    let whole = done(&with("whole", &lines));
    assert!(whole.contains("Revoked since, as recorded until"), "{whole}");
    let all_but_last: Vec<&str> = lines.lines().collect();
    let all_but_last = all_but_last[..all_but_last.len() - 1].join("\n");
    super::refused(&with("short", &all_but_last), "it ends before record");
    let missing: String = lines
        .lines()
        .enumerate()
        .filter(|(at, _)| *at != 2)
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    super::refused(&with("missing", &missing), "is not where it belongs");
    let last = lines.lines().last().unwrap();
    let event = serde_json::from_str::<Value>(last).unwrap()["event"]
        .as_str()
        .unwrap()
        .to_owned();
    let others = last.replace(&event, "login_resent");
    let others = lines.replace(last, &others);
    super::refused(&with("others", &others), "is of another log");
    super::refused(&with("no records", "hello"), "a line is no record");
}
