//! Counters for user names that do not exist, so that limits do not tell which ones do (R7).

use std::time::Duration;

use countersign_proto::ids::UserId;
use moka::sync::Cache;

use crate::{
    limits::Limits,
    model::{Refusal, Standing, StandingKey, Timestamp},
};

/// How long a guesser is remembered: as long as one at a name that exists, see [`Standing::settled_at`].
const KEEP: Duration = Duration::from_secs(24 * 3600);

/// Keeps [`Standing`]s in memory, bounded: guesses at names write no row.
#[derive(Clone)]
pub struct Strangers(Cache<StandingKey, Standing>);

impl Strangers {
    /// Remembers up to `capacity` guessers.
    pub fn new(capacity: u64) -> Self {
        let builder = Cache::builder().max_capacity(capacity);
        Self(builder.time_to_live(KEEP).build())
    }

    /// Whether this initiator may try again.
    ///
    /// # Errors
    /// [`Refusal`] while it is locked out.
    pub fn check(&self, key: StandingKey, now: Timestamp) -> Result<(), Refusal> {
        self.0.get(&key).map_or(Ok(()), |standing| standing.check(now))
    }

    /// Counts a failure.
    pub fn failed(&self, key: StandingKey, now: Timestamp, limits: &Limits) {
        let standing = self
            .0
            .get(&key)
            .unwrap_or(Standing::new(key, UserId::new(uuid::Uuid::nil())));
        self.0.insert(key, standing.failed(now, limits));
    }
}
