//! A notifier that keeps what it is given and answers as told.

use std::sync::Mutex;

use async_trait::async_trait;
use countersign_proto::push::Notification;

use crate::port::{Delivery, Notifier};

/// Records notifications.
#[derive(Default)]
pub struct RecordingNotifier {
    sent: Mutex<Vec<Notification>>,
    next: Mutex<Option<Delivery>>,
}

impl RecordingNotifier {
    /// Takes everything that was sent so far.
    pub fn take(&self) -> Vec<Notification> {
        std::mem::take(&mut *self.sent.lock().expect("no test panics while it holds this lock"))
    }

    /// Makes the next notification end like this.
    pub fn answer_next(&self, delivery: Delivery) {
        *self.next.lock().expect("no test panics while it holds this lock") = Some(delivery);
    }
}

#[async_trait]
impl Notifier for RecordingNotifier {
    async fn notify(&self, notification: Notification) -> Delivery {
        self.sent
            .lock()
            .expect("no test panics while it holds this lock")
            .push(notification);
        self.next
            .lock()
            .expect("no test panics while it holds this lock")
            .take()
            .unwrap_or(Delivery::Accepted)
    }
}
