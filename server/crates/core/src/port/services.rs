//! The way to services that want to know of logouts.

use async_trait::async_trait;

/// Calls services at the addresses that they have registered. Implementations guard whom they connect to (R16), and end in bounded
/// time.
#[async_trait]
pub trait Services: Send + Sync + 'static {
    /// Posts a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.5).
    async fn tell(&self, logout_uri: &str, token: &str) -> Told;
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The service has ended its session, or has none.
    Accepted,
    /// It has not, or nobody knows; the reason holds nothing secret.
    Later {
        /// What was answered, or why nothing was.
        reason: String,
    },
}
