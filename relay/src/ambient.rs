//! The machine's own clock and randomness: the one place where they enter the relay as a service.

use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;

use crate::relay::Ambient;

/// The machine's.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemAmbient;

#[async_trait]
impl Ambient for SystemAmbient {
    #[expect(clippy::disallowed_methods, reason = "the machine's clock enters here")]
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    #[expect(clippy::disallowed_methods, reason = "the machine's clock enters here")]
    fn steady_ms(&self) -> i64 {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    #[expect(clippy::disallowed_methods, reason = "the system's randomness enters here")]
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without randomness must not go on sealing (R18).
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }

    async fn sleep(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }
}
