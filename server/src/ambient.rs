//! The machine's own clock and randomness: the one place where they enter.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use async_trait::async_trait;
use countersign_core::{
    model::Timestamp,
    port::{Clock, Entropy},
};
use countersign_relay::Ambient;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the machine's clock enters here")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    async fn sleep_until(&self, deadline: Timestamp) {
        // The clock may be set while we sleep, so no nap is long.
        const NAP: Duration = Duration::from_secs(30);
        loop {
            let left = deadline.since(self.now());
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(NAP)).await;
        }
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "the system's randomness enters here")]
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without randomness must not go on issuing secrets (R18).
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}

/// The flows' clock and randomness, as the relay asks for them.
pub struct RelayAmbient {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
}

#[async_trait]
impl countersign_relay_client::Ambient for RelayAmbient {
    fn now_ms(&self) -> i64 {
        self.clock.now().as_millis()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.entropy.fill(bytes);
    }

    async fn sleep(&self, pause: Duration) {
        self.clock.sleep_until(self.clock.now() + pause).await;
    }
}

#[async_trait]
impl Ambient for RelayAmbient {
    fn now_ms(&self) -> i64 {
        self.clock.now().as_millis()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.entropy.fill(bytes);
    }

    async fn sleep(&self, pause: Duration) {
        self.clock.sleep_until(self.clock.now() + pause).await;
    }
}
