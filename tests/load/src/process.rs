//! A server in a process of its own, and what the kernel says of it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A running server process; it is killed when dropped.
pub(crate) struct ServerProcess {
    child: Child,
    pid: u32,
    /// Where it serves.
    pub(crate) address: SocketAddr,
    /// Where its metrics are, if it has any.
    pub(crate) ops_address: Option<SocketAddr>,
}

impl ServerProcess {
    /// Starts a program that prints its address as the first line: `… on ADDRESS[, metrics on ADDRESS]`.
    pub(crate) async fn start(command: &mut Command) -> anyhow::Result<Self> {
        let mut child = command
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let pid = child.id().context("it has ended")?;
        let output = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(Duration::from_secs(20), lines.next_line())
            .await
            .context("it does not start")??;
        let line = line.context("it ended at once")?;
        let addresses: Vec<SocketAddr> = line
            .split(" on ")
            .filter_map(|part| part.split(',').next()?.trim().parse().ok())
            .collect();
        let Some(address) = addresses.first().copied() else {
            bail!("no address in {line:?}")
        };
        Ok(Self {
            child,
            pid,
            address,
            ops_address: addresses.get(1).copied(),
        })
    }

    /// Seconds of CPU that it has used so far.
    pub(crate) fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        // The name in parentheses may hold spaces; the fields after it are numbered from 3.
        let rest = stat.rsplit_once(')').context("stat has a name")?.1;
        let field = |n: usize| {
            rest.split_whitespace()
                .nth(n - 3)
                .and_then(|text| text.parse::<f64>().ok())
        };
        let ticks = field(14).unwrap_or(0.0) + field(15).unwrap_or(0.0);
        Ok(ticks / 100.0)
    }

    /// Bytes of memory that are resident now.
    pub(crate) fn resident_bytes(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("status has VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024)
    }

    /// Ends it at once.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("it was not killed")
    }
}

/// A program that was built together with this one.
pub(crate) fn program(name: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let path = own.parent().map(|folder| folder.join(name)).unwrap_or_default();
    if !path.is_file() {
        bail!(
            "{} is missing: build the package {name} with the same profile",
            path.display()
        );
    }
    Ok(path)
}

/// Runs a program to its end and returns what it printed.
pub(crate) async fn output(program: &Path, args: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(program).args(args).output().await?;
    if !output.status.success() {
        bail!(
            "{}: {}",
            program.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}
