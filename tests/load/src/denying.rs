//! Logins that a phone denies: how soon the page says so that waits.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    account::Account,
    clock,
    login::Worker,
    measure::{Bench, turn_after},
    report::{Latencies, latency_rows, latency_table},
    server::Server,
};

/// How many are measured at most: each account denies once, so that none has to wait for having denied before.
const DENIALS: usize = 500;
/// How many are begun in a second: so that what is measured is no queue.
const A_SECOND: f64 = 50.0;
/// Logins that are under way at once at most.
const AT_ONCE: usize = 64;

/// What is promised: of twenty pages nineteen are told so soon after the denial is sent.
const PROMISED_MS: u32 = 500;

/// What was measured.
pub(crate) struct Denying {
    denials: usize,
    /// Denial sent → answered.
    answer: Latencies,
    /// Denial sent → page told.
    wake: Latencies,
    /// Login started → page told.
    whole: Latencies,
}

impl Denying {
    /// Has accounts deny, each once.
    pub(crate) async fn measure(
        bench: &Bench,
        server: &Server,
        accounts: &[Account],
    ) -> anyhow::Result<Self> {
        let client = bench.client(server).await?;
        let denying: Arc<[Account]> = accounts[..accounts.len().min(DENIALS)].into();
        let next = Arc::new(AtomicUsize::new(0));
        let began = clock::now();
        let mut workers = JoinSet::new();
        for _ in 0..AT_ONCE {
            let mut worker = Worker {
                page: server.connect(&bench.tasks).await?,
                phone: server.connect(&bench.tasks).await?,
            };
            let (client, denying, next) = (Arc::clone(&client), Arc::clone(&denying), Arc::clone(&next));
            workers.spawn(async move {
                let mut done = Vec::new();
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(account) = denying.get(turn) else {
                        return anyhow::Ok(done);
                    };
                    let due = clock::wait_until(began + turn_after(turn, A_SECOND)).await;
                    done.push(worker.deny(&client, account, due).await?);
                }
            });
        }
        let mut measured = Self {
            denials: denying.len(),
            answer: Latencies::new(),
            wake: Latencies::new(),
            whole: Latencies::new(),
        };
        while let Some(done) = workers.join_next().await {
            for steps in done?? {
                measured.answer.record(steps.answer);
                measured.wake.record(steps.wake);
                measured.whole.record(steps.whole);
            }
        }
        Ok(measured)
    }

    fn steps(&self) -> [(&'static str, &Latencies); 3] {
        [
            ("answer", &self.answer),
            ("wake", &self.wake),
            ("whole", &self.whole),
        ]
    }

    /// Adds what was measured to a report.
    pub(crate) fn report(&self, report: &mut Value) {
        report["denying"] = serde_json::json!({
            "denials": self.denials, "begun_per_second": A_SECOND, "promised_wake_p95_ms": PROMISED_MS,
            "latency": latency_rows(self.steps()),
        });
    }

    pub(crate) fn table(&self) -> String {
        format!(
            "denied {} logins before their pages, {A_SECOND:.0} begun a second; wake p95 within {PROMISED_MS} ms is promised\n{}",
            self.denials,
            latency_table(self.steps())
        )
    }
}
