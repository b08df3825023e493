//! What goes to browsers is made ready here, with this server's own key, whoever carries it from here.

use std::sync::Arc;

use async_trait::async_trait;
use countersign_core::port::{Clock, Delivery, Notifier};
use countersign_proto::push::{Notification, Provider};
use countersign_relay::BrowserPushes;

/// The way to phones that needs nothing of ours any more, and what must be done before.
pub(crate) struct ForBrowsers {
    /// Nothing if browsers are not woken.
    pub(crate) pushes: Option<BrowserPushes>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) way: Arc<dyn Notifier>,
}

#[async_trait]
impl Notifier for ForBrowsers {
    async fn notify(&self, notification: Notification) -> Delivery {
        if notification.target.provider != Provider::Webpush {
            return self.way.notify(notification).await;
        }
        let Some(pushes) = &self.pushes else {
            return Delivery::Misconfigured {
                reason: "relay.webpush is off".to_owned(),
            };
        };
        match pushes.prepare(notification, self.clock.now().as_millis()) {
            Ok(notification) => self.way.notify(notification).await,
            Err(reason) => Delivery::Rejected { reason },
        }
    }
}
