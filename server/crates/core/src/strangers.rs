//! Counters for user names that do not exist, so that limits do not tell which ones do (R7).

use countersign_proto::ids::UserId;
use moka::sync::Cache;

use crate::{
    limits::Limits,
    model::{Refusal, Standing, StandingKey, Timestamp},
};

/// Keeps [`Standing`]s in memory, bounded: guesses at names write no row.
#[derive(Clone)]
pub struct Strangers(Cache<StandingKey, Standing>);

impl Strangers {
    /// Remembers up to `capacity` guessers.
    pub fn new(capacity: u64) -> Self {
        Self(Cache::new(capacity))
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
