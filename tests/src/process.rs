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
        let [user, system, ..] = times(self.id)?;
        Ok(user + system)
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

/// CPU that a process has used with all its children, past and present.
///
/// # Errors
/// If the kernel does not say.
pub fn cpu_seconds_of_family(id: u32) -> io::Result<f64> {
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"))?;
    let children = children.split_whitespace().filter_map(|child| child.parse().ok());
    // One that has just ended is among the past ones of the next look.
    let present: f64 = children.filter_map(|child| times(child).ok()).flatten().sum();
    Ok(times(id)?.iter().sum::<f64>() + present)
}

/// CPU of a process for itself and in the kernel, then that of its children that have ended, in seconds.
fn times(id: u32) -> io::Result<[f64; 4]> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    // The name in parentheses may hold spaces; the fields after it are numbered from 3.
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = rest.split_whitespace().skip(14 - 3).take(4);
    let seconds: Vec<f64> = ticks
        .filter_map(|ticks| Some(ticks.parse::<f64>().ok()? / 100.0))
        .collect();
    seconds
        .try_into()
        .map_err(|_| io::Error::other("no times in stat"))
}
