//! The real program in a process of its own, to be watched and killed.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    sync::OnceLock,
    time::Duration,
};

use countersign::settings::Settings;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// How long a program may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program of this workspace, for the tests. Cargo builds programs for the tests of their own packages only; the
/// others are built here, of the same pieces as the tests themselves.
///
/// # Panics
/// If it cannot be built.
pub fn program(name: &str) -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let folder = BUILT.get_or_init(|| {
        let exe = std::env::current_exe().expect("tests know where they are");
        let folder = exe.parent().and_then(Path::parent);
        let folder = folder.expect("it is target/<profile>/deps").to_owned();
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(profile) => profile,
        };
        // With the tests, because what they need decides how shared dependencies are compiled.
        let selection = ["--workspace", "--all-features", "--lib", "--bins", "--tests"];
        let mut build = std::process::Command::new(env!("CARGO"));
        // What a test knows of its own package would look to build scripts like news, and they would run again.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                build.env_remove(&*name);
            }
        }
        let done = build
            .args(["build", "--quiet", "--profile", profile])
            .args(selection)
            .status();
        assert!(done.expect("cargo runs").success());
        folder
    });
    folder.join(name)
}

/// A running server process; it is killed when dropped.
pub struct ServerProcess {
    child: Child,
    id: u32,
    /// Where it serves.
    pub address: SocketAddr,
    /// Where its metrics are, if it has any.
    pub ops_address: Option<SocketAddr>,
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
        let mut command = Self::serve(&program("countersign"), &file);
        command.envs(environment.iter().copied());
        Self::run(&mut command).await.expect("it starts")
    }

    /// The command `countersign serve` with a settings file, so quiet that only mistakes show.
    pub fn serve(countersign: &Path, settings: &Path) -> Command {
        let mut command = Command::new(countersign);
        command.args(["serve", "--config"]).arg(settings);
        command.env("COUNTERSIGN_LOG", "error");
        command
    }

    /// Starts a program that prints its addresses as the first line: `… on ADDRESS[, metrics on ADDRESS]`.
    ///
    /// # Errors
    /// If it does not.
    pub async fn run(command: &mut Command) -> io::Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (id, output) = child
            .id()
            .zip(child.stdout.take())
            .ok_or_else(|| io::Error::other("it has ended"))?;
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(PATIENCE, lines.next_line()).await??;
        let line = line.ok_or_else(|| io::Error::other("it ended without a word"))?;
        let mut addresses = line
            .split(" on ")
            .filter_map(|part| part.split(',').next()?.trim().parse().ok());
        Ok(Self {
            child,
            id,
            address: addresses
                .next()
                .ok_or_else(|| io::Error::other(format!("no address in {line:?}")))?,
            ops_address: addresses.next(),
        })
    }

    /// Its process id.
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// Seconds of CPU that it has used so far.
    ///
    /// # Errors
    /// If the kernel does not say.
    pub fn cpu_seconds(&self) -> io::Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id))?;
        // The name in parentheses may hold spaces; the fields after it are numbered from 3.
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let field = |n: usize| rest.split_whitespace().nth(n - 3)?.parse::<f64>().ok();
        let (user, system) = field(14)
            .zip(field(15))
            .ok_or_else(|| io::Error::other("no times in stat"))?;
        Ok((user + system) / 100.0)
    }

    /// Bytes of memory that are resident now.
    ///
    /// # Errors
    /// If the kernel does not say.
    pub fn resident_bytes(&self) -> io::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: Option<u64> = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
        kib.map(|kib| kib * 1024)
            .ok_or_else(|| io::Error::other("no VmRSS in status"))
    }

    /// Ends it at once, without a chance to clean up.
    ///
    /// # Panics
    /// If it cannot be killed.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("it is killed");
    }
}
