//! The load itself: enrols accounts, then logs them in, each in its turn.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::ensure;
use bytes::Bytes;
use countersign_fakes::Fakes;
use countersign_proto::signed::AssertionVerifier;
use http::Method;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use crate::{
    account::Account,
    clock,
    login::{Client, Pushes, Worker},
    report::Phase,
    server::Server,
};

/// Enrolments under way at once.
const ENROLLING: usize = 64;
/// Before measuring: connections open, caches fill, credentials are fetched.
const WARM_UP: Duration = Duration::from_secs(3);

/// How hard a server is pressed, and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Pressure {
    /// Logins under way at once.
    pub(crate) at_once: usize,
    /// Logins a second, offered whether or not the server keeps up; as many as it takes if absent.
    pub(crate) rate: Option<f64>,
    /// For how long.
    pub(crate) time: Duration,
}

/// The side of the load: the providers' fakes, and what drives the connections.
pub(crate) struct Bench {
    pub(crate) fakes: Fakes,
    pub(crate) tasks: TaskTracker,
}

impl Bench {
    /// Enrols the accounts of the first numbers.
    pub(crate) async fn enroll(&self, devices: usize, server: &Server) -> anyhow::Result<Vec<Account>> {
        let next = Arc::new(AtomicUsize::new(0));
        let mut workers = JoinSet::new();
        for _ in 0..ENROLLING {
            let mut connection = server.connect(&self.tasks).await?;
            let (next, authorization) = (Arc::clone(&next), server.authorization.clone());
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

    /// Logs accounts in for the measured time.
    pub(crate) async fn measure(
        &self,
        name: &'static str,
        pressure: Pressure,
        server: &Server,
        accounts: &[Account],
    ) -> anyhow::Result<Phase> {
        let client = self.client(server).await?;
        let accounts: Arc<[Account]> = accounts.into();
        let warm_up = Pressure {
            time: WARM_UP,
            ..pressure
        };
        self.press("warm-up", warm_up, server, &client, &accounts).await?;
        let groups = "countersign_store_groups_total";
        let (cpu, commits) = (server.process.cpu_seconds()?, server.metric(groups).await?);
        let database_cpu = server.database_cpu_seconds()?;
        let mut phase = self.press(name, pressure, server, &client, &accounts).await?;
        phase.cpu_seconds = server.process.cpu_seconds()? - cpu;
        let database_cpu_after = server.database_cpu_seconds()?;
        phase.database_cpu_seconds = database_cpu_after
            .zip(database_cpu)
            .map(|(after, before)| after - before);
        let after = server.metric(groups).await?;
        phase.commits = after.zip(commits).map(|(after, before)| after - before);
        Ok(phase)
    }

    /// The client of a server, to which pushes are handed out as they arrive.
    pub(crate) async fn client(&self, server: &Server) -> anyhow::Result<Arc<Client>> {
        let (path, authorization) = ("/.well-known/jwks.json", &server.authorization);
        let mut connection = server.connect(&self.tasks).await?;
        let jwks = connection
            .json(Method::GET, path, authorization, Bytes::new(), 200)
            .await?;
        let client = Arc::new(Client {
            authorization: authorization.clone(),
            verifier: AssertionVerifier::from_jwks(&jwks),
            pushes: Pushes::default(),
        });
        for inbox in [self.fakes.apns.inbox().all(), self.fakes.fcm.inbox().all()] {
            let client = Arc::clone(&client);
            self.tasks
                .spawn(async move { client.pushes.hand_out(inbox).await });
        }
        Ok(client)
    }

    async fn press(
        &self,
        name: &'static str,
        pressure: Pressure,
        server: &Server,
        client: &Arc<Client>,
        accounts: &Arc<[Account]>,
    ) -> anyhow::Result<Phase> {
        let next = Arc::new(AtomicUsize::new(0));
        let began = clock::now();
        let end = began + pressure.time;
        let mut workers = JoinSet::new();
        for _ in 0..pressure.at_once {
            let mut worker = Worker {
                page: server.connect(&self.tasks).await?,
                phone: server.connect(&self.tasks).await?,
            };
            let (client, accounts, next) = (Arc::clone(client), Arc::clone(accounts), Arc::clone(&next));
            workers.spawn(async move {
                let mut done = Vec::new();
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let due = match pressure.rate {
                        None => clock::now(),
                        Some(rate) => clock::wait_until(began + turn_after(turn, rate)).await,
                    };
                    if due >= end {
                        return anyhow::Ok(done);
                    }
                    let account = &accounts[turn % accounts.len()];
                    done.push(worker.log_in(&client, account, due).await?);
                }
            });
        }
        let mut phase = Phase::new(name);
        while let Some(done) = workers.join_next().await {
            done??.iter().for_each(|steps| phase.record(steps));
        }
        phase.seconds = began.elapsed().as_secs_f64();
        ensure!(phase.logins > 0, "no login was completed");
        Ok(phase)
    }
}

/// When the turn of this number is due at `rate` turns a second.
pub(crate) fn turn_after(turn: usize, rate: f64) -> Duration {
    Duration::from_secs_f64(f64::from(u32::try_from(turn).unwrap_or(u32::MAX)) / rate)
}
