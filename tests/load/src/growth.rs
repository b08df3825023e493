//! The same logins offered to a small installation and, after it has grown, to the large one.

use std::{path::Path, sync::Arc};

use serde_json::Value;

use crate::{
    account::Account,
    database::Database,
    grow::{RECORDS, grow},
    measure::{Bench, Pressure},
    report::Phase,
    server::Server,
};

/// Devices of the small installation.
const SMALL: usize = 1_000;
/// A prime, so that all devices have their turn.
const STRIDE: usize = 7_919;

/// What was measured before and after.
pub(crate) struct Growth {
    devices: usize,
    small: Phase,
    large: Phase,
}

impl Growth {
    /// Measures with a few devices, then with `devices`, on the data that `settings` name. `pressure` has a rate that both carry, so that
    /// what differs is the cost and not the queue.
    pub(crate) async fn measure(
        devices: usize,
        pressure: Pressure,
        bench: &Bench,
        settings: &Path,
        database: Option<Arc<Database>>,
    ) -> anyhow::Result<Self> {
        let server = Server::real(settings, database.clone()).await?;
        let mut accounts = bench.enroll(SMALL, &server).await?;
        let small = bench.measure("small", pressure, &server, &accounts).await?;
        let grown = async {
            grow(settings, SMALL..devices).await?;
            settle(database.as_deref())
        };
        let server = server.restart_after(settings, grown).await?;
        accounts.extend((SMALL..devices).map(Account::numbered));
        // Neighbours in the load are no neighbours in the database.
        let spread = (0..accounts.len()).map(|n| accounts[n * STRIDE % accounts.len()].clone());
        let accounts: Vec<Account> = spread.collect();
        let large = bench.measure("large", pressure, &server, &accounts).await?;
        server.process.kill().await;
        Ok(Self {
            devices,
            small,
            large,
        })
    }

    /// Adds what was measured to a report.
    pub(crate) fn report(&self, report: &mut Value) {
        report["small"] = self.small.json();
        report["large"] = self.large.json();
    }

    pub(crate) fn table(&self) -> String {
        format!(
            "{}\n{}\n{} devices and {} audit records against {SMALL} devices: p99 of a whole login x {:.2}",
            self.small.table(),
            self.large.table(),
            self.devices,
            self.devices * RECORDS,
            self.large.whole_p99() / self.small.whole_p99()
        )
    }
}

/// Months would have passed since: what growing has written is on the disk, and the database knows what it holds.
fn settle(database: Option<&Database>) -> anyhow::Result<()> {
    if let Some(database) = database {
        database.settle()?;
    }
    rustix::fs::sync();
    Ok(())
}
