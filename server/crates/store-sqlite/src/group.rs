//! Applies a group of units with two questions to the database, however many units there are: what is held now, and
//! then everything that the accepted units write.

mod held;
mod written;

use std::sync::Arc;

use countersign_core::{
    audit_log::Hash,
    port::{Commit, Swept, UnitOfWork},
};
use countersign_sqlite_batch::Apply;
use sqlx::SqliteConnection;

use self::written::Written;
use crate::{
    agenda::Agenda,
    known::Known,
    set::Set,
    sweep::{self, Step},
    table::audit,
};

/// What the one writer does.
#[derive(Debug)]
pub(crate) enum Work {
    /// Applies a unit whole or not at all.
    Unit(Box<UnitOfWork>),
    /// Removes some of what has served its time.
    Sweep(Step),
    /// Forgets the personal details of audit records.
    Erase(Vec<(i64, Hash)>),
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
    /// Of an erasure.
    Erase,
    /// Of a beat.
    Beat,
}

/// Decides in order of arrival: the first unit that moves a row wins, the others conflict.
pub(crate) struct Group {
    known: Arc<Known>,
    agenda: Arc<Agenda>,
}

impl Group {
    pub(crate) const fn new(known: Arc<Known>, agenda: Arc<Agenda>) -> Self {
        Self { known, agenda }
    }
}

impl Apply for Group {
    type Work = Work;
    type Done = Done;

    async fn apply(
        &mut self,
        connection: &mut SqliteConnection,
        group: &[Work],
    ) -> Result<Vec<Done>, sqlx::Error> {
        let mut held = held::read(connection, &self.known, group.iter().filter_map(Work::unit)).await?;
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
                Work::Erase(erased) => {
                    let erased: Set = erased.iter().copied().map(audit::encode_erased).collect();
                    let erase = sqlx::query(audit::ERASE).bind(erased.into_jsonb());
                    erase.execute(&mut *connection).await?;
                    Done::Erase
                }
                Work::Beat => {
                    let beat = sqlx::query("UPDATE heartbeat SET beats = beats + 1");
                    beat.execute(&mut *connection).await?;
                    Done::Beat
                }
            });
        }
        written.write(connection).await?;
        metrics::counter!("countersign_store_groups_total").increment(1);
        metrics::counter!("countersign_store_units_total").increment(group.len() as u64);
        Ok(done)
    }

    fn committed(&mut self, group: &[Work], done: &[Done]) {
        // Whatever a sweep removes has long ended; that it takes all the rest along costs a few questions.
        if done.iter().any(|done| matches!(done, Done::Sweep(..))) {
            self.known.forget();
        }
        let applied = || {
            let decided = group.iter().zip(done);
            decided.filter_map(|(work, done)| match done {
                Done::Unit(Commit::Committed) => work.unit(),
                Done::Unit(Commit::Conflict) | Done::Sweep(..) | Done::Erase | Done::Beat => None,
            })
        };
        self.known.learn(applied());
        self.agenda.learn(applied());
    }

    fn failed(&mut self) {
        self.known.forget();
    }
}

impl Work {
    fn unit(&self) -> Option<&UnitOfWork> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Sweep(_) | Self::Erase(_) | Self::Beat => None,
        }
    }
}
