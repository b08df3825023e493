//! `countersign move`.

use std::path::Path;

use countersign_test_postgres::Postgres;
use serde_json::{Value, json};

use super::{Everybody, done, path, refused};

fn sqlite(file: &Path) -> String {
    format!("sqlite:{}", path(file))
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_from_sqlite_to_postgres_and_back_and_everybody_still_logs_in() {
    let mut all = Everybody::enrolled().await;
    all.everybody_logs_in().await;
    let head = all.keep_head("before.json");
    let postgres = Postgres::start().unwrap();
    let (file, url) = (sqlite(&all.data().join("countersign.db")), postgres.url());
    let moved = |all: &Everybody, from: &str, to: &str| -> Value {
        let printed = all.run(&["move", "--from", from, "--to", to, "--json"]);
        serde_json::from_str(&printed).unwrap()
    };

    all.world.pause().await;
    let there = moved(&all, &file, &url);
    let rows = &there["moved"];
    assert_eq!(
        (&rows["user"], &rows["device"], &rows["authenticator"]),
        (&json!(5), &json!(2), &json!(5))
    );
    assert!(rows["audit"].as_u64().unwrap() > 20 && rows["audit_tile"].as_u64().unwrap() > 0);
    all.settle_in(&url);
    all.world.resume().await;
    all.everybody_logs_in().await;
    assert_eq!(all.verified(&head), json!([]));
    let later = all.keep_head("later.json");
    let added = all.run(&["user", "add", "frank", "--json"]);
    assert!(added.contains("100006"), "account numbers go on: {added}");

    all.world.pause().await;
    let back = sqlite(&all.beside("back.db"));
    let again = moved(&all, &url, &back);
    assert_eq!(again["moved"]["user"], 6);
    all.settle_in(&back);
    all.world.resume().await;
    all.everybody_logs_in().await;
    assert_eq!(
        (all.verified(&head), all.verified(&later)),
        (json!([]), json!([]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_is_refused_leaves_everything_as_it_was() {
    let mut all = Everybody::enrolled().await;
    let (file, target) = (all.data().join("countersign.db"), all.beside("target.db"));
    let (from, to) = (sqlite(&file), sqlite(&target));
    let attempt = |all: &Everybody, data: &Path, from: &str, to: &str| {
        all.command(data, &["move", "--from", from, "--to", to])
    };
    refused(
        &attempt(&all, all.data(), &from, &to),
        "is in use by another server",
    );
    // A directory of its own does not make a running server's database anybody's.
    let elsewhere = all.beside("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    refused(&attempt(&all, &elsewhere, &from, &to), "there is no master key");
    std::fs::copy(all.data().join("master.key"), elsewhere.join("master.key")).unwrap();
    refused(
        &attempt(&all, &elsewhere, &from, &to),
        "is in use by another server",
    );

    all.world.pause().await;
    std::fs::write(
        elsewhere.join("master.key"),
        "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    )
    .unwrap();
    refused(
        &attempt(&all, &elsewhere, &from, &to),
        "is not the one that sealed this store",
    );
    let nowhere = sqlite(&all.beside("nowhere.db"));
    refused(&attempt(&all, all.data(), &nowhere, &to), "there is no database");
    refused(
        &attempt(&all, all.data(), &from, &from),
        "both are the same database",
    );
    refused(
        &attempt(&all, all.data(), &from, "mysql:x"),
        "--to must start with sqlite: or postgres://",
    );
    assert!(!target.exists());
    let printed = done(&attempt(&all, all.data(), &from, &to));
    assert!(printed.contains("server.database_url = \"sqlite:"), "{printed}");
    refused(
        &attempt(&all, all.data(), &from, &to),
        "it is not empty: table data_key has rows",
    );

    // Nodes that run hold a database on PostgreSQL, whether as the source or as the target.
    let postgres = Postgres::start().unwrap();
    all.settle_in(&postgres.url());
    all.world.resume().await;
    let back = sqlite(&all.beside("back.db"));
    std::fs::copy(all.data().join("master.key"), elsewhere.join("master.key")).unwrap();
    refused(
        &attempt(&all, &elsewhere, &postgres.url(), &back),
        "stop every node first",
    );
    refused(
        &attempt(&all, &elsewhere, &from, &postgres.url()),
        "stop every node first",
    );
    all.world.pause().await;
    all.world.settings.server.database_url = None;
    all.world.settings.secrets.master_key_file = None;
    all.world.resume().await;
    all.alice_logs_in().await;
}
