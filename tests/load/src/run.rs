//! The whole measurement.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, ensure};
use bytes::Bytes;
use countersign_fakes::Fakes;
use countersign_proto::signed::AssertionVerifier;
use http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{process::Command, task::JoinSet};
use tokio_util::task::TaskTracker;

use crate::{
    Load,
    account::Account,
    clock, grow,
    http::Connection,
    login::{Client, Pushes, Worker},
    process::{ServerProcess, output, program},
    report::Phase,
};

/// Enrolments under way at once.
const ENROLLING: usize = 64;
/// Answers a second while others wait.
const ANSWERED: f64 = 500.0;
/// Devices of the small installation.
const SMALL: usize = 1_000;
/// Logins a second that both are offered.
const OFFERED: f64 = 1_000.0;
/// A prime, so that all devices have their turn.
const STRIDE: usize = 7_919;
/// Before measuring: connections open, caches fill, credentials are fetched.
const WARM_UP: Duration = Duration::from_secs(3);

/// Measures, and prints what was measured.
#[expect(clippy::print_stdout, reason = "this is a command")]
pub(crate) async fn run(load: Load) -> anyhow::Result<()> {
    let dir = TempDir::new()?;
    let fakes = Fakes::start(dir.path()).await?;
    let apps = json!({"default": fakes.app()});
    let tasks = TaskTracker::new();

    let data_dir = load.data_dir.clone().unwrap_or_else(|| dir.path().join("data"));
    let settings = settings_file(&load.settings, &data_dir, &apps, dir.path())?;
    let (server, authorization) = real_server(&settings).await?;
    let began = clock::now();
    let accounts = enroll_all(load.devices, &server, &authorization, &tasks).await?;
    let enrolled_in = began.elapsed().as_secs_f64();
    let measured = measure(
        "server",
        &load,
        &server,
        &authorization,
        &accounts,
        &fakes,
        &tasks,
    )
    .await?;
    let (per_waiting, woken) = waiting(&load, &server, &authorization, &accounts, &fakes, &tasks).await?;
    let synchronous = metric(&server, "countersign_store_synchronous").await?;
    server.kill().await?;

    let bare = if load.no_bare {
        None
    } else {
        let bare = bare_server(&load, &apps, dir.path()).await?;
        let accounts: Vec<Account> = (0..load.devices).map(Account::numbered).collect();
        let measured = measure(
            "bare",
            &load,
            &bare,
            "Basic bG9hZDpsb2Fk",
            &accounts,
            &fakes,
            &tasks,
        )
        .await?;
        bare.kill().await?;
        Some(measured)
    };
    let growth = match load.grow {
        0 => None,
        devices => Some(growth(&load, devices, &apps, dir.path(), &fakes, &tasks).await?),
    };
    let share = bare.as_ref().map(|bare| measured.rate() / bare.rate());
    if load.json {
        let report = json!({
            "devices": accounts.len(), "enrolments_per_second": rate(accounts.len(), enrolled_in),
            "small": growth.as_ref().map(|(small, _)| small.json()),
            "large": growth.as_ref().map(|(_, large)| large.json()),
            "server": measured.json(), "bare": bare.as_ref().map(Phase::json), "share_of_bare": share,
            "bytes_per_waiting_login": per_waiting, "while_waiting": woken.json(), "sqlite_synchronous": synchronous,
        });
        println!("{report}");
        return Ok(());
    }
    println!(
        "enrolled {} devices, {:.0} a second",
        accounts.len(),
        rate(accounts.len(), enrolled_in)
    );
    println!("{}", measured.table());
    if let (Some(bare), Some(share)) = (&bare, share) {
        println!(
            "{}\nshare of the bare server: {:.0} %",
            bare.table(),
            share * 100.0
        );
    }
    if let Some((small, large)) = &growth {
        println!("{}\n{}", small.table(), large.table());
        println!(
            "{} devices and {} audit records against {SMALL} devices: p99 of a whole login x {:.2}",
            load.grow,
            load.grow * grow::RECORDS,
            large.whole_p99() / small.whole_p99()
        );
    }
    println!("{}", woken.table());
    println!(
        "memory per waiting login: {per_waiting:.0} bytes at {}",
        load.waiting
    );
    println!(
        "SQLite synchronous: {} (2 is FULL: an fsync before every answer)",
        synchronous.unwrap_or(-1.0)
    );
    Ok(())
}

