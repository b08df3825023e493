//! The real program in a process of its own, to be killed.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use countersign::settings::Settings;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A program of this workspace, built with the same profile as the tests.
///
/// # Panics
/// If it cannot be built.
pub fn program(name: &str) -> PathBuf {
    static BUILT: std::sync::OnceLock<()> = std::sync::OnceLock::new();
    let exe = std::env::current_exe().expect("tests know where they are");
    let folder = exe
        .parent()
        .and_then(Path::parent)
        .expect("target/<profile>/deps")
        .to_owned();
    BUILT.get_or_init(|| {
        // Cargo builds programs for the tests of their own packages only.
        let done = std::process::Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "countersign",
                "--package",
                "countersign-phone",
                "--package",
                "countersign-power-cut",
            ])
            .status();
        assert!(done.expect("cargo runs").success());
    });
    folder.join(name)
}

/// A running server process; it is killed when dropped.
pub struct ServerProcess {
    child: Child,
    /// Where it serves.
    pub address: SocketAddr,
}

impl ServerProcess {
    /// Starts `countersign serve` with these settings.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start(settings: &Settings) -> Self {
        Self::start_with(settings, &[]).await
    }

    /// The same, with these variables in its environment.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn start_with(settings: &Settings, environment: &[(&str, &Path)]) -> Self {
        let file = settings.server.data_dir.with_extension("settings.toml");
        std::fs::write(&file, toml::to_string(settings).expect("settings are TOML"))
            .expect("it can be written");
        let mut child = Command::new(program("countersign"))
            .args(["serve", "--config"])
            .arg(&file)
            .env("COUNTERSIGN_LOG", "error")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let line = tokio::time::timeout(Duration::from_secs(30), lines.next_line())
            .await
            .expect("it starts in time");
        let line = line.expect("it prints").expect("it did not end");
        let address = line
            .split(" on ")
            .nth(1)
            .and_then(|rest| rest.split(',').next()?.parse().ok());
        Self {
            child,
            address: address.unwrap_or_else(|| panic!("no address in {line:?}")),
        }
    }

    /// Its process id.
    ///
    /// # Panics
    /// If it has ended.
    pub fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Ends it at once, without a chance to clean up.
    ///
    /// # Panics
    /// If it cannot be killed.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it is killed");
    }
}
