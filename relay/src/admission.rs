//! How a sender that hands in too much is kept from being noticed by the others: what is above its quota waits for its turn, what
//! is refused is refused late, and little of it is written at once.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use countersign_proto::relay_api::MAX_BATCH;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::relay::Ambient;

/// Notifications of one sender that are written at once, whatever its quota: what holds up others for a few milliseconds.
const AT_ONCE: u32 = 128;
/// Requests of one sender that wait for room in its quota, each with its body.
const WAITING: usize = 64;
/// How long a request waits for room, and how long a refusal takes: whoever does not heed when to come back is slowed all the same…
const PATIENCE: Duration = Duration::from_secs(1);
/// …and for each request of its sender that was here before, if there are so many that it takes longer; one connection does not carry as
/// many…
const EACH: Duration = Duration::from_millis(10);
/// …but a client has not given up.
const LONGEST: Duration = Duration::from_secs(4);
/// When to come back if the quota is smaller than what is asked for at once.
const A_MINUTE: Duration = Duration::from_secs(60);

/// What one sender hands in.
pub(crate) struct Admission {
    quota: DefaultDirectRateLimiter,
    waiting: Semaphore,
    /// Whose turn it is to have what comes free in the quota: first come, first served.
    turn: Semaphore,
    writing: Semaphore,
    /// Requests that are here.
    present: AtomicU32,
}

impl Admission {
    /// Of a sender that may hand in so many in a minute.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            quota: RateLimiter::direct(quota(per_minute)),
            waiting: Semaphore::new(WAITING),
            turn: Semaphore::new(1),
            writing: Semaphore::new(AT_ONCE as usize),
            present: AtomicU32::new(0),
        }
    }

    /// One more request, until it is dropped.
    pub(crate) fn enter<'a>(&'a self, ambient: &'a dyn Ambient) -> Visit<'a> {
        let before = self.present.fetch_add(1, Relaxed);
        Visit {
            admission: self,
            ambient,
            entered_ms: ambient.steady_ms(),
            patience: EACH.saturating_mul(before).clamp(PATIENCE, LONGEST),
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
    /// By the clock that nobody sets.
    entered_ms: i64,
    patience: Duration,
}

impl Visit<'_> {
    /// Counts notifications, as soon as there is room for them in the quota.
    ///
    /// # Errors
    /// When to come back after [`wait_out`](Self::wait_out), if there is none in time.
    pub(crate) async fn count(&self, notifications: usize) -> Result<(), Duration> {
        let Some(notifications) = u32::try_from(notifications).ok().and_then(NonZeroU32::new) else {
            return Ok(());
        };
        let Ok(_waiting) = self.admission.waiting.try_acquire() else {
            return Err(PATIENCE);
        };
        let _turn = tokio::select! {
            biased;
            turn = self.admission.turn.acquire() => turn,
            () = self.wait_out() => return Err(PATIENCE),
        };
        loop {
            let Err(wait) = self.admission.count(notifications) else {
                return Ok(());
            };
            let left = self.left();
            if wait > left {
                return Err(wait - left);
            }
            self.ambient.sleep(wait).await;
        }
    }

    /// Returns when so many may be written, as long as what is returned is kept.
    pub(crate) async fn room_to_write(&self, notifications: usize) -> SemaphorePermit<'_> {
        let many = u32::try_from(notifications).unwrap_or(u32::MAX).min(AT_ONCE);
        let room = self.admission.writing.acquire_many(many).await;
        room.expect("nobody closes it")
    }

    /// Returns when it may be refused.
    pub(crate) async fn wait_out(&self) {
        self.ambient.sleep(self.left()).await;
    }

    fn left(&self) -> Duration {
        let here_ms = self.ambient.steady_ms().saturating_sub(self.entered_ms);
        self.patience
            .saturating_sub(Duration::from_millis(u64::try_from(here_ms).unwrap_or(0)))
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
    use std::sync::atomic::AtomicUsize;

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
        let served = AtomicUsize::new(0);
        let counted = (0..10).map(async |place| {
            let counted = visit().count(20).await;
            (counted, served.fetch_add(1, Relaxed) == place)
        });
        let all = join_all(counted).await;
        assert_eq!(all, [(Ok(()), true); 10], "and the next ones one after the other");
    }

    #[tokio::test]
    async fn what_is_far_above_the_quota_is_refused_and_holds_up_nobody() {
        let admission = Admission::new(600);
        let visit = || admission.enter(&SystemAmbient);
        assert_eq!(visit().count(100).await, Ok(()));
        let refused = visit().count(50).now_or_never();
        assert!(
            refused.is_some_and(|counted| counted.is_err_and(|wait| wait > PATIENCE)),
            "it is not even tried"
        );
        let too_much = visit().count(101).now_or_never();
        assert!(too_much.is_some_and(|counted| counted.is_err_and(|wait| wait > A_MINUTE / 2)));
        assert_eq!(visit().count(1).await, Ok(()));
        assert_eq!(visit().count(0).now_or_never(), Some(Ok(())));
    }

    #[tokio::test]
    async fn few_requests_wait_with_their_bodies() {
        let admission = Admission::new(600);
        let visit = || admission.enter(&SystemAmbient);
        assert_eq!(visit().count(100).await, Ok(()));
        let visits: Vec<_> = (0..=WAITING).map(|_| visit()).collect();
        let mut waiting: Vec<_> = visits.iter().map(|visit| Box::pin(visit.count(5))).collect();
        let mut waits = waiting.iter_mut().map(|count| count.now_or_never().is_none());
        assert!(waits.by_ref().take(WAITING).all(|waits| waits));
        assert_eq!(waits.next(), Some(false), "the next one is refused");
    }

    #[test]
    fn refusals_take_longer_where_there_are_very_many() {
        let admission = Admission::new(60);
        let visits: Vec<_> = (0..1000).map(|_| admission.enter(&SystemAmbient)).collect();
        let patience = |number: usize| visits[number].patience.as_millis();
        assert_eq!([0, 100, 300, 999].map(patience), [1000, 1000, 3000, 4000]);
        drop(visits);
        let whoever_has_gone_counts_no_more = admission.enter(&SystemAmbient).patience;
        assert_eq!(whoever_has_gone_counts_no_more, PATIENCE);
    }

    #[test]
    fn little_of_one_sender_is_written_at_once() {
        let admission = Admission::new(60);
        let visit = admission.enter(&SystemAmbient);
        let first = visit.room_to_write(100).now_or_never();
        assert!(first.is_some());
        assert!(visit.room_to_write(100).now_or_never().is_none());
        drop(first);
        assert!(
            visit.room_to_write(100_000).now_or_never().is_some(),
            "too much goes alone"
        );
    }
}
