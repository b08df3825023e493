//! `countersign-load relay`: how much a relay of its own carries, from the signed request to the outcome that is stored.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use clap::Args;
use countersign::ambient::SystemEntropy;
use countersign_core::port::Entropy;
use countersign_fakes::Fakes;
use countersign_proto::{
    keys::ServerKey,
    push::{AmPush, Body, Category, Class, Notification, Provider, PushToken, Target},
};
use countersign_relay::Ambient;
use countersign_relay_client::{CallError, Client, Settings};
use countersign_tests::ServerProcess;
use hdrhistogram::Histogram;
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
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How much a relay of its own carries.
#[derive(Args, Clone)]
pub(crate) struct RelayLoad {
    /// Senders, each with a key of its own
    #[arg(long, default_value_t = 8)]
    senders: usize,
    /// Requests of each sender under way at once
    #[arg(long, default_value_t = 8)]
    at_once: usize,
    /// Notifications in one request
    #[arg(long, default_value_t = 16)]
    batch: usize,
    /// Seconds
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Print JSON instead of a line
    #[arg(long)]
    json: bool,
}

/// What the workers have seen.
struct Seen {
    accepted: AtomicU64,
    until: Instant,
    batch: usize,
}

impl RelayLoad {
    #[expect(clippy::print_stdout, reason = "this is what the tool is for")]
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let dir = TempDir::new()?;
        let fakes = Fakes::start(dir.path()).await?;
        let (process, settings) = start(dir.path(), &fakes).await?;
        let seen = Arc::new(Seen {
            accepted: AtomicU64::new(0),
            until: clock::now() + Duration::from_secs(self.seconds),
            batch: self.batch,
        });
        let (started, cpu) = (clock::now(), process.cpu_seconds()?);
        let mut workers = JoinSet::new();
        for sender in 0..self.senders {
            let client = Arc::new(
                self.sender(sender, &settings, dir.path(), process.address)
                    .await?,
            );
            for _ in 0..self.at_once {
                workers.spawn(work(Arc::clone(&client), Arc::clone(&seen)));
            }
        }
        let mut latencies = Histogram::new_with_bounds(1, 60_000_000, 3)?;
        let mut memory = 0;
        while let Some(of_one) = workers.join_next().await {
            latencies.add(of_one??)?;
            memory = memory.max(process.resident_bytes()?);
        }
        wait_until_all_ended(&settings).await?;
        let seconds = (clock::now() - started).as_secs_f64();
        let accepted = seen.accepted.load(Relaxed);
        let sent = fakes.apns.accepted() + fakes.fcm.accepted();
        ensure!(sent == accepted, "{accepted} were accepted, {sent} were sent");
        let micros =
            |quantile| f64::from(u32::try_from(latencies.value_at_quantile(quantile)).unwrap_or(u32::MAX));
        let report = json!({
            "notifications": sent,
            "per_second": per(sent, seconds),
            "accept_p50_ms": micros(0.5) / 1000.0,
            "accept_p99_ms": micros(0.99) / 1000.0,
            "cpu_ms_each": (process.cpu_seconds()? - cpu) * 1000.0 / per(sent, 1.0),
            "resident_mib": memory / 1024 / 1024,
        });
        if self.json {
            println!("{report}");
        } else {
            println!("relay: {}", line(&report));
        }
        process.kill().await;
        Ok(())
    }

    async fn sender(
        &self,
        number: usize,
        settings: &str,
        dir: &Path,
        address: SocketAddr,
    ) -> anyhow::Result<Client> {
        let seed = u8::try_from(number % 251)?;
        let mut bytes = [seed; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        let key = ServerKey::from_seed(&bytes);
        let file = dir.join("sender.pem");
        std::fs::write(&file, key.public_pem())?;
        let file = file.display().to_string();
        let name = format!("sender{number}");
        let limits = ["--per-minute", "100000000", "--max-queued", "4000"];
        let add = [
            "sender",
            "add",
            &name,
            "--public-key",
            &file,
            "--config",
            settings,
        ];
        let added = Command::new(beside("countersign-relay")?)
            .args(add)
            .args(limits)
            .output()
            .await?;
        ensure!(
            added.status.success(),
            "no sender: {}",
            String::from_utf8_lossy(&added.stderr)
        );
        let settings = Settings {
            url: format!("http://{address}"),
            key: Arc::new(key),
            ca_file: None,
        };
        Ok(Client::new(settings, Arc::new(Signing))?)
    }
}

/// Starts a relay, and says where its settings are.
async fn start(dir: &Path, fakes: &Fakes) -> anyhow::Result<(ServerProcess, String)> {
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let settings = json!({
        "server": {"listen": any, "ops_listen": any, "data_dir": dir.join("relay")},
        "apps": {"default": fakes.app()},
    });
    let file = dir.join("relay.toml");
    std::fs::write(&file, toml::to_string(&settings)?)?;
    let file = file.display().to_string();
    let mut command = Command::new(beside("countersign-relay")?);
    command
        .args(["serve", "--config", &file])
        .env("NOTIFYRELAY_LOG", "error");
    Ok((ServerProcess::run(&mut command).await?, file))
}

/// Hands in one batch after the other until the time is up; says how long each took to be accepted.
async fn work(client: Arc<Client>, seen: Arc<Seen>) -> anyhow::Result<Histogram<u64>> {
    let mut latencies = Histogram::new_with_bounds(1, 60_000_000, 3)?;
    while clock::now() < seen.until {
        let batch: Vec<Notification> = (0..seen.batch).map(|_| notification()).collect();
        let begun = clock::now();
        let answers = match client.submit_all(&batch).await {
            Ok(answers) => answers,
            // The vendors' fakes are the bottleneck.
            Err(CallError::Busy { .. }) => {
                clock::pause(LOOK_EVERY).await;
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let took = u64::try_from((clock::now() - begun).as_micros())?;
        latencies.saturating_record(took);
        for answer in answers {
            answer?;
            seen.accepted.fetch_add(1, Relaxed);
        }
    }
    Ok(latencies)
}

fn notification() -> Notification {
    let id = SystemEntropy.uuid();
    let is_apple = id.as_bytes()[0].is_multiple_of(2);
    Notification {
        id,
        reference: Some(id),
        target: Target {
            provider: if is_apple { Provider::Apns } else { Provider::Fcm },
            app: "default".to_owned(),
            token: PushToken::new(id.simple().to_string()),
            environment: None,
        },
        deadline_ms: RealTime.now_ms() + 120_000,
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

async fn wait_until_all_ended(settings: &str) -> anyhow::Result<()> {
    let begun = clock::now();
    loop {
        let status = Command::new(beside("countersign-relay")?)
            .args(["status", "--json", "--config", settings])
            .output()
            .await?;
        let status: Value = serde_json::from_slice(&status.stdout).context("the relay says nothing")?;
        if status["queued"] == 0 {
            return Ok(());
        }
        ensure!(clock::now() - begun < PATIENCE, "{status} are left");
        clock::pause(LOOK_EVERY).await;
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a run has fewer notifications than a double has digits"
)]
fn per(count: u64, seconds: f64) -> f64 {
    count as f64 / seconds
}

fn line(report: &Value) -> String {
    let parts = report.as_object().into_iter().flatten();
    let parts = parts.map(|(name, value)| match value.as_f64() {
        Some(number) => format!("{name} {number:.2}"),
        None => format!("{name} {value}"),
    });
    parts.collect::<Vec<_>>().join(", ")
}
