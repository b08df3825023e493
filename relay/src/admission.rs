//! How a sender that hands in too much is kept from being noticed by the others: what is above its quota waits for its turn, what
//! is refused is refused late, and little of it is written at once.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use countersign_proto::relay_api::MAX_BATCH;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

use crate::relay::Ambient;

/// Notifications of one sender that are written at once: what holds up others for a few milliseconds.
const AT_ONCE: u32 = 128;
/// Requests of one sender that wait for room in its quota, each with its body.
const WAITING: usize = 64;
/// How long a request waits for room before it is refused. Whoever does not heed when to come back is slowed all the same…
const PATIENCE: Duration = Duration::from_secs(1);
/// …and the more so the more requests it has here: no more than a hundred a second are refused…
const EACH: Duration = Duration::from_millis(10);
/// …but none so late that its client has given up.
const LONGEST: Duration = Duration::from_secs(4);
/// When to come back if the quota is smaller than what is asked for at once.
const A_MINUTE: Duration = Duration::from_secs(60);

/// What one sender hands in.
pub(crate) struct Admission {
    quota: DefaultDirectRateLimiter,
    /// Whose turn it is to have what comes free in the quota: first come, first served.
    turn: Mutex<()>,
    waiting: Semaphore,
    writing: Semaphore,
    /// Requests that hand something in and are not answered.
    present: AtomicUsize,
}

impl Admission {
    /// Of a sender that may hand in so many in a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            quota: RateLimiter::direct(quota(per_minute)),
            turn: Mutex::default(),
            waiting: Semaphore::new(WAITING),
            writing: Semaphore::new(AT_ONCE as usize),
            present: AtomicUsize::new(0),
        }
    }

    /// One more request, until it is dropped.
    pub(crate) fn enter<'a>(&'a self, ambient: &'a dyn Ambient) -> Visit<'a> {
        let present = self.present.fetch_add(1, Relaxed);
        let patience = EACH.saturating_mul(u32::try_from(present).unwrap_or(u32::MAX));
        let patience = patience.clamp(PATIENCE, LONGEST);
        Visit {
            admission: self,
            ambient,
            until_ms: ambient
                .steady_ms()
                .saturating_add(i64::try_from(patience.as_millis()).unwrap_or(i64::MAX)),
        }
    }

    /// Counts notifications.
    ///
    /// # Errors
    /// How long it takes until there is room for them.
    fn count(&self, notifications: NonZeroU32) -> Result<(), Duration> {
        match self.quota.check_n(notifications) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(until)) => Err(until.wait_time_from(DefaultClock::default().now())),
            Err(_) => Err(A_MINUTE),
        }
    }
}

/// A request that hands something in.
pub(crate) struct Visit<'a> {
    admission: &'a Admission,
    ambient: &'a dyn Ambient,
    /// When it may be refused, by the clock that nobody sets.
    until_ms: i64,
}

impl Visit<'_> {
    /// Counts notifications, as soon as there is room for them in the quota.
    ///
    /// # Errors
    /// When to come back, if there is none in time.
    pub(crate) async fn count(&self, notifications: usize) -> Result<(), Duration> {
        let Some(notifications) = u32::try_from(notifications).ok().and_then(NonZeroU32::new) else {
            return Ok(());
        };
        let Ok(_waiting) = self.admission.waiting.try_acquire() else {
            return Err(PATIENCE);
        };
        let _turn = tokio::select! {
            biased;
            turn = self.admission.turn.lock() => turn,
            () = self.ambient.sleep(self.left()) => return Err(PATIENCE),
        };
        loop {
            let Err(wait) = self.admission.count(notifications) else {
                return Ok(());
            };
            if wait > self.left() {
                return Err(wait);
            }
            self.ambient.sleep(wait).await;
        }
    }

    /// Waits until so many may be written, as long as what is returned is kept.
    pub(crate) async fn write(&self, notifications: usize) -> Option<SemaphorePermit<'_>> {
        let many = u32::try_from(notifications).unwrap_or(u32::MAX).min(AT_ONCE);
        // Nobody closes it.
        self.admission.writing.acquire_many(many).await.ok()
    }

    /// Returns when it may be refused.
    pub(crate) async fn wait_out(&self) {
        self.ambient.sleep(self.left()).await;
    }

    fn left(&self) -> Duration {
        let left_ms = self.until_ms.saturating_sub(self.ambient.steady_ms());
        Duration::from_millis(u64::try_from(left_ms).unwrap_or(0))
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.admission.present.fetch_sub(1, Relaxed);
    }
}

