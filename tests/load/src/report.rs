//! What was measured, as a table and as JSON.

use hdrhistogram::Histogram;
use serde_json::{Value, json};

use crate::login::Steps;

/// How many a second.
#[expect(
    clippy::cast_precision_loss,
    reason = "a run has fewer devices than a double has digits"
)]
pub(crate) fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}

/// Latencies of one step, in microseconds.
pub(crate) struct Latencies(Histogram<u64>);

impl Latencies {
    pub(crate) fn new() -> Self {
        Self(Histogram::new_with_bounds(1, 120_000_000, 3).expect("the bounds are proper"))
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "durations of a run fit"
    )]
    pub(crate) fn record(&mut self, seconds: f64) {
        self.0.saturating_record((seconds * 1e6) as u64);
    }

    /// Adds those of others.
    pub(crate) fn add(&mut self, others: &Self) {
        self.0.add(&others.0).expect("all have the same bounds");
    }

    pub(crate) fn milliseconds(&self, quantile: f64) -> f64 {
        f64::from(u32::try_from(self.0.value_at_quantile(quantile)).unwrap_or(u32::MAX)) / 1000.0
    }
}

/// One measured phase.
pub(crate) struct Phase {
    /// What was measured.
    pub(crate) name: &'static str,
    /// Logins that were started; all were approved.
    pub(crate) logins: u64,
    /// How long it took.
    pub(crate) seconds: f64,
    /// CPU of the server.
    pub(crate) cpu_seconds: f64,
    /// CPU of its PostgreSQL, if it has one.
    pub(crate) database_cpu_seconds: Option<f64>,
    /// Commits of the store, each with its fsync.
    pub(crate) commits: Option<f64>,
    steps: [(&'static str, Latencies); 5],
}

impl Phase {
    pub(crate) fn new(name: &'static str) -> Self {
        let steps = ["start", "push", "answer", "wake", "whole"].map(|step| (step, Latencies::new()));
        Self {
            name,
            logins: 0,
            seconds: 0.0,
            cpu_seconds: 0.0,
            database_cpu_seconds: None,
            commits: None,
            steps,
        }
    }

    pub(crate) fn record(&mut self, steps: &Steps) {
        self.logins += 1;
        let seconds = [steps.start, steps.push, steps.answer, steps.wake, steps.whole];
        for ((_, latencies), seconds) in self.steps.iter_mut().zip(seconds) {
            latencies.record(seconds);
        }
    }

    /// Logins a second.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a run has fewer logins than a double has digits"
    )]
    pub(crate) fn rate(&self) -> f64 {
        self.logins as f64 / self.seconds
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a run has fewer logins than a double has digits"
    )]
    fn ms_each(&self, seconds: f64) -> f64 {
        seconds * 1000.0 / self.logins.max(1) as f64
    }

    /// The 99th percentile of whole logins, in milliseconds.
    pub(crate) fn whole_p99(&self) -> f64 {
        let [.., (_, whole)] = &self.steps;
        whole.milliseconds(0.99)
    }

    fn steps(&self) -> impl Iterator<Item = (&'static str, &Latencies)> {
        self.steps.iter().map(|(step, latencies)| (*step, latencies))
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "logins": self.logins, "seconds": self.seconds, "logins_per_second": self.rate(),
            "server_cpu_ms_per_login": self.ms_each(self.cpu_seconds),
            "database_cpu_ms_per_login": self.database_cpu_seconds.map(|seconds| self.ms_each(seconds)),
            "store_commits": self.commits, "latency": latency_rows(self.steps()),
        })
    }

    pub(crate) fn table(&self) -> String {
        let heading = format!(
            "{:<8} {:>8.0} logins/s   {:>6} logins in {:.1} s   server CPU {:.3} ms/login{}{}",
            self.name,
            self.rate(),
            self.logins,
            self.seconds,
            self.ms_each(self.cpu_seconds),
            self.database_cpu_seconds
                .map(|seconds| format!("   database CPU {:.3} ms/login", self.ms_each(seconds)))
                .unwrap_or_default(),
            self.commits
                .map(|commits| format!("   {commits:.0} commits"))
                .unwrap_or_default(),
        );
        format!("{heading}\n{}", latency_table(self.steps()))
    }
}

/// What is told of each step, by its name.
pub(crate) fn latency_rows<'a>(steps: impl IntoIterator<Item = (&'static str, &'a Latencies)>) -> Value {
    let row = |(step, latencies): (&str, &Latencies)| {
        let at = |quantile| latencies.milliseconds(quantile);
        let row = json!({"p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "max_ms": at(1.0)});
        (step.to_owned(), row)
    };
    Value::Object(steps.into_iter().map(row).collect())
}

/// The same, for people.
pub(crate) fn latency_table<'a>(steps: impl IntoIterator<Item = (&'static str, &'a Latencies)>) -> String {
    let mut lines = vec![format!(
        "  {:<8} {:>9} {:>9} {:>9} {:>9}",
        "step", "p50 ms", "p95 ms", "p99 ms", "max ms"
    )];
    for (step, latencies) in steps {
        let at = |quantile| latencies.milliseconds(quantile);
        lines.push(format!(
            "  {step:<8} {:>9.2} {:>9.2} {:>9.2} {:>9.2}",
            at(0.5),
            at(0.95),
            at(0.99),
            at(1.0)
        ));
    }
    lines.join("\n")
}
