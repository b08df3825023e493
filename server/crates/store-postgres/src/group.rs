//! Carries out a group of units in one transaction with two questions to the database, however many units there are: which
//! versions are held now, under locks, and then everything that the accepted units write.

mod held;
mod written;

use countersign_batch::Transact;
use countersign_core::port::{Commit, Swept, UnitOfWork};
use countersign_postgres::{close, in_time, is_anothers_locks, is_conflict, is_units_fault};
use sqlx::{PgConnection, PgPool};

use self::written::Written;
use crate::sweep::{self, Step};

/// What the writer does.
#[derive(Debug)]
pub(crate) enum Work {
    /// Applies a unit whole or not at all.
    Unit(Box<UnitOfWork>),
    /// Removes some of what has served its time.
    Sweep(Step),
    /// Writes something that nobody reads.
    Beat,
}

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Done {
    /// Of a unit.
    Unit(Commit),
    /// Of a sweep; how much was removed, and what is left to do.
    Sweep(Swept, Option<Step>),
    /// Of a beat.
    Beat,
}

/// How often a group that another node's locks have broken is tried in all.
const TRIES: u32 = 5;

/// Decides in order of arrival: the first unit that moves a row wins, the others conflict.
pub(crate) struct Group(pub(crate) PgPool);

impl Transact for Group {
    type Work = Work;
    type Done = Done;
    type Error = sqlx::Error;

    async fn commit(&mut self, group: &[Work]) -> Result<Vec<Done>, sqlx::Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match in_time(self.try_to_commit(group)).await {
                Err(error) if tries < TRIES && is_anothers_locks(&error) => {
                    tracing::debug!(%error, "a group met another node's and is tried again");
                }
                // Somebody else holds a unique key, or has removed what a row hangs on.
                Err(error) if group.len() == 1 && is_conflict(&error) => {
                    return Ok(vec![Done::Unit(Commit::Conflict)]);
                }
                outcome => return outcome,
            }
        }
    }

    fn may_be_one_units_fault(error: &sqlx::Error) -> bool {
        is_units_fault(error)
    }

    async fn close(self) {
        close(&self.0).await;
    }
}

impl Group {
    async fn try_to_commit(&self, group: &[Work]) -> Result<Vec<Done>, sqlx::Error> {
        // Dropped before its commit it is rolled back.
        let mut transaction = self.0.begin().await?;
        let done = apply(&mut transaction, group).await?;
        transaction.commit().await?;
        metrics::counter!("countersign_store_groups_total").increment(1);
        metrics::counter!("countersign_store_units_total").increment(group.len() as u64);
        Ok(done)
    }
}

async fn apply(connection: &mut PgConnection, group: &[Work]) -> Result<Vec<Done>, sqlx::Error> {
    let mut held = held::read(connection, group.iter().filter_map(Work::unit)).await?;
    let mut written = Written::default();
    let mut done = Vec::with_capacity(group.len());
    for work in group {
        done.push(match work {
            Work::Unit(unit) => {
                let decided = held.decide(unit);
                if decided == Commit::Committed {
                    written.add(unit);
                }
                Done::Unit(decided)
            }
            Work::Sweep(step) => {
                let (swept, left) = sweep::sweep(connection, *step).await?;
                Done::Sweep(swept, left)
            }
            Work::Beat => {
                let beat = sqlx::query("UPDATE heartbeat SET beats = beats + 1");
                beat.execute(&mut *connection).await?;
                Done::Beat
            }
        });
    }
    written.write(connection).await?;
    Ok(done)
}

impl Work {
    fn unit(&self) -> Option<&UnitOfWork> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Sweep(_) | Self::Beat => None,
        }
    }
}
