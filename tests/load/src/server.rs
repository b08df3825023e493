//! The servers under load, each in a process of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use bytes::Bytes;
use countersign_fakes::Fakes;
use countersign_tests::ServerProcess;
use http::Method;
use serde_json::{Value, json};
use tokio::process::Command;
use tokio_util::task::TaskTracker;

use crate::{database::Database, http::Connection};

/// A running server, and the credentials of the load at it.
pub(crate) struct Server {
    pub(crate) process: ServerProcess,
    pub(crate) authorization: String,
    /// What it keeps its rows in, if that is not its own file.
    pub(crate) database: Option<Arc<Database>>,
}

impl Server {
    /// The real server, with a client that may do what the load does.
    pub(crate) async fn real(settings: &Path, database: Option<Arc<Database>>) -> anyhow::Result<Self> {
        let process = serve(settings).await?;
        let config = settings.display().to_string();
        let command = ["client", "add", "Example Shop", "--json", "--config", &config];
        let scopes = ["--scope", "login", "--scope", "enroll:raw"];
        let added = Command::new(beside("countersign")?)
            .args(command)
            .args(scopes)
            .output()
            .await?;
        if !added.status.success() {
            bail!("no client: {}", String::from_utf8_lossy(&added.stderr));
        }
        let client: Value = serde_json::from_slice(&added.stdout)?;
        let text = |name: &str| client[name].as_str().unwrap_or_default().to_owned();
        let pair = format!("{}:{}", text("client_id"), text("client_secret"));
        let authorization = format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()));
        Ok(Self {
            process,
            authorization,
            database,
        })
    }

    /// Ends the real server, changes what it has left behind, and starts it again on that.
    pub(crate) async fn restart_after(
        self,
        settings: &Path,
        change: impl Future<Output = anyhow::Result<()>>,
    ) -> anyhow::Result<Self> {
        self.process.kill().await;
        change.await?;
        Ok(Self {
            process: serve(settings).await?,
            authorization: self.authorization,
            database: self.database,
        })
    }

    /// The bare server with this many accounts.
    pub(crate) async fn bare(accounts: usize, apps: &Value, dir: &Path) -> anyhow::Result<Self> {
        let file = dir.join("apps.json");
        std::fs::write(&file, serde_json::to_vec(apps)?)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("bare").arg("--apps").arg(file);
        command.arg("--accounts").arg(accounts.to_string());
        Ok(Self {
            process: ServerProcess::run(&mut command).await?,
            authorization: "Basic bG9hZDpsb2Fk".to_owned(),
            database: None,
        })
    }

    /// Connects to it.
    pub(crate) async fn connect(&self, tasks: &TaskTracker) -> anyhow::Result<Connection> {
        Connection::open(&self.process.address.to_string(), tasks).await
    }

    /// CPU of its PostgreSQL so far, if it has one.
    pub(crate) fn database_cpu_seconds(&self) -> anyhow::Result<Option<f64>> {
        self.database
            .as_ref()
            .map(|database| database.cpu_seconds())
            .transpose()
    }

    /// One number among its metrics, if it has any.
    pub(crate) async fn metric(&self, name: &str) -> anyhow::Result<Option<f64>> {
        let Some(address) = self.process.ops_address else {
            return Ok(None);
        };
        let mut connection = Connection::open(&address.to_string(), &TaskTracker::new()).await?;
        let (_, text) = connection
            .send(Method::GET, "/metrics", None, Bytes::new())
            .await?;
        let text = String::from_utf8_lossy(&text);
        let line = text
            .lines()
            .find(|line| line.starts_with(name) && !line.starts_with('#'));
        Ok(line.and_then(|line| line.rsplit(' ').next()?.parse().ok()))
    }
}

async fn serve(settings: &Path) -> anyhow::Result<ServerProcess> {
    let mut command = ServerProcess::serve(&beside("countersign")?, settings);
    Ok(ServerProcess::run(&mut command).await?)
}

/// A program that was built together with this one.
pub(crate) fn beside(name: &str) -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name(name);
    if !path.is_file() {
        let path = path.display();
        bail!("{path} is missing: build the package {name} with the same profile");
    }
    Ok(path)
}

/// How apps are woken in this run.
pub(crate) fn apps(fakes: &Fakes) -> Value {
    json!({"default": fakes.app()})
}

/// The visible settings, with addresses and credentials of this run added.
pub(crate) fn settings_file(
    given: &Path,
    data_dir: &Path,
    fakes: &Fakes,
    database: Option<&Database>,
    dir: &Path,
) -> anyhow::Result<PathBuf> {
    let text =
        std::fs::read_to_string(given).with_context(|| format!("{} cannot be read", given.display()))?;
    let mut settings: toml::Table = text.parse()?;
    let mut added = json!({
        "server": {"listen": "127.0.0.1:0", "ops_listen": "127.0.0.1:0", "data_dir": data_dir},
        "relay": {"apps": apps(fakes)},
        "mail": {
            "smtp_url": fakes.smtp.url(), "from": "Example <no-reply@example.org>", "ca_file": fakes.credentials.ca_file,
        },
    });
    if let Some(database) = database {
        database.add_to(&mut added);
    }
    settings.extend(toml::Table::try_from(added)?);
    let file = dir.join("settings.toml");
    std::fs::write(&file, toml::to_string(&settings)?)?;
    Ok(file)
}