/// So many in a minute, and at once no more than the share of a second or one whole request: a minute's worth that comes in one heap
/// would hold up all other senders.
fn quota(per_minute: u32) -> Quota {
    let at_once = (per_minute / 60)
        .max(MAX_BATCH.try_into().unwrap_or(u32::MAX))
        .min(per_minute);
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(at_once))
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, future::join_all};

    use super::*;
    use crate::ambient::SystemAmbient;

    #[test]
    fn a_quota_is_had_evenly() {
        for (per_minute, at_once) in [
            (1, 1),
            (99, 99),
            (600, 100),
            (60_000, 1000),
            (u32::MAX, u32::MAX / 60),
        ] {
            let quota = quota(per_minute);
            assert_eq!(quota.burst_size().get(), at_once, "{per_minute}");
            let of_a_minute = 60.0 / quota.replenish_interval().as_secs_f64();
            assert!(
                (of_a_minute / f64::from(per_minute) - 1.0).abs() < 0.1,
                "{per_minute}: {of_a_minute}"
            );
        }
    }

    #[tokio::test]
    async fn what_is_a_little_above_the_quota_waits_for_its_turn() {
        let admission = Admission::new(60_000);
        let visit = || admission.enter(&SystemAmbient);
        assert_eq!(visit().count(1000).await, Ok(()), "the share of a second at once");
        let counted = join_all((0..10).map(|_| async { visit().count(20).await })).await;
        assert_eq!(counted, [Ok(()); 10], "and the next ones one after the other");
    }

    #[tokio::test]
    async fn what_is_far_above_the_quota_is_refused_and_holds_up_nobody() {
        let admission = Admission::new(600);
        let visit = admission.enter(&SystemAmbient);
        assert_eq!(visit.count(100).await, Ok(()));
        let refused = visit.count(50).now_or_never();
        assert!(
            refused.is_some_and(|counted| counted.is_err_and(|wait| wait > PATIENCE)),
            "it is not even tried"
        );
        assert_eq!(visit.count(101).now_or_never(), Some(Err(A_MINUTE)));
        assert_eq!(visit.count(1).await, Ok(()));
        assert_eq!(visit.count(0).now_or_never(), Some(Ok(())));
    }

    #[tokio::test]
    async fn few_requests_wait_with_their_bodies() {
        let admission = Admission::new(60);
        let visits: Vec<_> = (0..=WAITING).map(|_| admission.enter(&SystemAmbient)).collect();
        assert_eq!(visits[0].count(60).await, Ok(()));
        let mut waiting: Vec<_> = visits.iter().map(|visit| Box::pin(visit.count(1))).collect();
        let mut waits = waiting.iter_mut().map(|count| count.now_or_never().is_none());
        assert_eq!(
            waits.by_ref().take(WAITING).filter(|waits| *waits).count(),
            WAITING
        );
        assert_eq!(waits.next(), Some(false), "the next one is refused");
    }

    #[test]
    fn refusals_take_the_longer_the_more_of_them_there_are() {
        let admission = Admission::new(60);
        let visits: Vec<_> = (0..1000).map(|_| admission.enter(&SystemAmbient)).collect();
        let about = |number: usize| visits[number].left().as_secs_f64().round();
        assert_eq!(
            [about(0), about(100), about(300), about(999)],
            [1.0, 1.0, 3.0, 4.0]
        );
        drop(visits);
        assert!(
            admission.enter(&SystemAmbient).left() <= PATIENCE,
            "whoever has gone counts no more"
        );
    }

    #[test]
    fn little_of_one_sender_is_written_at_once() {
        let admission = Admission::new(60);
        let visit = admission.enter(&SystemAmbient);
        let first = visit.write(100).now_or_never();
        assert!(first.is_some());
        assert!(visit.write(100).now_or_never().is_none());
        drop(first);
        assert!(
            visit.write(100_000).now_or_never().is_some(),
            "too much goes alone"
        );
    }
}
