//! The command line and the admin socket, with the real program.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use countersign_tests::World;
use serde_json::Value;

/// The program that these tests were built with.
fn countersign(args: &[&str], data_dir: &Path, input: &str) -> Output {
    use std::io::Write;
    let mut child = Command::new(countersign_tests::program("countersign"))
        .args(args)
        .arg("--data-dir")
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_work_with_and_without_a_running_server() {
    let mut world = World::start().await;
    let dir = world.settings.server.data_dir.clone();
    let run = |args: &[&str], input: &str| countersign(args, &dir, input);
    let run = &run;
    let added = json(&run(
        &["user", "add", "Alice", "--password-stdin", "--json"],
        "correct horse\n",
    ));
    assert_eq!(
        (&added["name"], &added["number"], &added["has_password"]),
        (&"alice".into(), &100_001.into(), &true.into())
    );
    let client = json(&run(
        &[
            "client", "add", "Shop", "--scope", "login", "--scope", "manage", "--json",
        ],
        "",
    ));
    assert!(client["client_id"].is_string() && client["client_secret"].as_str().unwrap().len() == 43);
    let again = run(&["user", "add", "alice"], "");
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("this name is taken"));
    world.pause().await;
    assert_eq!(
        json(&run(&["user", "list", "--json"], ""))
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(run(&["user", "suspend", "alice"], "").status.success());
    world.resume().await;
    assert_eq!(
        json(&run(&["user", "show", "alice", "--json"], ""))["state"],
        "suspended"
    );
    let tail = json(&run(&["audit", "tail", "--json"], ""));
    let events: Vec<&str> = tail
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["event"].as_str().unwrap())
        .collect();
    assert_eq!(events, ["user_added", "client_added", "user_suspended"]);
    for misuse in [
        &["user", "frobnicate"][..],
        &["client", "add", "x", "--scope", "everything"],
    ] {
        assert_eq!(run(misuse, "").status.code(), Some(2));
    }
    assert!(run(&["keys", "rotate"], "").status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_data_refuses() {
    let world = World::start().await;
    let output = countersign(
        &["serve", "--listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"],
        &world.settings.server.data_dir,
        "",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("in use by another server"));
}
