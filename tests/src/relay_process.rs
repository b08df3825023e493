//! A relay in a process of its own, beside a server that sends through it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use countersign_fakes::Fakes;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::process::{ServerProcess, program};

/// A relay that can be started, killed and started again.
pub struct RelayProcess {
    file: PathBuf,
    settings: Value,
    process: Option<ServerProcess>,
}

impl RelayProcess {
    /// A relay with its files in `dir` that listens on `listen` and sends to these vendors; not started yet.
    ///
    /// # Panics
    /// If its settings cannot be written.
    pub fn new(dir: &Path, listen: SocketAddr, fakes: &Fakes) -> Self {
        let settings = json!({
            "server": {
                "listen": listen, "ops_listen": "127.0.0.1:0", "data_dir": dir.join("relay"),
            },
            "apps": {"default": fakes.app()},
            "webpush": {"allow_networks": ["127.0.0.0/8"], "ca_file": fakes.credentials.ca_file},
            "sms": fakes.messages.sms(),
            "voice": fakes.messages.voice(),
        });
        let relay = Self {
            file: dir.join("relay.toml"),
            settings,
            process: None,
        };
        relay.write();
        relay
    }

    /// Writes other settings of its app. Whether it runs or not, it does not know of them yet.
    ///
    /// # Panics
    /// If they cannot be written.
    pub fn set_app(&mut self, app: &Value) {
        self.settings["apps"]["default"] = app.clone();
        self.write();
    }

    fn write(&self) {
        let text = toml::to_string(&self.settings).expect("settings are TOML");
        std::fs::write(&self.file, text).expect("it can be written");
    }

    /// Starts it.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start(&mut self) {
        let mut command = Command::new(program("countersign-relay"));
        command.args(["serve", "--config"]).arg(&self.file);
        command.env("NOTIFYRELAY_LOG", "error");
        self.process = Some(ServerProcess::run(&mut command).await.expect("it starts"));
    }

    /// Where its metrics are.
    ///
    /// # Panics
    /// If it does not run.
    pub fn ops_address(&self) -> SocketAddr {
        let process = self.process.as_ref().expect("it runs");
        process.ops_address.expect("it has metrics")
    }

    /// Ends it at once, without a chance to clean up.
    ///
    /// # Panics
    /// If it does not run.
    pub async fn kill(&mut self) {
        self.process.take().expect("it runs").kill().await;
    }

    /// Runs one of its commands, and returns what it prints.
    ///
    /// # Panics
    /// If it fails.
    pub async fn operate(&self, arguments: &[&str]) -> Value {
        let mut command = Command::new(program("countersign-relay"));
        command
            .args(arguments)
            .args(["--json", "--config"])
            .arg(&self.file);
        let done = command.output().await.expect("it runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice(&done.stdout).expect("it prints JSON")
    }
}
