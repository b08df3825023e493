//! The whole measurement.

use std::{path::Path, sync::Arc, time::Duration};

use countersign_fakes::Fakes;
use serde_json::json;
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use crate::{
    Load,
    account::Account,
    clock,
    database::Database,
    denying::Denying,
    enrolling::Enrolling,
    growth::Growth,
    measure::{Bench, Pressure},
    report::{Phase, rate},
    server::{Server, apps, settings_file},
    strangers::Strangers,
    waiting::Waiting,
};

/// Measures, and prints what was measured.
pub(crate) async fn run(load: Load) -> anyhow::Result<()> {
    let dir = TempDir::new()?;
    let bench = Bench {
        fakes: Fakes::start(dir.path()).await?,
        tasks: TaskTracker::new(),
    };
    let pressure = Pressure {
        at_once: load.at_once,
        rate: load.rate,
        time: Duration::from_secs(load.seconds),
    };

    let data_dir = load.data_dir.clone().unwrap_or_else(|| dir.path().join("data"));
    let database = load.database(dir.path())?;
    let (given, fakes) = (&load.settings, &bench.fakes);
    let settings = settings_file(given, &data_dir, fakes, database.as_deref(), dir.path())?;
    let server = Server::real(&settings, database).await?;
    let began = clock::now();
    let accounts = bench.enroll(load.devices, &server).await?;
    let enrolled_a_second = rate(accounts.len(), began.elapsed().as_secs_f64());
    let enrolling = Enrolling::measure(load.devices, enrolled_a_second, &bench, &server).await?;
    let denying = Denying::measure(&bench, &server, &accounts).await?;
    let strangers = Strangers::measure(&settings, &bench, &server).await?;
    let measured = bench.measure("server", pressure, &server, &accounts).await?;
    let waiting = Waiting::measure(load.waiting, load.at_once, &bench, &server, &accounts).await?;
    let synchronous = match load.postgres {
        true => None,
        false => server.metric("countersign_store_synchronous").await?,
    };
    server.process.kill().await;

    let bare = if load.no_bare {
        None
    } else {
        let bare = Server::bare(load.devices, &apps(fakes), dir.path()).await?;
        let accounts: Vec<Account> = (0..load.devices).map(Account::numbered).collect();
        let measured = bench.measure("bare", pressure, &bare, &accounts).await?;
        bare.process.kill().await;
        Some(measured)
    };
    let growth = if load.grow == 0 {
        None
    } else {
        let database = load.database(dir.path())?;
        let data_dir = dir.path().join("growing");
        let settings = settings_file(given, &data_dir, fakes, database.as_deref(), dir.path())?;
        let half = Pressure {
            rate: load.rate.or(Some(measured.rate() / 2.0)),
            ..pressure
        };
        Some(Growth::measure(load.grow, half, &bench, &settings, database).await?)
    };
    let report = Report {
        devices: accounts.len(),
        enrolled_a_second,
        enrolling,
        denying,
        strangers,
        measured,
        bare,
        growth,
        waiting,
        synchronous,
    };
    report.print(load.json);
    Ok(())
}

impl Load {
    /// An empty PostgreSQL, if one is to be measured.
    fn database(&self, dir: &Path) -> anyhow::Result<Option<Arc<Database>>> {
        let started = self.postgres.then(|| Database::start(dir)).transpose()?;
        Ok(started.map(Arc::new))
    }
}

/// Everything that was measured.
struct Report {
    devices: usize,
    enrolled_a_second: f64,
    enrolling: Enrolling,
    denying: Denying,
    strangers: Strangers,
    measured: Phase,
    bare: Option<Phase>,
    growth: Option<Growth>,
    waiting: Waiting,
    synchronous: Option<f64>,
}

impl Report {
    #[expect(clippy::print_stdout, reason = "this is a command")]
    fn print(&self, as_json: bool) {
        println!("{}", if as_json { self.json() } else { self.table() });
    }

    fn share_of_bare(&self) -> Option<f64> {
        self.bare.as_ref().map(|bare| self.measured.rate() / bare.rate())
    }

    fn json(&self) -> String {
        let mut report = json!({
            "devices": self.devices, "enrolments_per_second": self.enrolled_a_second, "server": self.measured.json(),
            "bare": self.bare.as_ref().map(Phase::json), "share_of_bare": self.share_of_bare(),
            "sqlite_synchronous": self.synchronous, "small": null, "large": null,
        });
        self.enrolling.report(&mut report);
        self.denying.report(&mut report);
        self.strangers.report(&mut report);
        self.waiting.report(&mut report);
        if let Some(growth) = &self.growth {
            growth.report(&mut report);
        }
        report.to_string()
    }

    fn table(&self) -> String {
        let enrolled = format!(
            "enrolled {} devices, {:.0} a second",
            self.devices, self.enrolled_a_second
        );
        let mut parts = vec![
            enrolled,
            self.enrolling.table(),
            self.denying.table(),
            self.strangers.table(),
            self.measured.table(),
        ];
        if let (Some(bare), Some(share)) = (&self.bare, self.share_of_bare()) {
            parts.push(bare.table());
            parts.push(format!("share of the bare server: {:.0} %", share * 100.0));
        }
        parts.extend(self.growth.as_ref().map(Growth::table));
        parts.push(self.waiting.table());
        parts.extend(self.synchronous.map(|synchronous| {
            format!("SQLite synchronous: {synchronous} (2 is FULL: an fsync before every answer)")
        }));
        parts.join("\n")
    }
}
