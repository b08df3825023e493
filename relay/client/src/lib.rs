#![doc = include_str!("../README.md")]

mod call;
mod client;
mod error;

pub use client::{Client, Settings, SetupError};
pub use error::{CallError, SubmitError};

/// Time and chance, given rather than taken.
#[async_trait::async_trait]
pub trait Ambient: Send + Sync + 'static {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64;

    /// Fills `bytes` with what nobody can foresee.
    fn fill(&self, bytes: &mut [u8]);

    /// Returns once this much time has passed.
    async fn sleep(&self, pause: std::time::Duration);
}
