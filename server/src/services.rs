//! Services that want to know of logouts, at the addresses that they have registered.

use async_trait::async_trait;
use countersign_core::port::{Services, Told};
use countersign_relay::GuardedClient;

/// Calls them through the guard (R16).
pub(crate) struct GuardedServices(pub(crate) GuardedClient);

#[async_trait]
impl Services for GuardedServices {
    async fn tell(&self, logout_uri: &str, token: &str) -> Told {
        // A compact JWS has no character that a form would have to escape.
        let form = format!("logout_token={token}");
        match self.0.post_form(logout_uri, form).await {
            Ok(status) if status.is_success() => Told::Accepted,
            Ok(status) => Told::Later {
                reason: format!("it answered {}", status.as_u16()),
            },
            Err(reason) => Told::Later { reason },
        }
    }
}
