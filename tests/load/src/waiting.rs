//! Logins that wait: what each costs in memory, and how fast others are woken meanwhile.

use std::time::Duration;

use anyhow::{bail, ensure};
use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{
    account::Account,
    clock,
    measure::{Bench, Pressure},
    report::{Phase, rate},
    server::Server,
};

/// Answers a second while others wait.
const ANSWERED: f64 = 500.0;
/// For how long.
const TIME: Duration = Duration::from_secs(10);
/// Until what was started has been pushed.
const PUSHED: Duration = Duration::from_secs(2);
/// Until all requests have arrived.
const ARRIVED: Duration = Duration::from_secs(4);

/// What was measured while logins waited.
pub(crate) struct Waiting {
    /// How many waited.
    waiting: usize,
    /// Resident memory that one more took, connection included.
    bytes_each: f64,
    /// Others who logged in meanwhile.
    woken: Phase,
}

impl Waiting {
    /// Measures with up to `waiting` logins that wait.
    pub(crate) async fn measure(
        waiting: usize,
        at_once: usize,
        bench: &Bench,
        server: &Server,
        accounts: &[Account],
    ) -> anyhow::Result<Self> {
        let waiting = waiting.min(accounts.len());
        let authorization = &server.authorization;
        let mut starting = server.connect(&bench.tasks).await?;
        let mut ids = Vec::with_capacity(waiting);
        for account in &accounts[..waiting] {
            let body = json!({"username": account.user, "ttl_secs": 600});
            let body = body.to_string().into();
            let login = starting
                .json(Method::POST, "/api/v1/logins", authorization, body, 201)
                .await?;
            ids.push(login["id"].as_str().unwrap_or_default().to_owned());
        }
        clock::pause(PUSHED).await;
        let before = server.process.resident_bytes()?;
        let mut waits = JoinSet::new();
        for id in ids {
            let mut connection = server.connect(&bench.tasks).await?;
            let authorization = authorization.clone();
            waits.spawn(async move {
                let path = format!("/api/v1/logins/{id}?wait_secs=55");
                connection
                    .send(Method::GET, &path, Some(&authorization), Bytes::new())
                    .await
            });
        }
        clock::pause(ARRIVED).await;
        let grown = server.process.resident_bytes()?.saturating_sub(before);
        // By people who do not wait yet: a second login of the same person would take the place of the first.
        let others = accounts.get(waiting..).unwrap_or_default();
        ensure!(!others.is_empty(), "more devices than waiting logins are needed");
        let pressure = Pressure {
            at_once,
            rate: Some(ANSWERED),
            time: TIME,
        };
        let woken = bench.measure("waiting", pressure, server, others).await?;
        if let Some(ended) = waits.try_join_next() {
            let (status, body) = ended??;
            bail!(
                "a waiting login ended by itself: {status} {}",
                String::from_utf8_lossy(&body)
            );
        }
        waits.abort_all();
        Ok(Self {
            waiting,
            bytes_each: rate(usize::try_from(grown)?, 1.0) / rate(waiting, 1.0),
            woken,
        })
    }

    /// Adds what was measured to a report.
    pub(crate) fn report(&self, report: &mut Value) {
        report["bytes_per_waiting_login"] = self.bytes_each.into();
        report["while_waiting"] = self.woken.json();
    }

    pub(crate) fn table(&self) -> String {
        format!(
            "{}\nmemory per waiting login: {:.0} bytes at {}",
            self.woken.table(),
            self.bytes_each,
            self.waiting
        )
    }
}
