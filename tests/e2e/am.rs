//! Login pages and apps that were made for ForgeRock AM: with its own SDK, and by hand where that would not go.

mod by_hand;
mod login;
mod origins;
mod refusals;
mod register;
mod terms;

use std::{path::Path, process::Stdio, time::Duration};

use countersign::settings::Settings;
use countersign_core::model::Scope;
use countersign_tests::{CodeApp, PASSWORD, Phone, Provider, World};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

/// Opens the door.
fn open(settings: &mut Settings) {
    settings.am.enabled = true;
    settings.am.realms = vec!["/".to_owned(), "/staff".to_owned()];
}

/// A page with the SDK.
struct Sdk {
    _process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Sdk {
    async fn new(world: &World) -> Self {
        Self::with(json!({"baseUrl": world.url("/"), "realmPath": "root"})).await
    }

    async fn with(told: Value) -> Self {
        let mut process = Command::new("node")
            .args(["journey.mjs", &told.to_string()])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        Self {
            _process: process,
            input,
            output,
        }
    }

    async fn ask(&mut self, command: Value) -> Value {
        self.input
            .write_all(format!("{command}\n").as_bytes())
            .await
            .unwrap();
        let line = self.output.next_line().await.unwrap().unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["error"], Value::Null, "{command}");
        answer["ok"].clone()
    }

    /// The first step of a journey.
    async fn start(&mut self, journey: &str) -> Value {
        self.ask(json!({"start": journey})).await
    }

    /// Sends the last step back with these answers.
    async fn next(&mut self, answers: Value) -> Value {
        self.ask(json!({"next": answers})).await
    }

    /// What comes after the right name and password.
    async fn begin(&mut self, journey: &str, user: &str) -> Value {
        let first = self.start(journey).await;
        assert_eq!(kinds(&first), ["NameCallback", "PasswordCallback"]);
        self.next(json!({"name": user, "password": PASSWORD})).await
    }

    async fn cookie(&mut self, name: &str) -> Option<String> {
        let cookies = self.ask(json!({"cookies": null})).await;
        cookies[name].as_str().map(str::to_owned)
    }
}

/// Which callbacks a step has.
fn kinds(step: &Value) -> Vec<&str> {
    let callbacks = step["callbacks"].as_array().into_iter().flatten();
    callbacks.map(|callback| callback[0].as_str().unwrap()).collect()
}

/// What the SDK reads from the first callback of this kind.
fn read<'a>(step: &'a Value, kind: &str) -> &'a Value {
    let callbacks = step["callbacks"].as_array().unwrap();
    let found = callbacks.iter().find(|callback| callback[0] == kind);
    &found.unwrap_or_else(|| panic!("no {kind} in {step}"))[1]
}

/// The number that a step shows.
fn number(step: &Value) -> Option<u32> {
    let hidden = read(step, "HiddenValueCallback");
    assert_eq!(hidden["id"], "pushChallengeNumber");
    Some(hidden["value"].as_str().unwrap().parse().unwrap())
}

/// Whether a step waits for the phone.
fn waits(step: &Value) -> bool {
    kinds(step)
        == [
            "PollingWaitCallback",
            "HiddenValueCallback",
            "ConfirmationCallback",
        ]
}

/// What a token is worth, as the server says it.
async fn session(world: &World, action: &str, token: &str) -> (u16, Value) {
    let url = world.url(&format!("/json/realms/root/sessions?_action={action}"));
    let sent = countersign_tests::http()
        .post(url)
        .header("iPlanetDirectoryPro", token)
        .send()
        .await
        .unwrap();
    (sent.status().as_u16(), sent.json().await.unwrap())
}

async fn acr(world: &World, token: &str) -> String {
    let (status, told) = session(world, "getSessionInfo", token).await;
    assert_eq!(status, 200, "{told}");
    let acr = told["properties"]["acr"].as_str().unwrap();
    acr.strip_prefix("urn:countersign:acr:").unwrap().to_owned()
}

/// A user with a password and a phone that they have set up on our own pages.
async fn with_phone(world: &World, user: &str) -> Phone {
    let (phone, _) = set_up(world, user, "push").await;
    phone
}

/// …whose app shows codes too, with recovery codes.
async fn with_everything(world: &World, user: &str) -> (Phone, CodeApp) {
    let (phone, set_up) = set_up(world, user, "combined").await;
    let (mut browser, path) = set_up;
    let mut app = phone.codes();
    let done = browser.post(&path, &[("code", &app.code())]).await;
    assert_eq!(done.status, 303);
    world.clock.advance(Duration::from_secs(30));
    (phone, app)
}

async fn set_up(world: &World, user: &str, kind: &str) -> (Phone, (countersign_tests::PlainBrowser, String)) {
    world.user(user).await;
    let desk = world.client(&[Scope::Enroll]).await;
    let started = desk.enroll_as(user, json!({"kind": kind})).await;
    let mut browser = world.browser();
    let taken = browser.post(started.link(), &[("password", PASSWORD)]).await;
    let path = taken.location().to_owned();
    let uri = browser.past_terms(&path).await.enrollment_code();
    (world.scan(&uri, Provider::Fcm).await, (browser, path))
}
