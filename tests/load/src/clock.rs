//! The tool's own time and chance.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use countersign::ambient::SystemEntropy;
use countersign_core::port::Entropy;
use countersign_relay::Ambient;

/// A point to measure from.
#[expect(clippy::disallowed_methods, reason = "the tool measures real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Returns at a point in time, or at once if it has passed; says which it was.
pub(crate) async fn wait_until(due: Instant) -> Instant {
    tokio::time::sleep_until(due.into()).await;
    due
}

/// Lets a while pass.
pub(crate) async fn pause(pause: Duration) {
    tokio::time::sleep(pause).await;
}

/// The machine's time, without chance: the tool wants the same run each time.
pub(crate) struct RealTime;

#[async_trait]
impl Ambient for RealTime {
    #[expect(clippy::disallowed_methods, reason = "the vendors' tokens live in real time")]
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0x80);
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}

/// The same with chance: what is signed must not be signed twice alike.
pub(crate) struct Signing;

#[async_trait]
impl countersign_relay_client::Ambient for Signing {
    fn now_ms(&self) -> i64 {
        RealTime.now_ms()
    }

    fn fill(&self, bytes: &mut [u8]) {
        SystemEntropy.fill(bytes);
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}
