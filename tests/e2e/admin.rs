//! The command line and the admin socket, with the real programs.

use std::{
    io::Write,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

use countersign_test_postgres::free_address;
use countersign_tests::{ServerProcess, World};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A command on a data directory, with words on its standard input.
pub(crate) fn countersign(args: &[&str], data_dir: &Path, input: &str) -> Output {
    carried_out(
        Command::new(countersign_tests::program("countersign"))
            .args(args)
            .arg("--data-dir")
            .arg(data_dir),
        input,
    )
}

fn carried_out(command: &mut Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn json(output: &Output) -> Value {
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
        &["audit", "erase"],
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

#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_prints_data_prints_json() {
    let mut world = World::start().await;
    let dir = world.settings.server.data_dir.clone();
    let run = |args: &[&str], input: &str| {
        let args = [args, &["--json"]].concat();
        json(&countersign(&args, &dir, input))
    };
    run(&["user", "add", "alice"], "");
    let client = run(&["client", "add", "Shop"], "");
    let id = client["client_id"].as_str().unwrap();
    let state = |value: &Value| value["state"].clone();
    assert_eq!(state(&run(&["user", "suspend", "alice"], "")), "suspended");
    assert_eq!(state(&run(&["user", "resume", "alice"], "")), "active");
    assert_eq!(run(&["user", "unlock", "alice"], "")["name"], "alice");
    let changed = run(&["user", "password", "alice"], "correct horse\n");
    assert_eq!(changed["has_password"], true);
    assert_eq!(run(&["device", "list", "alice"], ""), json!([]));
    assert_eq!(run(&["device", "revoke", "alice"], "")["revoked"], 0);
    assert_eq!(state(&run(&["client", "suspend", id], "")), "suspended");
    assert_eq!(run(&["client", "delete", id], "")["client_id"], id);
    assert_eq!(run(&["user", "delete", "alice"], "")["name"], "alice");
    assert_eq!(run(&["keys", "rotate"], "")["key"], 2);
    assert_eq!(run(&["audit", "export", "--limit", "1"], "")["seq"], 1);
    assert!(run(&["audit", "head"], "")["root"].is_string());
    assert_eq!(run(&["audit", "verify"], "")["findings"], json!([]));
    assert_eq!(run(&["audit", "prove", "1"], "")["seq"], 1);
    assert_eq!(
        run(&["audit", "erase", "--older-than-days", "0"], "")["erased"],
        0
    );
    assert!(run(&["config", "default"], "")["limits"].is_object());
    assert!(run(&["config", "schema"], "")["properties"].is_object());
    assert!(run(&["openapi"], "")["paths"].is_object());
    world.pause().await;
    assert_eq!(run(&["schema", "migrate"], "")["schema"], "up to date");
    let doctor = countersign(&["doctor", "--json"], &dir, "");
    assert_eq!(doctor.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&doctor.stdout).unwrap();
    assert_eq!(report["data"], "fine");
    assert_eq!(
        report["mail"],
        "no mail server under [mail]: no sign-up, no reset of passwords, no notices"
    );
    assert_eq!(
        report["credentials"],
        "no app under [relay.apps]: native phones alone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phone_command_prints_json() {
    let world = World::start().await;
    let shop = world.shop().await;
    let store = world.settings.server.data_dir.with_file_name("phone.json");
    let phone = |args: &[&str], input: &[u8]| {
        let mut command = Command::new(countersign_tests::program("countersign-phone"));
        command.args(args).arg("--json").arg("--store").arg(&store);
        let output = carried_out(&mut command, std::str::from_utf8(input).unwrap());
        assert!(output.status.success(), "{}", said(&output));
        let lines = String::from_utf8(output.stdout).unwrap();
        let values: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect();
        values
    };
    let enrollment = shop.enroll_as("alice", json!({"kind": "combined"})).await;
    let token = ["--push-token", "json-phone"];
    let enrolled = phone(&["enroll", enrollment.uri(), token[0], token[1]], b"");
    assert_eq!(
        enrolled,
        [
            json!({"enrolled": "pushes", "name": "100001-alice", "issuer": "Countersign"}),
            json!({"enrolled": "codes", "name": "100001-alice", "issuer": "Countersign"}),
        ]
    );
    let codes = phone(&["code"], b"");
    assert_eq!(
        (&codes[0][0]["name"], codes[0][0]["code"].as_str().unwrap().len()),
        (&json!("100001-alice"), 6)
    );
    let login = shop.login(json!({"username": "alice"})).await;
    let push = world.fakes.fcm.inbox().of("json-phone").recv().await.unwrap();
    let answered = phone(
        &[
            "run",
            "--stdin",
            "--once",
            "--approve",
            "--number",
            login["number"].as_str().unwrap(),
        ],
        &push.payload,
    );
    assert_eq!(answered[0]["issuer"], "Countersign");
    assert_eq!(answered[0]["numbers"].as_array().unwrap().len(), 3);
    assert_eq!(answered[1], json!({"answered": "approved"}));
}

/// The modes of all files in a folder.
fn modes(folder: &Path) -> Vec<(String, u32)> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        (file.file_name().into_string().unwrap(), mode)
    });
    files.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_can_read_what_is_kept_even_in_a_folder_that_is_open_to_all() {
    let dir = TempDir::new().unwrap();
    let (data, elsewhere) = (dir.path().join("data"), dir.path().join("elsewhere"));
    for folder in [&data, &elsewhere] {
        std::fs::create_dir(folder).unwrap();
        std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    }
    let database = format!("sqlite:{}", elsewhere.join("it.db").display());
    let careless = |arguments: &str| {
        let program = countersign_tests::program("countersign");
        let mut command = Command::new("sh");
        command.arg("-c");
        command.arg(format!(
            "umask 022; exec {} {arguments} --data-dir {}",
            program.display(),
            data.display()
        ));
        command.env("COUNTERSIGN_SERVER__DATABASE_URL", &database);
        command
    };
    let added = carried_out(&mut careless("user add alice"), "");
    assert!(added.status.success(), "{}", said(&added));
    let mut serve = careless("serve --listen 127.0.0.1:0 --ops-listen 127.0.0.1:0").into();
    let server = ServerProcess::run(&mut serve).await.unwrap();
    let files = [modes(&data), modes(&elsewhere)].concat();
    for name in ["master.key", "admin.sock", "it.db", "it.db-wal", "it.db-shm"] {
        assert!(
            files.iter().any(|(file, _)| file == name),
            "{name} is there: {files:?}"
        );
    }
    assert!(files.iter().all(|(_, mode)| *mode == 0o600), "{files:?}");
    server.kill().await;
}

#[test]
fn a_master_key_comes_from_a_command() {
    let dir = TempDir::new().unwrap();
    let list = |key: &str| {
        let mut command = Command::new(countersign_tests::program("countersign"));
        command.args(["user", "list", "--data-dir"]).arg(dir.path());
        let prints = json!(["sh", "-c", format!("echo {key}")]).to_string();
        command.env("COUNTERSIGN_SECRETS__MASTER_KEY_COMMAND", prints);
        // Digits are a colour as well.
        command.env("COUNTERSIGN_BRANDING__COLOUR", "519387");
        carried_out(&mut command, "")
    };
    let first = list("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assert!(first.status.success(), "{}", said(&first));
    assert!(!dir.path().join("master.key").exists());
    let other = list("BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=");
    assert_eq!(other.status.code(), Some(1));
    assert!(said(&other).contains("the master key is not the one that sealed this store"));
}

#[test]
fn plain_http_beyond_this_machine_is_refused_at_start() {
    let dir = TempDir::new().unwrap();
    let refused = countersign(&["serve", "--listen", "0.0.0.0:0"], dir.path(), "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("setting server.public_url is missing"),
        "{}",
        said(&refused)
    );
}

#[test]
fn the_demo_takes_the_address_that_it_is_given() {
    let dir = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = countersign(&["demo", "--script", "--listen", &address], dir.path(), "");
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains(&address), "{}", said(&refused));
}

#[tokio::test]
async fn the_demo_shows_the_settings_that_were_named_and_where_it_is_reached() {
    use tokio::io::{AsyncBufReadExt, BufReader};
    let dir = TempDir::new().unwrap();
    let settings = dir.path().join("settings.toml");
    // What belongs to a server is left alone: this database could not even be opened.
    let text = "[branding]\nissuer = \"Acme Bank\"\n[server]\ndatabase_url = \"sqlite:/nowhere/it.db\"\n";
    std::fs::write(&settings, text).unwrap();
    let free = free_address().unwrap();
    let mut demo = tokio::process::Command::new(countersign_tests::program("countersign"))
        .args(["demo", "--public-url", "https://demo.example.org", "--listen"])
        .arg(free.to_string())
        .arg("--config")
        .arg(&settings)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    assert_eq!(line, "demo: https://demo.example.org/demo");
    let http = countersign_tests::http();
    let page = http.get(format!("http://{free}/login")).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("Acme Bank"));
    demo.kill().await.unwrap();
}
