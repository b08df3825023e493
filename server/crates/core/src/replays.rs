//! Statements of phones that are good once, for as long as they are good at all.

use std::time::Duration;

use countersign_proto::{
    ids::DeviceId,
    native::request::{CLOCK_TOLERANCE_SECS, Fresh},
};
use moka::sync::Cache;

/// Twice the tolerance and a bit: from the earliest moment at which a statement is good to the last.
const KEEP: Duration = Duration::from_secs(2 * CLOCK_TOLERANCE_SECS.unsigned_abs() + 5);

/// Remembers statements in memory, bounded. What changes something is also known by its row, so a node that has not seen a
/// statement can at most show a device its own challenges twice.
#[derive(Clone)]
pub struct Replays(Cache<(DeviceId, String), ()>);

impl Replays {
    /// Remembers up to `capacity` statements.
    pub fn new(capacity: u64) -> Self {
        Self(Cache::builder().max_capacity(capacity).time_to_live(KEEP).build())
    }

    /// Whether `device` has not used this statement before; from now on it has.
    pub fn is_new(&self, device: DeviceId, statement: &impl Fresh) -> bool {
        let key = (device, statement.jti().to_owned());
        self.0.entry(key).or_insert(()).is_fresh()
    }
}
