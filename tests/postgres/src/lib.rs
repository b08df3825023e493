#![doc = include_str!("../README.md")]

mod ports;
mod wire;

pub use ports::free_address;
pub use wire::{Fault, Wire};

use std::{
    fs::{File, Permissions},
    io::{Error, Result},
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use rustix::process::{Pid, Signal, getuid, kill_process};
use tempfile::TempDir;

/// Who runs PostgreSQL if we are root.
const NOBODY: u32 = 65_534;
/// The superuser of every cluster.
const USER: &str = "countersign";
/// How often a start is looked at, and how long to rest between: a minute in all.
const TRIES: u32 = 3000;
const PAUSE: Duration = Duration::from_millis(20);

/// A running PostgreSQL.
pub struct Postgres {
    programs: PathBuf,
    dir: TempDir,
    port: u16,
    tls: bool,
    child: Option<Child>,
}

impl Postgres {
    /// Starts an empty one.
    ///
    /// # Errors
    /// If PostgreSQL is not installed or does not start.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let dir = tempfile::Builder::new().prefix("postgres").tempdir()?;
        copy(&template(&programs)?, &dir.path().join("data"))?;
        hand_over(dir.path())?;
        let mut postgres = Self {
            programs,
            dir,
            port: free_address()?.port(),
            tls: false,
            child: None,
        };
        postgres.resume()?;
        Ok(postgres)
    }

    /// From its next start on it speaks TLS with this certificate and key, in PEM.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn speak_tls(&mut self, certificate: &str, key: &str) -> Result<()> {
        for (name, pem) in [("server.crt", certificate), ("server.key", key)] {
            let path = self.dir.path().join("data").join(name);
            std::fs::write(&path, pem)?;
            std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            hand_over(&path)?;
        }
        self.tls = true;
        Ok(())
    }

    /// How it is reached.
    pub fn url(&self) -> String {
        self.url_at(self.port)
    }

    /// How another of its databases is reached.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{database}", self.port)
    }

    /// How it is reached through something that listens on another port.
    pub fn url_at(&self, port: u16) -> String {
        format!("postgres://{USER}@127.0.0.1:{port}/postgres")
    }

    /// Where it listens on loopback.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Its first process, of which all others are children, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Starts it again, with the same data on the same port.
    ///
    /// # Errors
    /// If it does not start.
    pub fn resume(&mut self) -> Result<()> {
        let log = File::create(self.dir.path().join("log"))?;
        let mut command = self.command("postgres");
        command
            .arg("-D")
            .arg(self.dir.path().join("data"))
            .args(["-p", &self.port.to_string(), "-k", "", "-h", "127.0.0.1"])
            .args(["-c", "shared_buffers=64MB", "-c", "max_connections=200"])
            .args(["-c", if self.tls { "ssl=on" } else { "ssl=off" }])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        self.child = Some(command.spawn()?);
        for _ in 0..TRIES {
            let is_ready = self.is_ready()?;
            // Before anybody is believed who answers in its place.
            if let Some(child) = &mut self.child
                && child.try_wait()?.is_some()
            {
                break;
            }
            if is_ready {
                return Ok(());
            }
            sleep(PAUSE);
        }
        let log = std::fs::read_to_string(self.dir.path().join("log"))?;
        Err(Error::other(format!("PostgreSQL does not start: {log}")))
    }

    fn is_ready(&self) -> Result<bool> {
        let mut command = self.command("pg_isready");
        command.args(["-q", "-h", "127.0.0.1", "-U", USER, "-p", &self.port.to_string()]);
        Ok(command.status()?.success())
    }

    /// Ends every session and stops.
    ///
    /// # Errors
    /// If it does not.
    pub fn stop(&mut self) -> Result<()> {
        self.end(Signal::INT)
    }

    /// Stops without writing anything back, as a crash would.
    ///
    /// # Errors
    /// If it does not.
    pub fn crash(&mut self) -> Result<()> {
        self.end(Signal::QUIT)
    }

    /// Ends the sessions that this condition on `pg_stat_activity` finds.
    ///
    /// # Errors
    /// If it cannot be asked.
    pub fn end_sessions_that(&self, condition: &str) -> Result<()> {
        let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {condition}");
        self.execute("postgres", &sql)
    }

    /// Carries out statements in one of its databases, as whoever has its password can.
    ///
    /// # Errors
    /// If it cannot be asked, or refuses.
    pub fn execute(&self, database: &str, sql: &str) -> Result<()> {
        let mut command = self.command("psql");
        command
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.url_of(database)])
            .args(["-c", sql])
            .stdout(Stdio::null());
        match command.status()?.success() {
            true => Ok(()),
            false => Err(Error::other(format!("PostgreSQL refused {sql}"))),
        }
    }

    /// All that one of its databases holds, as text; bytes as lower-case hexadecimal digits.
    ///
    /// # Errors
    /// If it cannot be asked.
    pub fn dump(&self, database: &str) -> Result<Vec<u8>> {
        let dump = self
            .command("pg_dump")
            .args(["--data-only", "-d", &self.url_of(database)])
            .output()?;
        match dump.status.success() {
            true => Ok(dump.stdout),
            false => Err(Error::other(String::from_utf8_lossy(&dump.stderr))),
        }
    }

    fn end(&mut self, how: Signal) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            kill_process(Pid::from_child(&child), how)?;
            child.wait()?;
        }
        Ok(())
    }

    fn command(&self, program: &str) -> Command {
        as_nobody(&self.programs.join(program))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Whoever drops it has no use for an error.
        let _ = self.crash();
    }
}

