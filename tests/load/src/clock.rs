//! The tool's own time and chance.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use countersign_relay::Ambient;

/// A point to measure from.
#[expect(clippy::disallowed_methods, reason = "the tool measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The machine's time, without chance: the tool wants the same run each time.
pub(crate) struct RealTime;

impl Ambient for RealTime {
    #[expect(clippy::disallowed_methods, reason = "the vendors' tokens live in real time")]
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}