/// The same logins offered to a small installation and, after it has grown, to the large one. The load is one that both
/// carry, so that what differs is the cost and not the queue.
async fn growth(
    load: &Load,
    devices: usize,
    apps: &Value,
    dir: &Path,
    fakes: &Fakes,
    tasks: &TaskTracker,
) -> anyhow::Result<(Phase, Phase)> {
    let load = Load {
        rate: Some(OFFERED),
        ..load.clone()
    };
    let settings = settings_file(&load.settings, &dir.join("growing"), apps, dir)?;
    let (server, authorization) = real_server(&settings).await?;
    let mut accounts = enroll_all(SMALL, &server, &authorization, tasks).await?;
    let small = measure("small", &load, &server, &authorization, &accounts, fakes, tasks).await?;
    server.kill().await?;
    grow::grow(&settings, SMALL..devices).await?;
    accounts.extend((SMALL..devices).map(Account::numbered));
    // Neighbours in the load are no neighbours in the database.
    let spread = (0..accounts.len()).map(|n| accounts[n * STRIDE % accounts.len()].clone());
    let accounts: Vec<Account> = spread.collect();
    let server = serve(&settings).await?;
    let large = measure("large", &load, &server, &authorization, &accounts, fakes, tasks).await?;
    server.kill().await?;
    Ok((small, large))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a run has fewer devices than a double has digits"
)]
fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}

/// The visible settings, with addresses and credentials of this run added.
fn settings_file(
    given: &Path,
    data_dir: &Path,
    apps: &Value,
    dir: &Path,
) -> anyhow::Result<std::path::PathBuf> {
    let text =
        std::fs::read_to_string(given).with_context(|| format!("{} cannot be read", given.display()))?;
    let mut settings: toml::Table = text.parse()?;
    let added = json!({
        "server": {"listen": "127.0.0.1:0", "ops_listen": "127.0.0.1:0", "data_dir": data_dir},
        "relay": {"apps": apps},
    });
    settings.extend(toml::Table::try_from(added)?);
    let file = dir.join("settings.toml");
    std::fs::write(&file, toml::to_string(&settings)?)?;
    Ok(file)
}

/// The real server with a client that may do what the load does.
async fn real_server(settings: &Path) -> anyhow::Result<(ServerProcess, String)> {
    let countersign = program("countersign")?;
    let server = serve(settings).await?;
    let config = settings.display().to_string();
    let args = [
        "client",
        "add",
        "Example Shop",
        "--scope",
        "login",
        "--scope",
        "enroll:raw",
        "--json",
        "--config",
        &config,
    ];
    let client: Value = serde_json::from_str(&output(&countersign, &args).await?)?;
    let text = |name: &str| client[name].as_str().unwrap_or_default().to_owned();
    let pair = format!("{}:{}", text("client_id"), text("client_secret"));
    Ok((
        server,
        format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes())),
    ))
}

/// The real server on the data that there is.
async fn serve(settings: &Path) -> anyhow::Result<ServerProcess> {
    let mut command = Command::new(program("countersign")?);
    command
        .arg("serve")
        .arg("--config")
        .arg(settings)
        .env("COUNTERSIGN_LOG", "error");
    ServerProcess::start(&mut command).await
}

async fn bare_server(load: &Load, apps: &Value, dir: &Path) -> anyhow::Result<ServerProcess> {
    let file = dir.join("apps.json");
    std::fs::write(&file, serde_json::to_vec(apps)?)?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("bare")
        .arg("--apps")
        .arg(file)
        .arg("--accounts")
        .arg(load.devices.to_string());
    ServerProcess::start(&mut command).await
}

async fn enroll_all(
    devices: usize,
    server: &ServerProcess,
    authorization: &str,
    tasks: &TaskTracker,
) -> anyhow::Result<Vec<Account>> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..ENROLLING {
        let mut connection = Connection::open(&server.address.to_string(), tasks).await?;
        let (next, authorization) = (Arc::clone(&next), authorization.to_owned());
        workers.spawn(async move {
            let mut accounts = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= devices {
                    return anyhow::Ok(accounts);
                }
                accounts.push(Account::enroll(number, &mut connection, &authorization).await?);
            }
        });
    }
    let mut accounts = Vec::with_capacity(devices);
    while let Some(done) = workers.join_next().await {
        accounts.extend(done??);
    }
    Ok(accounts)
}

/// Logs accounts in for the measured time, each in its turn.
async fn measure(
    name: &'static str,
    load: &Load,
    server: &ServerProcess,
    authorization: &str,
    accounts: &[Account],
    fakes: &Fakes,
    tasks: &TaskTracker,
) -> anyhow::Result<Phase> {
    let address = server.address.to_string();
    let client = client(server, authorization, fakes, tasks).await?;
    let accounts: Arc<[Account]> = accounts.into();
    log_in_for(
        WARM_UP,
        Phase::new("warm-up"),
        load,
        &address,
        &client,
        &accounts,
        tasks,
    )
    .await?;
    let (cpu, commits) = (
        server.cpu_seconds()?,
        metric(server, "countersign_store_groups_total").await?,
    );
    let time = Duration::from_secs(load.seconds);
    let mut phase = log_in_for(time, Phase::new(name), load, &address, &client, &accounts, tasks).await?;
    phase.cpu_seconds = server.cpu_seconds()? - cpu;
    let after = metric(server, "countersign_store_groups_total").await?;
    phase.commits = after.zip(commits).map(|(after, before)| after - before);
    Ok(phase)
}

