//! Hints that something may have changed. Rows are the truth: a lost hint costs time, never a decision.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use countersign_proto::ids::{DeviceId, EnrollmentId, LoginId};
use tokio::sync::watch;

/// What a hint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A login may have moved.
    Login(LoginId),
    /// An enrolment may have moved.
    Enrollment(EnrollmentId),
    /// The open challenges of a device may be others now.
    Device(DeviceId),
    /// Jobs may be due.
    Jobs,
}

/// Carries hints from whoever commits to whoever waits.
pub trait Signals: Send + Sync + 'static {
    /// Tells everybody who waits for `topic`. Never blocks, may get lost.
    fn publish(&self, topic: Topic);

    /// Starts listening. Every hint published from now on ends the next [`Subscription::changed`].
    fn subscribe(&self, topic: Topic) -> Subscription;

    /// How long a lost hint may go unnoticed: whoever waits reads its row that often without one.
    fn slow_poll(&self) -> Duration;
}

/// Listens to one topic.
pub struct Subscription {
    receiver: Option<watch::Receiver<()>>,
    topic: Topic,
    shard: Arc<Shard>,
}

type Shard = Mutex<HashMap<Topic, watch::Sender<()>>>;

impl Subscription {
    /// Returns at the next hint, or at once if one has come since the last call.
    pub async fn changed(&mut self) {
        if let Some(receiver) = &mut self.receiver {
            // An error means that the sender is gone, which happens only at shutdown.
            let _ = receiver.changed().await;
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.receiver = None;
        let mut topics = self.shard.lock().unwrap_or_else(PoisonError::into_inner);
        if topics
            .get(&self.topic)
            .is_some_and(|sender| sender.receiver_count() == 0)
        {
            topics.remove(&self.topic);
        }
    }
}

/// Hints within one process never get lost, so a slow poll is for rows that were changed behind its back alone.
const SLOW_POLL: Duration = Duration::from_secs(30);

/// Hints within one process.
pub struct LocalSignals {
    shards: Vec<Arc<Shard>>,
    hasher: RandomState,
}

impl Default for LocalSignals {
    fn default() -> Self {
        Self {
            shards: (0..16).map(|_| Arc::default()).collect(),
            hasher: RandomState::new(),
        }
    }
}

impl LocalSignals {
    fn shard(&self, topic: Topic) -> &Arc<Shard> {
        let hash = self.hasher.hash_one(topic);
        &self.shards[usize::try_from(hash % 16).unwrap_or(0)]
    }
}

impl LocalSignals {
    /// Tells everybody: hints may have been lost.
    pub fn publish_all(&self) {
        for shard in &self.shards {
            let topics = shard.lock().unwrap_or_else(PoisonError::into_inner);
            topics.values().for_each(|sender| sender.send_replace(()));
        }
    }
}

impl Signals for LocalSignals {
    fn publish(&self, topic: Topic) {
        let topics = self.shard(topic).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(&topic) {
            sender.send_replace(());
        }
    }

    fn subscribe(&self, topic: Topic) -> Subscription {
        let shard = Arc::clone(self.shard(topic));
        let receiver = {
            let mut topics = shard.lock().unwrap_or_else(PoisonError::into_inner);
            topics
                .entry(topic)
                .or_insert_with(|| watch::channel(()).0)
                .subscribe()
        };
        Subscription {
            receiver: Some(receiver),
            topic,
            shard,
        }
    }

    fn slow_poll(&self) -> Duration {
        SLOW_POLL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hint_between_subscribing_and_waiting_is_not_lost() {
        let signals = LocalSignals::default();
        let mut subscription = signals.subscribe(Topic::Jobs);
        signals.publish(Topic::Jobs);
        subscription.changed().await;
    }

    #[tokio::test]
    async fn after_a_loss_everybody_looks() {
        let signals = LocalSignals::default();
        let topics = (0..40).map(|n| Topic::Login(LoginId::new(uuid::Uuid::from_u128(n))));
        let subscriptions: Vec<_> = topics.map(|topic| signals.subscribe(topic)).collect();
        signals.publish_all();
        for mut subscription in subscriptions {
            subscription.changed().await;
        }
    }

    #[tokio::test]
    async fn topics_without_listeners_are_forgotten() {
        let signals = LocalSignals::default();
        let topic = Topic::Login(LoginId::new(uuid::Uuid::nil()));
        let first = signals.subscribe(topic);
        let second = signals.subscribe(topic);
        drop(first);
        assert_eq!(signals.shard(topic).lock().unwrap().len(), 1);
        drop(second);
        assert!(signals.shard(topic).lock().unwrap().is_empty());
    }
}
