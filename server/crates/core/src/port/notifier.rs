//! The way to phones.

use std::time::Duration;

use async_trait::async_trait;
use countersign_proto::push::Notification;

use crate::model::Timestamp;

/// Hands notifications to the relay, embedded or remote.
#[async_trait]
pub trait Notifier: Send + Sync + 'static {
    /// Tries until the notification is accepted, refused for good, or must wait longer than a moment.
    async fn notify(&self, notification: Notification) -> Delivery;
}

/// What became of a notification, sorted by what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The vendor took it, or a relay that reports later what became of it. That is no proof that anybody saw it.
    Accepted,
    /// The vendor knows no such installation any more, since the given time if it says so.
    DeviceGone {
        /// Since when, by the vendor's clock.
        since: Option<Timestamp>,
    },
    /// The vendor or the relay refuses this notification; sending it again would not help.
    Rejected {
        /// The vendor's word for it.
        reason: String,
    },
    /// Nothing can be sent until an operator has mended the credentials.
    Misconfigured {
        /// The vendor's word for it.
        reason: String,
    },
    /// The vendor cannot take it now; nothing was sent.
    Later {
        /// How long to wait before it is sent again.
        after: Duration,
    },
    /// The vendor could not be reached in time.
    Unavailable {
        /// What stood in the way.
        reason: String,
    },
}
