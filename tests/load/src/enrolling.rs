//! Enrolments before a page that waits for them: how soon it says that the phone is there.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use anyhow::ensure;
use serde::Deserialize;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::{
    account::OpenEnrollment,
    clock,
    http::Connection,
    measure::{Bench, turn_after},
    report::{Latencies, latency_rows, latency_table},
    server::Server,
};

/// How many are measured.
const ENROLLMENTS: usize = 500;
/// The most that are begun in a second: people scan, the machine does not.
const MOST_A_SECOND: f64 = 50.0;
/// Pages that wait at once at most.
const AT_ONCE: usize = 64;

/// What is promised: a page is told within so long after the registration is answered.
const PROMISED_MS: u32 = 300;

/// What was measured.
pub(crate) struct Enrolling {
    /// Enrolments begun in a second, whether or not those before them had ended.
    rate: f64,
    /// Registration sent → answered.
    register: Latencies,
    /// Registration answered → page told; 0 where the page was first.
    page: Latencies,
    /// Registration sent → page told.
    whole: Latencies,
}

#[derive(Deserialize)]
struct Progress<'a> {
    state: &'a str,
}

impl Enrolling {
    /// Enrols accounts from number `first` on, at a quarter of `carried` a second, so that what is measured is no queue.
    pub(crate) async fn measure(
        first: usize,
        carried: f64,
        bench: &Bench,
        server: &Server,
    ) -> anyhow::Result<Self> {
        let rate = (carried / 4.0).min(MOST_A_SECOND);
        let next = Arc::new(AtomicUsize::new(0));
        let began = clock::now();
        let mut workers = JoinSet::new();
        for _ in 0..AT_ONCE {
            let mut page = server.connect(&bench.tasks).await?;
            let mut phone = server.connect(&bench.tasks).await?;
            let (next, authorization) = (Arc::clone(&next), server.authorization.clone());
            workers.spawn(async move {
                let mut done = Vec::new();
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= ENROLLMENTS {
                        return anyhow::Ok(done);
                    }
                    clock::wait_until(began + turn_after(turn, rate)).await;
                    let open = OpenEnrollment::start(first + turn, &mut phone, &authorization).await?;
                    done.push(enroll(open, &mut page, &mut phone).await?);
                }
            });
        }
        let mut measured = Self {
            rate,
            register: Latencies::new(),
            page: Latencies::new(),
            whole: Latencies::new(),
        };
        while let Some(done) = workers.join_next().await {
            done??.iter().for_each(|moments| measured.record(moments));
        }
        Ok(measured)
    }

    fn record(&mut self, moments: &Moments) {
        let seconds = |from: Instant, to: Instant| to.saturating_duration_since(from).as_secs_f64();
        self.register.record(seconds(moments.sent, moments.answered));
        self.page.record(seconds(moments.answered, moments.told));
        self.whole.record(seconds(moments.sent, moments.told));
    }

    fn steps(&self) -> [(&'static str, &Latencies); 3] {
        [
            ("register", &self.register),
            ("page", &self.page),
            ("whole", &self.whole),
        ]
    }

    /// Adds what was measured to a report.
    pub(crate) fn report(&self, report: &mut Value) {
        report["enrolling"] = serde_json::json!({
            "enrolments": ENROLLMENTS, "begun_per_second": self.rate, "promised_page_ms": PROMISED_MS,
            "latency": latency_rows(self.steps()),
        });
    }

    pub(crate) fn table(&self) -> String {
        format!(
            "enrolled {ENROLLMENTS} devices before their pages, {:.0} begun a second; page within {PROMISED_MS} ms is promised\n{}",
            self.rate,
            latency_table(self.steps())
        )
    }
}

/// When one phone registered, and when its page knew.
struct Moments {
    sent: Instant,
    answered: Instant,
    told: Instant,
}

async fn enroll(
    open: OpenEnrollment,
    page: &mut Connection,
    phone: &mut Connection,
) -> anyhow::Result<Moments> {
    let cookie = page.post_empty_form(&open.link).await?;
    let path = format!("/enroll/code/{}/state?seen=", open.id);
    let (status, body) = page.get_with_cookie(&path, &cookie).await?;
    let progress: Progress<'_> = serde_json::from_slice(&body)?;
    ensure!(
        status == 200 && progress.state == "pending",
        "the page began with {}",
        progress.state
    );
    let path = format!("{path}pending");
    let waiting = async {
        let told = page.get_with_cookie(&path, &cookie).await;
        (told, clock::now())
    };
    let registering = async {
        let sent = clock::now();
        let registered = open.register(phone).await;
        (registered, sent, clock::now())
    };
    let ((told, told_at), (registered, sent, answered)) = tokio::join!(waiting, registering);
    registered?;
    let (_, body) = told?;
    let progress: Progress<'_> = serde_json::from_slice(&body)?;
    ensure!(
        progress.state == "completed",
        "the page was told {}",
        progress.state
    );
    Ok(Moments {
        sent,
        answered,
        told: told_at,
    })
}
