//! A whole installation is copied: moved to another database, backed up, restored; with the real program on real databases.

mod backups;
mod moves;
mod restores;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};

use countersign_mobile_sdk::native::Shown;
use countersign_tests::{CodeApp, Enrollment, NativePhone, Phone, RelyingParty, World, by_tap, program};
use serde_json::{Value, json};

use crate::admin::said;

/// People with one of everything, and a shop that they log in to.
struct Everybody {
    world: World,
    shop: RelyingParty,
    /// Alice's, who has a password too.
    phone: Phone,
    /// Bob's.
    native: NativePhone,
    /// Carol's.
    app: CodeApp,
    /// Dave's.
    paper: Vec<String>,
    /// Erin's.
    token: CodeApp,
}

impl Everybody {
    async fn enrolled() -> Self {
        let change = |settings: &mut countersign::settings::Settings| {
            settings.limits.pushes_per_initiator_per_minute = 10_000;
            settings.limits.requests_per_address_per_minute = 100_000;
        };
        let world = World::of(None, change).await;
        let shop = world.shop().await;
        world.user("alice").await;
        let (_, phone) = world.first_phone("alice").await;
        let native = world.native_phone(&shop, "bob").await;
        let app = Self::app(&world, &shop, "carol", "totp").await;
        let started = shop.enroll_as("dave", json!({"kind": "recovery_code"})).await;
        let paper = started.recovery_codes();
        assert_eq!(shop.code(&started, &paper[9]).await.body["state"], "completed");
        let token = Self::app(&world, &shop, "erin", "hotp").await;
        Self {
            world,
            shop,
            phone,
            native,
            app,
            paper,
            token,
        }
    }

    async fn app(world: &World, shop: &RelyingParty, user: &str, kind: &str) -> CodeApp {
        let started: Enrollment = shop.enroll_as(user, json!({"kind": kind})).await;
        let mut app = CodeApp::scan(started.uri(), world.clock.clone()).await;
        assert_eq!(shop.code(&started, &app.code()).await.body["state"], "completed");
        app
    }

    fn data(&self) -> &Path {
        &self.world.settings.server.data_dir
    }

    /// A path beside the data.
    fn beside(&self, name: &str) -> PathBuf {
        self.data().with_file_name(name)
    }

    async fn alice_logs_in(&mut self) {
        let login = self.shop.login(by_tap("alice")).await;
        assert_eq!(self.phone.approve(None).await, 200);
        assert_eq!(self.shop.read(&login).await["state"], "approved");
    }

    /// Types a code for a user; the state of the login, or the problem.
    async fn code(&self, user: &str, code: &str) -> String {
        let started = self
            .shop
            .attempt(json!({"username": user, "parallel": true}))
            .await;
        if started.status != 201 {
            return started.problem().to_owned();
        }
        let answer = self.shop.code(&started.body, code).await;
        match answer.body["state"].as_str() {
            Some(state) => state.to_owned(),
            None => answer.problem().to_owned(),
        }
    }

    async fn everybody_logs_in(&mut self) {
        self.alice_logs_in().await;
        let login = self.shop.login(by_tap("bob")).await;
        assert_eq!(self.native.approve(Shown::Nothing).await, "approved");
        assert_eq!(self.shop.read(&login).await["state"], "approved");
        // What was shown last is used up.
        self.world.clock.advance(Duration::from_secs(30));
        let (time, count, paper) = (self.app.code(), self.token.code(), self.paper.remove(0));
        for (user, code) in [("carol", time), ("dave", paper), ("erin", count)] {
            assert_eq!(self.code(user, &code).await, "approved", "{user}");
        }
    }

    /// A command on this installation, or on another one.
    fn command(&self, data: &Path, args: &[&str]) -> Output {
        self.prepared(data, args).output().expect("the program runs")
    }

    /// The same, still to be run.
    fn prepared(&self, data: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(program("countersign"));
        command
            .args(args)
            .arg("--data-dir")
            .arg(data)
            .stdin(Stdio::null());
        let settings = &self.world.settings;
        if let Some(url) = &settings.server.database_url {
            command.env("COUNTERSIGN_SERVER__DATABASE_URL", url);
        }
        if let Some(key) = &settings.secrets.master_key_file {
            command.env("COUNTERSIGN_SECRETS__MASTER_KEY_FILE", key);
        }
        command
    }

    /// Has everything in this database from the next start on; nodes share a master key, though there is one.
    fn settle_in(&mut self, url: &str) {
        let key = self.data().join("master.key");
        self.world.settings.server.database_url = Some(url.to_owned());
        self.world.settings.secrets.master_key_file = Some(key);
    }

    /// What a command prints, which must succeed.
    fn run(&self, args: &[&str]) -> String {
        done(&self.command(self.data(), args))
    }

    /// Seals the log, and keeps its head elsewhere.
    fn keep_head(&self, name: &str) -> String {
        let file = self.beside(name);
        std::fs::write(&file, self.run(&["audit", "head"])).unwrap();
        path(&file)
    }

    /// What `audit verify` finds against a kept head.
    fn verified(&self, head: &str) -> Value {
        let output = self.command(
            self.data(),
            &["audit", "verify", "--json", "--head", head, "--key", head],
        );
        let report: Value = serde_json::from_slice(&output.stdout).expect("it is a report");
        report["findings"].clone()
    }
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

/// Makes sure that a command was refused, and says so.
fn refused(output: &Output, why: &str) {
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert!(said(output).contains(why), "{}", said(output));
}

fn path(path: &Path) -> String {
    path.display().to_string()
}

/// A key of the real age, whose identity is in the file and whose recipient is returned.
fn keygen(identity: &Path) -> String {
    let made = Command::new("age-keygen").arg("-o").arg(identity).output();
    let made = made.expect("age is installed: make tools");
    assert!(made.status.success(), "{}", said(&made));
    let text = std::fs::read_to_string(identity).unwrap();
    let recipient = text.lines().find_map(|line| line.strip_prefix("# public key: "));
    recipient.expect("it says so").to_owned()
}
