//! A relay that somebody else runs. What it has taken is its own to send; what became of that comes back as [`super::Reports`].

use std::sync::Arc;

use async_trait::async_trait;
use countersign_core::port::{Delivery, Notifier};
use countersign_proto::push::Notification;
use countersign_relay_client::{Client, SubmitError};

/// Hands notifications in elsewhere.
pub(crate) struct RemoteRelay(pub(crate) Arc<Client>);

#[async_trait]
impl Notifier for RemoteRelay {
    async fn notify(&self, notification: Notification) -> Delivery {
        match self.0.submit(&notification).await {
            Ok(_) => Delivery::Accepted,
            Err(SubmitError::Later { after, reason }) => {
                tracing::warn!(reason, "the relay does not take notifications now");
                Delivery::Later { after }
            }
            Err(SubmitError::Rejected { reason }) => Delivery::Rejected { reason },
            Err(SubmitError::Misconfigured { reason }) => Delivery::Misconfigured { reason },
            Err(SubmitError::TooLate { reason }) => Delivery::Unavailable { reason },
        }
    }
}
