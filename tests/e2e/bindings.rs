//! The SDK as apps in other languages have it: bindings made of the built library, and a phone in Python, of which every act
//! is a process of its own.

mod codes;
mod native;
mod pushes;
mod stores;
mod text;

use std::{
    env::consts::{DLL_PREFIX, DLL_SUFFIX},
    path::{Path, PathBuf},
    process::Stdio,
};

use countersign_tests::{Enrollment, Login, RelyingParty, World, native_push};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

/// The built library.
fn library() -> PathBuf {
    let library = countersign_tests::program(&format!("{DLL_PREFIX}countersign_mobile_ffi{DLL_SUFFIX}"));
    assert!(library.is_file(), "{} was not built", library.display());
    library
}

/// A folder with the bindings for a language.
async fn bindings(language: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let generated = Command::new(countersign_tests::program("uniffi-bindgen"))
        .args(["generate", "--no-format", "--language", language, "--out-dir"])
        .arg(folder.path())
        .arg(library())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&generated.stderr);
    assert!(generated.status.success(), "{said}");
    folder
}

/// A phone in Python, with accounts in a file.
struct PythonPhone {
    bindings: TempDir,
    store: PathBuf,
}

impl PythonPhone {
    async fn new() -> Self {
        let bindings = bindings("python").await;
        let library = library();
        // The bindings look for it beside themselves.
        std::os::unix::fs::symlink(&library, bindings.path().join(library.file_name().unwrap())).unwrap();
        let store = bindings.path().join("accounts.json");
        Self { bindings, store }
    }

    /// The process that does one thing.
    fn command(&self, act: &str, arguments: &[&str]) -> Command {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mobile-sdk/ffi/tests/phone.py");
        let mut command = Command::new("python3");
        command
            .arg(script)
            .args([act, "--store"])
            .arg(&self.store)
            .args(arguments)
            .env("PYTHONPATH", self.bindings.path())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// What comes of doing one thing.
    async fn does(&self, act: &str, arguments: &[&str]) -> Value {
        let output = self.command(act, arguments).output().await;
        let output = output.expect("python3 runs: `tests/tools.sh python` installs it");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{act}: {said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Follows a code.
    async fn enrolls(&self, enrollment: &Enrollment) -> Value {
        self.does("enroll", &["--code", enrollment.uri()]).await
    }

    /// Waits for a question and answers it so.
    async fn answers(&self, verdict: &str, more: &[&str]) -> Value {
        self.does("answer", &[&["--verdict", verdict], more].concat())
            .await
    }
}

/// A shop, and alice with a native phone in Python.
async fn scene() -> (World, RelyingParty, PythonPhone) {
    let world = World::start().await;
    let shop = world.shop().await;
    let phone = PythonPhone::new().await;
    let enrollment = shop.enroll_as("alice", native_push()).await;
    assert_eq!(phone.enrolls(&enrollment).await, json!(["native"]));
    (world, shop, phone)
}

/// A login of alice.
async fn login(shop: &RelyingParty, matching: &str) -> Login {
    let login = json!({"username": "alice", "number_matching": matching, "parallel": true});
    shop.login(login).await
}
