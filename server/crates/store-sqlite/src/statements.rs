//! Statements of phones that were used, in memory: this is the only process that takes them.

use std::time::Duration;

use countersign_proto::ids::DeviceId;
use moka::sync::Cache;

/// As many as a small machine takes in two minutes, and many more.
const CAPACITY: u64 = 1_000_000;
/// Longer than any statement is good.
const KEEP: Duration = Duration::from_secs(180);

/// The used ones, bounded.
pub(crate) struct Statements(Cache<(DeviceId, String), ()>);

impl Default for Statements {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(CAPACITY).time_to_live(KEEP).build())
    }
}

impl Statements {
    /// See [`countersign_core::port::Store::use_statement`].
    pub(crate) fn is_new(&self, device: DeviceId, jti: &str) -> bool {
        self.0.entry((device, jti.to_owned())).or_insert(()).is_fresh()
    }
}
