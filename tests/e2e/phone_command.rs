//! The command-line phone, fed with what the fakes delivered.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use countersign_tests::{RelyingParty, World};
use serde_json::json;
use tokio::{io::AsyncWriteExt, process::Command};

/// Enrols a native phone for alice in this store, and says which program it is.
async fn enrol(shop: &RelyingParty, store: &Path) -> PathBuf {
    let started = shop.enroll_as("alice", countersign_tests::native_push()).await;
    let phone = countersign_tests::program("countersign-phone");
    let enrolled = Command::new(&phone)
        .args(["enroll", started.uri(), "--store"])
        .arg(store)
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&enrolled.stderr);
    assert!(enrolled.status.success(), "{said}");
    phone
}

#[tokio::test]
async fn the_command_line_phone_enrols_and_approves() {
    let world = World::start().await;
    let shop = world.shop().await;
    let store = world.settings.server.data_dir.with_file_name("phone.json");
    let started = shop.enroll("alice").await;
    let enrolled = Command::new(countersign_tests::program("countersign-phone"))
        .args(["enroll", started.uri(), "--push-token", "cli-phone", "--store"])
        .arg(&store)
        .output()
        .await
        .unwrap();
    assert!(
        enrolled.status.success(),
        "{}",
        String::from_utf8_lossy(&enrolled.stderr)
    );
    let login = shop.login(json!({"username": "alice"})).await;
    let push = world.fakes.fcm.inbox().of("cli-phone").recv().await.unwrap();
    let mut run = Command::new(countersign_tests::program("countersign-phone"))
        .args([
            "run",
            "--stdin",
            "--once",
            "--approve",
            "--number",
            login["number"].as_str().unwrap(),
            "--store",
        ])
        .arg(&store)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = run.stdin.take().unwrap();
    input
        .write_all(b"{\"message\":\"forged\",\"messageId\":\"x\"}\n")
        .await
        .unwrap();
    input
        .write_all(&[&push.payload[..], b"\n"].concat())
        .await
        .unwrap();
    let output = run.wait_with_output().await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("dropped:") && text.ends_with("approved\n"),
        "{text}"
    );
    assert_eq!(shop.ended(&login).await["state"], "approved");
}

#[tokio::test]
async fn s41_the_command_line_phone_forgets_an_account_from_which_it_was_removed() {
    let world = World::start().await;
    let shop = world.shop().await;
    let store = world.settings.server.data_dir.with_file_name("phone.json");
    let phone = enrol(&shop, &store).await;
    let path = shop.authenticator("alice").await;
    assert_eq!(shop.delete(&path).await.status, 204);
    let run = Command::new(&phone)
        .args(["run", "--approve", "--store"])
        .arg(&store)
        .output()
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && text.contains("has removed this phone"),
        "{text}"
    );
    assert_eq!(std::fs::read_to_string(&store).unwrap(), "[]");
}

#[tokio::test]
async fn the_command_line_phone_is_asked_by_the_server_itself() {
    let world = World::start().await;
    let shop = world.shop().await;
    let store = world.settings.server.data_dir.with_file_name("phone.json");
    let phone = enrol(&shop, &store).await;
    let login = shop
        .login(json!({"username": "alice", "number_matching": "type"}))
        .await;
    let run = Command::new(&phone)
        .args(["run", "--once", "--approve", "--number"])
        .arg(login["number"].as_str().unwrap())
        .arg("--store")
        .arg(&store)
        .output()
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && text.ends_with("approved\n"), "{text}");
    let ended = shop.ended(&login).await;
    assert_eq!(ended.claims()["acr"], "urn:countersign:acr:oob");
}
