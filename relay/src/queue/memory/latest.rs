//! The numbers of the senders' latest events, and whoever waits for the next.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use crate::queue::SenderName;

/// The latest events as far as this process has heard of them.
#[derive(Default)]
pub(in crate::queue) struct Latest(Mutex<HashMap<SenderName, watch::Sender<i64>>>);

impl Latest {
    pub(in crate::queue) fn of(&self, sender: &SenderName) -> i64 {
        self.lock().get(sender).map_or(0, |latest| *latest.borrow())
    }

    pub(in crate::queue) fn set(&self, sender: &SenderName, number: i64) {
        let mut latest = self.lock();
        let latest = latest
            .entry(sender.clone())
            .or_insert_with(|| watch::Sender::new(0));
        latest.send_replace(number);
    }

    pub(in crate::queue) fn follow(&self, sender: &SenderName) -> watch::Receiver<i64> {
        let mut latest = self.lock();
        let latest = latest
            .entry(sender.clone())
            .or_insert_with(|| watch::Sender::new(0));
        latest.subscribe()
    }

    /// Lets everybody look who waits: something may have been missed.
    pub(in crate::queue) fn nudge(&self) {
        for latest in self.lock().values() {
            latest.send_modify(|_| {});
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SenderName, watch::Sender<i64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
