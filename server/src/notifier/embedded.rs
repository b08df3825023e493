//! The embedded relay, as the flows' way to phones.

use std::sync::Arc;

use async_trait::async_trait;
use countersign_core::{
    model::Timestamp,
    port::{Delivery, Notifier},
};
use countersign_proto::push::Notification;
use countersign_relay::{Outcome, Relay};

/// Sends from this process.
pub(crate) struct EmbeddedRelay(pub(crate) Arc<Relay>);

#[async_trait]
impl Notifier for EmbeddedRelay {
    async fn notify(&self, notification: Notification) -> Delivery {
        delivery(self.0.send(&notification).await)
    }
}

/// An outcome, as the flows sort it.
fn delivery(outcome: Outcome) -> Delivery {
    match outcome {
        Outcome::Accepted => Delivery::Accepted,
        Outcome::DeviceGone { since_ms } => Delivery::DeviceGone {
            since: since_ms.map(Timestamp::from_millis),
        },
        Outcome::Rejected { reason } => Delivery::Rejected { reason },
        Outcome::Misconfigured { reason } => Delivery::Misconfigured { reason },
        Outcome::Later { after, .. } => Delivery::Later { after },
        Outcome::Unavailable { reason } => Delivery::Unavailable { reason },
    }
}
