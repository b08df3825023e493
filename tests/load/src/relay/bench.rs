//! The relay under load, its vendors, and the senders that call it.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use anyhow::{Context, ensure};
use countersign::ambient::{SystemClock, SystemEntropy};
use countersign_core::port::{Clock, Entropy};
use countersign_fakes::Fakes;
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
};
use countersign_relay::Ambient;
use countersign_relay_client::{Client, Settings};
use countersign_tests::ServerProcess;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{process::Command, task::JoinSet};

use crate::{
    clock::{self, RealTime, Signing},
    server::beside,
};

/// How long what was handed in may take to end.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the relay is asked how much is left.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How long a notification is good for, in milliseconds.
const GOOD_FOR_MS: i64 = 120_000;

/// All that a measurement needs.
pub(super) struct Bench {
    pub(super) fakes: Fakes,
    pub(super) process: ServerProcess,
    settings: String,
    /// How many senders there are.
    senders: AtomicUsize,
    /// Throw away what arrives; aborted when dropped.
    drains: Mutex<JoinSet<()>>,
    dir: TempDir,
}

impl Bench {
    /// Starts a relay with these settings, and addresses and credentials of this run.
    pub(super) async fn start(given: &Path) -> anyhow::Result<Self> {
        let dir = TempDir::new()?;
        let fakes = Fakes::start(dir.path()).await?;
        let text =
            std::fs::read_to_string(given).with_context(|| format!("{} cannot be read", given.display()))?;
        let mut settings: toml::Table = text.parse()?;
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        settings.extend(toml::Table::try_from(json!({
            "server": {"listen": any, "ops_listen": any, "data_dir": dir.path().join("relay")},
            "apps": {"default": fakes.app()},
        }))?);
        let file = dir.path().join("relay.toml");
        std::fs::write(&file, toml::to_string(&settings)?)?;
        let settings = file.display().to_string();
        let mut command = Command::new(beside("countersign-relay")?);
        command
            .args(["serve", "--config", &settings])
            .env("NOTIFYRELAY_LOG", "error");
        let bench = Self {
            process: ServerProcess::run(&mut command).await?,
            fakes,
            settings,
            senders: AtomicUsize::new(0),
            drains: Mutex::default(),
            dir,
        };
        bench.drain();
        Ok(bench)
    }

    /// Throws away what arrives at the vendors from now on, so that it takes neither memory nor time.
    pub(super) fn drain(&self) {
        let mut drains = self.drains.lock().unwrap_or_else(PoisonError::into_inner);
        for mut inbox in [self.fakes.apns.inbox().all(), self.fakes.fcm.inbox().all()] {
            drains.spawn(async move { while inbox.recv().await.is_some() {} });
        }
    }

    /// So many more senders, each with a key of its own, whom no quota stops.
    pub(super) async fn senders(&self, count: usize) -> anyhow::Result<Vec<Arc<Client>>> {
        let mut senders = Vec::with_capacity(count);
        for _ in 0..count {
            senders.push(
                self.sender(&["--per-minute", "100000000", "--max-queued", "4000"])
                    .await?,
            );
        }
        Ok(senders)
    }

    /// One more sender with these options of `sender add`.
    pub(super) async fn sender(&self, options: &[&str]) -> anyhow::Result<Arc<Client>> {
        let number = self.senders.fetch_add(1, Relaxed);
        let mut seed = [1; 32];
        seed[..8].copy_from_slice(&number.to_be_bytes());
        let key = ServerKey::from_seed(&seed);
        let file = self.dir.path().join("sender.pem");
        std::fs::write(&file, key.public_pem())?;
        let (name, file) = (format!("sender{number}"), file.display().to_string());
        let add = ["sender", "add", &name, "--public-key", &file];
        self.operate(&[&add[..], options].concat()).await?;
        let settings = Settings {
            url: format!("http://{}", self.process.address),
            key: Arc::new(key),
            ca_file: None,
        };
        Ok(Arc::new(Client::new(settings, Arc::new(Signing))?))
    }

    /// How many notifications have reached their vendors and were accepted.
    pub(super) fn sent(&self) -> u64 {
        self.fakes.apns.accepted() + self.fakes.fcm.accepted()
    }

    /// Waits until the outcome of all that was handed in is stored.
    pub(super) async fn until_all_ended(&self) -> anyhow::Result<()> {
        let begun = clock::now();
        loop {
            let status = self.operate(&["status"]).await?;
            if status["queued"] == 0 {
                return Ok(());
            }
            ensure!(clock::now() - begun < PATIENCE, "{status} are left");
            clock::pause(LOOK_EVERY).await;
        }
    }

    async fn operate(&self, arguments: &[&str]) -> anyhow::Result<Value> {
        let mut command = Command::new(beside("countersign-relay")?);
        command
            .args(arguments)
            .args(["--json", "--config", &self.settings]);
        let done = command.output().await?;
        let said = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice(&done.stdout).context("the relay says nothing")
    }
}

/// A notification for a phone of either vendor.
pub(super) fn notification() -> Notification {
    let is_apple = SystemEntropy.below(2) == 0;
    notification_by(if is_apple { Provider::Apns } else { Provider::Fcm })
}

/// A notification for a phone that this vendor wakes.
pub(super) fn notification_by(provider: Provider) -> Notification {
    // As servers name them.
    let id = SystemEntropy.row_id(SystemClock.now());
    Notification {
        id,
        reference: Some(id),
        target: Target {
            provider,
            app: "default".to_owned(),
            token: PushToken::new(id.simple().to_string()),
            environment: None,
        },
        deadline_ms: RealTime.now_ms() + GOOD_FOR_MS,
        class: Class::Challenge,
        body: Body::AmPush(AmPush {
            message_id: format!("AUTHENTICATE:{id}1790000000000"),
            // As long as a signed question.
            jwt: "x".repeat(700),
            alert: "Log in to Example Shop?".to_owned(),
            category: Category::Challenge,
            top_level_copies: false,
        }),
    }
}
