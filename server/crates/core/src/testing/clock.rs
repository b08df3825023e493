//! A clock that stands still until a test advances it.

use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;

use crate::{model::Timestamp, port::Clock};

/// Time under a test's control.
#[derive(Debug, Clone)]
pub struct TestClock(watch::Sender<Timestamp>);

impl TestClock {
    /// A clock that shows `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(watch::channel(now).0)
    }

    /// Moves time forward and wakes whoever waits for it.
    pub fn advance(&self, by: Duration) {
        self.0.send_modify(|now| *now = *now + by);
    }

    /// Sets the clock back, as a correction by an operator or a time server would.
    pub fn set_back(&self, by: Duration) {
        self.0.send_modify(|now| *now = *now - by);
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    async fn sleep_until(&self, deadline: Timestamp) {
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = self.0.subscribe().wait_for(|now| *now >= deadline).await;
    }
}
