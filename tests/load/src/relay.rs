//! `countersign-load relay`: how much a relay of its own carries, from the signed request to the outcome that is stored.

mod bench;
mod fair;
mod gentle;
mod held;
mod raw;
mod saturated;

use std::{path::PathBuf, time::Duration};

use clap::Args;
use serde_json::{Value, json};

use self::bench::Bench;

/// What `--help` says of each figure.
const FIGURES: &str = "\
Figures, all of one run and one machine, which the relay, the tool and the vendors' fakes share:
  memory     resident memory of the relay: at rest after its start, and with so many notifications under way
             at once, sent to vendors that hold their answers
  saturated  as many notifications as the relay takes: a second from the first request until no outcome is
             missing; how long a request took to be answered, its commit included; CPU of the relay for each
  raw        the relay's very requests, as fast as hyper sends them to the same fakes over two connections to
             each vendor: no API, no signatures, no store, no rules. share_of_raw is saturated to raw
  gentle     half of the saturated rate, each request at its time whether or not the relay keeps up; how long
             it took to be answered, from the time when it was due
  fairness   many senders, each at the same gentle rate, alone and beside one that floods with the limits that a
             sender has by default, by turns: how long until a sender was told the outcome, from the time when its
             notification was due. factor is the p99 with the flood to the one without it";

/// How much a relay of its own carries.
#[derive(Args, Clone)]
#[command(after_long_help = FIGURES)]
pub(crate) struct RelayLoad {
    /// Settings of the relay under test
    #[arg(long, default_value = "tests/load/relay.toml")]
    settings: PathBuf,
    /// Senders, each with a key of its own
    #[arg(long, default_value_t = 8)]
    senders: usize,
    /// Requests of each sender under way at once
    #[arg(long, default_value_t = 8)]
    at_once: usize,
    /// Notifications in one request
    #[arg(long, default_value_t = 16)]
    batch: usize,
    /// Seconds of each measured phase
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Notifications under way at once when memory is measured
    #[arg(long, default_value_t = 1000)]
    in_flight: usize,
    /// Senders beside the one that floods
    #[arg(long, default_value_t = 200)]
    calm_senders: usize,
    /// Notifications of each of them a second
    #[arg(long, default_value_t = 1.0)]
    calm_rate: f64,
    /// Print JSON instead of lines
    #[arg(long)]
    json: bool,
}

impl RelayLoad {
    #[expect(clippy::print_stdout, reason = "this is what the tool is for")]
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let bench = Bench::start(&self.settings).await?;
        let senders = bench.senders(self.senders).await?;
        let memory = held::measure(&bench, &senders[0], self.in_flight).await?;
        let saturated = saturated::measure(&bench, &senders, &self).await?;
        let raw = raw::measure(&bench, &senders[0], self.time()).await?;
        let gentle = gentle::measure(&bench, &senders, &self, saturated.per_second / 2.0).await?;
        let fairness = fair::measure(&bench, &self).await?;
        let report = json!({
            "memory": memory,
            "saturated": saturated.json(),
            "raw": {"per_second": raw, "share_of_raw": saturated.per_second / raw},
            "gentle": gentle,
            "fairness": fairness,
        });
        if self.json {
            println!("{report}");
        } else {
            println!("{}", lines(&report));
        }
        bench.process.kill().await;
        Ok(())
    }

    const fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

/// A line for each phase.
fn lines(report: &Value) -> String {
    let phases = report.as_object().into_iter().flatten();
    let lines = phases.map(|(phase, figures)| {
        let figures = figures.as_object().into_iter().flatten();
        let figures = figures.map(|(name, value)| match value.as_f64() {
            Some(number) if value.is_f64() => format!("{name} {number:.2}"),
            _ => format!("{name} {value}"),
        });
        format!("{phase:<10} {}", figures.collect::<Vec<_>>().join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}