/// The newest version's programs, which Debian keeps out of the search path.
fn programs() -> Result<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").map_err(|_| not_installed())?;
    versions
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|programs| programs.join("initdb").exists())
        .max()
        .ok_or_else(not_installed)
}

fn not_installed() -> Error {
    Error::other("PostgreSQL is not installed: `tests/tools.sh postgres` installs it")
}

fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/");
    if getuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Gives a folder with all in it to whoever runs PostgreSQL.
fn hand_over(path: &Path) -> Result<()> {
    if getuid().is_root() {
        chown(path, Some(NOBODY), Some(NOBODY))?;
        if path.is_dir() {
            for entry in std::fs::read_dir(path)? {
                hand_over(&entry?.path())?;
            }
        }
    }
    Ok(())
}

/// The cluster that all others are copies of; made once for each machine, user and version.
fn template(programs: &Path) -> Result<PathBuf> {
    let version = programs.parent().and_then(Path::file_name).unwrap_or_default();
    let name = format!(
        "countersign-postgres-{}-{}",
        version.to_string_lossy(),
        getuid().as_raw()
    );
    let template = std::env::temp_dir().join(name);
    if template.exists() {
        return Ok(template);
    }
    let dir = tempfile::Builder::new().prefix("postgres-new").tempdir()?;
    hand_over(dir.path())?;
    let data = dir.path().join("data");
    let made = as_nobody(&programs.join("initdb"))
        .args([
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--wal-segsize=4",
        ])
        .args(["-U", USER, "-D"])
        .arg(&data)
        .stdin(Stdio::null())
        .output()?;
    if !made.status.success() {
        return Err(Error::other(String::from_utf8_lossy(&made.stderr).into_owned()));
    }
    // Whoever comes second finds the first one's; both are whole.
    if std::fs::rename(&data, &template).is_err() && !template.exists() {
        return Err(Error::other("the template cannot be put in its place"));
    }
    Ok(template)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir(to)?;
    std::fs::set_permissions(to, Permissions::from_mode(0o700))?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_crashes_and_comes_back_where_it_was() {
        let mut postgres = Postgres::start().unwrap();
        let url = postgres.url();
        assert!(postgres.is_ready().unwrap());
        postgres.crash().unwrap();
        assert!(!postgres.is_ready().unwrap());
        postgres.resume().unwrap();
        assert!(postgres.is_ready().unwrap());
        assert_eq!(postgres.url(), url);
    }
}
