//! From the queue to the vendors: takes what is due as far as there is room, sends it, and notes what came of it.

use std::{sync::Arc, time::Duration};

use countersign_proto::relay_api::Report;
use futures_util::future::join_all;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    breaker::Leave,
    lanes::{IN_FLIGHT, LaneId},
    queue::{Claim, Deferred, Key, Leased, Progress, Queue},
    relay::{Ambient, Outcome, Relay},
};

/// Notifications of one lane that are under way at once, as many as it sends at once. What finds no room waits in the queue, not in memory.
const AT_ONCE: usize = IN_FLIGHT;
/// Notifications taken at a time.
const AT_A_TIME: usize = 256;
/// How long a lost hint can delay a notification.
const SLOW_POLL: Duration = Duration::from_secs(1);
/// A notification that no vendor has taken for so long is delayed, and its sender is told.
const LATE: Duration = Duration::from_secs(3);
/// How long credentials that do not work are left alone.
const CREDENTIALS: Duration = Duration::from_secs(60);
/// How long what is under way may take after the word to end.
const GRACE: Duration = Duration::from_secs(10);
/// How soon an outcome that could not be noted is noted again.
const NOTE_AGAIN: Duration = Duration::from_secs(1);
/// How often overdue notifications are looked for, and those that relays left behind.
const EXPIRE_EVERY: Duration = Duration::from_secs(1);
/// How often rows past their use are removed.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// The work of one relay.
pub(crate) struct Dispatcher {
    pub(crate) queue: Arc<dyn Queue>,
    pub(crate) relay: Arc<Relay>,
    pub(crate) ambient: Arc<dyn Ambient>,
    /// Owns what is under way.
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl Dispatcher {
    /// Serves all lanes and keeps house until it is told to end.
    pub(crate) async fn run(self, lanes: Vec<LaneId>) {
        let this = Arc::new(self);
        let all = join_all(lanes.into_iter().map(|lane| Arc::clone(&this).serve(lane)));
        tokio::join!(all, this.keep_house());
    }

    async fn serve(self: Arc<Self>, lane: LaneId) {
        let (permits, mut hints) = (Arc::new(Semaphore::new(AT_ONCE)), self.queue.hints());
        while !self.stop.is_cancelled() {
            let Ok(mut room) = Arc::clone(&permits).acquire_owned().await else {
                return;
            };
            let more = permits.available_permits().min(AT_A_TIME - 1);
            if let Ok(more) = Arc::clone(&permits).try_acquire_many_owned(u32::try_from(more).unwrap_or(0)) {
                room.merge(more);
            }
            // What comes from here on leaves a hint.
            hints.borrow_and_update();
            let now_ms = self.ambient.now_ms();
            let many = match self.relay.look(&lane) {
                Leave::Given => room.num_permits(),
                Leave::Probe => 1,
                Leave::Refused { .. } => {
                    self.put_off(&lane).await;
                    0
                }
            };
            let leased = self.lease(&lane, many).await;
            let is_idle = leased.is_empty();
            for leased in leased {
                let permit = room.split(1);
                let this = Arc::clone(&self);
                self.tasks.spawn(async move {
                    let _permit = permit;
                    this.deliver(&leased).await;
                });
            }
            drop(room);
            if is_idle {
                let due = self.queue.next_due(&lane).map(|due_ms| millis(due_ms - now_ms));
                tokio::select! {
                    () = self.stop.cancelled() => return,
                    _ = hints.changed() => {}
                    () = self.ambient.sleep(due.unwrap_or(SLOW_POLL).min(SLOW_POLL)) => {}
                }
            }
        }
    }

    async fn lease(&self, lane: &LaneId, many: usize) -> Vec<Leased> {
        match self.queue.lease(lane, self.ambient.now_ms(), many).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::error!(%error, "due notifications cannot be read");
                Vec::new()
            }
        }
    }

    /// Leaves all that is due on a lane for later as long as that rests, and tells its senders why, once: they need not wait to know.
    async fn put_off(&self, lane: &LaneId) {
        while let Leave::Refused { until_ms, reason } = self.relay.look(lane) {
            let now_ms = self.ambient.now_ms();
            let due = self.queue.defer_due(lane, now_ms, until_ms, AT_A_TIME);
            if due.is_empty() {
                return;
            }
            let all = due.iter().map(async |deferred| {
                let progress = match deferred {
                    Deferred { cancelled: true, .. } => Progress::Ended(Report::Cancelled),
                    Deferred { delayed: true, .. } => return,
                    _ => Progress::Delayed {
                        reason: reason.to_owned(),
                    },
                };
                self.note(&deferred.key, deferred.deadline_ms, progress).await;
            });
            join_all(all).await;
        }
    }

    async fn deliver(&self, leased: &Leased) {
        let mut lease = LeaseGuard {
            queue: &*self.queue,
            key: &leased.key,
            is_ours: true,
        };
        let ended = async {
            self.stop.cancelled().await;
            self.ambient.sleep(GRACE).await;
        };
        tokio::select! {
            biased;
            was_noted = self.send(leased) => lease.is_ours = !was_noted,
            () = ended => {}
        }
    }

    /// Sends it, and says whether what came of it was noted.
    async fn send(&self, leased: &Leased) -> bool {
        let deadline_ms = leased.notification.deadline_ms;
        let is_wanted = || self.queue.claim(&leased.key) == Claim::Wanted;
        let mut sending = std::pin::pin!(self.relay.send_while(
            leased.key.sender.as_str(),
            &leased.notification,
            &is_wanted
        ));
        let outcome = tokio::select! {
            biased;
            outcome = &mut sending => outcome,
            () = self.ambient.sleep(LATE), if !leased.delayed => {
                let reason = "the vendor has not answered yet".to_owned();
                let noted = self.note(&leased.key, deadline_ms, Progress::Delayed { reason });
                tokio::join!(noted, sending).1
            }
        };
        let progress = match outcome {
            Some(outcome) => progress(outcome, self.ambient.now_ms()),
            None if self.queue.claim(&leased.key) == Claim::TakenBack => Progress::Ended(Report::Cancelled),
            // Another relay may have it now, and its word counts.
            None => return false,
        };
        if let Progress::Postponed { reason, .. } | Progress::Ended(Report::Rejected { reason }) = &progress {
            let provider = leased.notification.target.provider;
            tracing::warn!(notification.id = %leased.key.id, %provider, reason, "a notification was not taken");
        }
        self.note(&leased.key, deadline_ms, progress).await
    }

    /// Notes it, also when the queue cannot be written at first: what was sent must not be sent again. Says whether it was noted before the
    /// deadline.
    async fn note(&self, key: &Key, deadline_ms: i64, progress: Progress) -> bool {
        loop {
            let now_ms = self.ambient.now_ms();
            match self.queue.note(key, progress.clone(), now_ms).await {
                Ok(()) => return true,
                Err(error) => {
                    tracing::error!(notification.id = %key.id, %error, "an outcome could not be noted");
                }
            }
            if now_ms >= deadline_ms {
                return false;
            }
            self.ambient.sleep(NOTE_AGAIN).await;
        }
    }

    async fn keep_house(&self) {
        let mut sweep_at_ms = i64::MIN;
        let lanes: Vec<LaneId> = self.relay.lanes().cloned().collect();
        while !self.stop.is_cancelled() {
            match self.queue.take_over(&lanes, self.ambient.now_ms()).await {
                Ok(0) => {}
                Ok(many) => tracing::info!(many, "notifications of a relay that is gone are taken over"),
                Err(error) => {
                    tracing::error!(%error, "what relays that are gone left behind could not be looked for");
                }
            }
            let now_ms = self.ambient.now_ms();
            if let Err(error) = self.queue.expire(now_ms).await {
                tracing::error!(%error, "overdue notifications could not be ended");
            }
            if now_ms >= sweep_at_ms {
                sweep_at_ms = now_ms + i64::try_from(SWEEP_EVERY.as_millis()).unwrap_or(i64::MAX);
                if let Err(error) = self.queue.sweep(now_ms).await {
                    tracing::error!(%error, "old rows could not be removed");
                }
            }
            self.measure(now_ms);
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.ambient.sleep(EXPIRE_EVERY) => {}
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a queue is shorter than 2^52")]
    fn measure(&self, now_ms: i64) {
        let depth = self.queue.depth();
        metrics::gauge!("countersign_relay_queue_notifications").set(depth.queued as f64);
        let age = depth
            .oldest_ms
            .map_or(Duration::ZERO, |oldest_ms| millis(now_ms - oldest_ms));
        metrics::gauge!("countersign_relay_queue_oldest_seconds").set(age.as_secs_f64());
    }
}

/// What an outcome means for the queue.
fn progress(outcome: Outcome, now_ms: i64) -> Progress {
    let later = |after: Duration, reason| Progress::Postponed {
        due_ms: now_ms.saturating_add(i64::try_from(after.as_millis()).unwrap_or(i64::MAX)),
        reason,
    };
    match outcome {
        Outcome::Accepted => Progress::Ended(Report::Sent { delayed: false }),
        Outcome::DeviceGone { since_ms } => Progress::Ended(Report::DeviceGone { since_ms }),
        Outcome::Rejected { reason } => Progress::Ended(Report::Rejected { reason }),
        Outcome::Later { after, reason } => later(after, reason),
        // Whose credentials they are is no business of the sender's; that they may be mended before the deadline is.
        Outcome::Misconfigured { reason } => later(CREDENTIALS, reason),
        Outcome::Unavailable { reason } => Progress::Ended(Report::Expired { reason }),
    }
}

fn millis(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

/// Gives a notification back, however work on it ends. Once its end or its next time was noted it is ours no more, and may be
/// somebody else's already: giving it back then would have it sent twice.
struct LeaseGuard<'a> {
    queue: &'a dyn Queue,
    key: &'a Key,
    is_ours: bool,
}

impl Drop for LeaseGuard<'_> {
    fn drop(&mut self) {
        if self.is_ours {
            self.queue.release(self.key);
        }
    }
}
