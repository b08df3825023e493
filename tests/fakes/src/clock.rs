//! The vendors' own time, by which they judge tokens.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

/// Seconds since the Unix epoch, as a vendor has them. By default they are the world's; a test that sets its server's clock forward
/// takes the vendors along, or they would call its tokens signed in the future.
#[derive(Clone)]
pub struct VendorClock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl VendorClock {
    /// Follows another clock, which gives milliseconds since the Unix epoch.
    pub fn following(now_ms: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || {
            u64::try_from(now_ms().div_euclid(1000)).unwrap_or(0)
        }))
    }

    pub(crate) fn now_secs(&self) -> u64 {
        (self.0)()
    }
}

impl Default for VendorClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the vendors are not part of the product: their clock is the world's"
    )]
    fn default() -> Self {
        let since_epoch = || SystemTime::now().duration_since(UNIX_EPOCH);
        Self(Arc::new(move || since_epoch().map_or(0, |since| since.as_secs())))
    }
}