/// The client of a server, to which pushes are handed out as they arrive.
async fn client(
    server: &ServerProcess,
    authorization: &str,
    fakes: &Fakes,
    tasks: &TaskTracker,
) -> anyhow::Result<Arc<Client>> {
    let mut connection = Connection::open(&server.address.to_string(), tasks).await?;
    let jwks = connection
        .json(
            Method::GET,
            "/.well-known/jwks.json",
            authorization,
            Bytes::new(),
            200,
        )
        .await?;
    let client = Arc::new(Client {
        authorization: authorization.to_owned(),
        verifier: AssertionVerifier::from_jwks(&jwks),
        pushes: Pushes::default(),
    });
    for inbox in [fakes.apns.inbox().all(), fakes.fcm.inbox().all()] {
        let client = Arc::clone(&client);
        tasks.spawn(async move { client.pushes.hand_out(inbox).await });
    }
    Ok(client)
}

async fn log_in_for(
    time: Duration,
    mut phase: Phase,
    load: &Load,
    address: &str,
    client: &Arc<Client>,
    accounts: &Arc<[Account]>,
    tasks: &TaskTracker,
) -> anyhow::Result<Phase> {
    let next = Arc::new(AtomicUsize::new(0));
    let began = clock::now();
    let end = began + time;
    let mut workers = JoinSet::new();
    for _ in 0..load.at_once {
        let mut worker = Worker {
            page: Connection::open(address, tasks).await?,
            phone: Connection::open(address, tasks).await?,
        };
        let (client, accounts, next, rate) = (
            Arc::clone(client),
            Arc::clone(accounts),
            Arc::clone(&next),
            load.rate,
        );
        workers.spawn(async move {
            let mut done = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let due = match rate {
                    None => clock::now(),
                    Some(rate) => {
                        let due = began
                            + Duration::from_secs_f64(
                                f64::from(u32::try_from(turn).unwrap_or(u32::MAX)) / rate,
                            );
                        tokio::time::sleep_until(due.into()).await;
                        due
                    }
                };
                if due >= end {
                    return anyhow::Ok(done);
                }
                done.push(
                    worker
                        .log_in(&client, &accounts[turn % accounts.len()], due)
                        .await?,
                );
            }
        });
    }
    while let Some(done) = workers.join_next().await {
        done??.iter().for_each(|steps| phase.record(steps));
    }
    phase.seconds = began.elapsed().as_secs_f64();
    ensure!(phase.logins > 0, "no login was completed");
    Ok(phase)
}

/// Resident memory that one more waiting login takes, connection included; and how fast others are woken meanwhile.
async fn waiting(
    load: &Load,
    server: &ServerProcess,
    authorization: &str,
    accounts: &[Account],
    fakes: &Fakes,
    tasks: &TaskTracker,
) -> anyhow::Result<(f64, Phase)> {
    let address = server.address.to_string();
    let waiting = load.waiting.min(accounts.len());
    let mut starting = Connection::open(&address, tasks).await?;
    let mut ids = Vec::with_capacity(waiting);
    for account in &accounts[..waiting] {
        let body = json!({"username": account.user, "ttl_secs": 600})
            .to_string()
            .into();
        let login = starting
            .json(Method::POST, "/api/v1/logins", authorization, body, 201)
            .await?;
        ids.push(login["id"].as_str().unwrap_or_default().to_owned());
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = server.resident_bytes()?;
    let mut waits = JoinSet::new();
    for id in ids {
        let mut connection = Connection::open(&address, tasks).await?;
        let authorization = authorization.to_owned();
        waits.spawn(async move {
            let path = format!("/api/v1/logins/{id}?wait_secs=55");
            connection
                .send(Method::GET, &path, Some(&authorization), Bytes::new())
                .await
        });
    }
    tokio::time::sleep(Duration::from_secs(4)).await;
    let after = server.resident_bytes()?;
    let each = rate(usize::try_from(after.saturating_sub(before))?, 1.0) / rate(waiting, 1.0);
    // By people who do not wait yet: a second login of the same person would take the place of the first.
    let others = accounts.get(waiting..).unwrap_or_default();
    ensure!(!others.is_empty(), "more devices than waiting logins are needed");
    let load = Load {
        rate: Some(ANSWERED),
        seconds: 10,
        ..load.clone()
    };
    let phase = measure("waiting", &load, server, authorization, others, fakes, tasks).await?;
    ensure!(waits.try_join_next().is_none(), "a waiting login ended by itself");
    waits.abort_all();
    Ok((each, phase))
}

/// One number among the server's metrics.
async fn metric(server: &ServerProcess, name: &str) -> anyhow::Result<Option<f64>> {
    let Some(address) = server.ops_address else {
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
