//! The machine's clock, which a test can set forward and back.

use std::{pin::pin, time::Duration};

use countersign::ambient::SystemClock;
use countersign_core::{model::Timestamp, port::Clock};
use tokio::sync::watch;

/// How long a one-time password is shown.
const STEP_MS: i64 = 30_000;

/// Runs with the machine, a chosen time ahead of it.
#[derive(Clone)]
pub struct AdvancingClock(watch::Sender<i64>);

impl Default for AdvancingClock {
    /// Starts just as a new one-time password is shown, so that no test happens to see it change.
    fn default() -> Self {
        Self(watch::channel(STEP_MS - SystemClock.now().as_millis() % STEP_MS).0)
    }
}

impl AdvancingClock {
    /// Moves time forward and wakes whoever waits for it.
    pub fn advance(&self, by: Duration) {
        self.shift(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
    }

    /// Sets the clock back, as a time server would.
    pub fn set_back(&self, by: Duration) {
        self.shift(-i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
    }

    /// Lets time fly, second by second, until `done` is.
    pub async fn fly_until<T>(&self, done: impl Future<Output = T>) -> T {
        const SECOND: Duration = Duration::from_millis(5);
        let mut done = pin!(done);
        loop {
            tokio::select! {
                biased;
                value = &mut done => return value,
                () = tokio::time::sleep(SECOND) => self.advance(Duration::from_secs(1)),
            }
        }
    }

    fn shift(&self, by_ms: i64) {
        self.0.send_modify(|ahead| *ahead += by_ms);
    }
}

#[async_trait::async_trait]
impl Clock for AdvancingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(SystemClock.now().as_millis() + *self.0.borrow())
    }

    async fn sleep_until(&self, deadline: Timestamp) {
        let mut ahead = self.0.subscribe();
        loop {
            let left = deadline.since(self.now());
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                _ = ahead.changed() => {}
            }
        }
    }
}
