//! Time, given rather than taken.

use async_trait::async_trait;

use crate::model::Timestamp;

/// The one source of time for rules, so that tests advance it instead of sleeping.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The present.
    fn now(&self) -> Timestamp;

    /// Returns once `now` has reached `deadline`.
    async fn sleep_until(&self, deadline: Timestamp);
}
