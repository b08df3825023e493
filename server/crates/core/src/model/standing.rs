//! How an initiator stands with a user: what it has asked for and how that ended (R14).

use std::time::Duration;

use countersign_proto::ids::UserId;
use serde::{Deserialize, Serialize};

use super::{StandingKey, Timestamp, Version};
use crate::limits::Limits;

/// The window over which pushes are counted.
const WINDOW: Duration = Duration::from_secs(60);

/// Longer than any back-off or lock.
const LONGEST_REFUSAL: Duration = Duration::from_secs(24 * 3600);

/// The counters of one (user, initiator) pair. Only this initiator is bound by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Whose counters.
    #[serde(skip, default = "unset_key")]
    pub key: StandingKey,
    /// On whom the initiator acts.
    pub user_id: UserId,
    touched_at: Timestamp,
    window_start: Timestamp,
    pushes: u32,
    denials: u32,
    failures: u32,
    refused_until: Timestamp,
    /// See [`Version`].
    #[serde(skip, default = "unset_version")]
    pub version: Version,
}

/// What an initiator must wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Time until it may try again.
    pub retry_after: Duration,
}

impl Standing {
    /// The standing of an initiator that has done nothing yet.
    pub const fn new(key: StandingKey, user_id: UserId) -> Self {
        let never = Timestamp::from_millis(0);
        Self {
            key,
            user_id,
            touched_at: never,
            window_start: never,
            pushes: 0,
            denials: 0,
            failures: 0,
            refused_until: never,
            version: Version::from_stored(0),
        }
    }

    /// Where a store keeps the counters: the user first, so that all of one user lie together.
    pub fn place(user_id: UserId, key: StandingKey) -> [u8; 32] {
        let mut place = [0; 32];
        place[..16].copy_from_slice(user_id.as_uuid().as_bytes());
        place[16..].copy_from_slice(&key.to_bytes());
        place
    }

    /// The key in a place of a store.
    pub fn key_at(place: [u8; 32]) -> StandingKey {
        let mut key = [0; 16];
        key.copy_from_slice(&place[16..]);
        StandingKey::from_bytes(key)
    }

    /// The standing that a store has found, or that of an initiator that has done nothing yet.
    pub fn found(found: Option<Self>, key: StandingKey, user_id: UserId) -> Self {
        found.unwrap_or(Self::new(key, user_id))
    }

    /// Counts one more push, or says how long to wait. One start or resend is one push, however many devices.
    ///
    /// # Errors
    /// [`Refusal`] during a back-off or lock, and above the pushes of a minute.
    pub fn push(self, now: Timestamp, limits: &Limits) -> Result<Self, Refusal> {
        self.check(now)?;
        // A clock that was set back opens a new window instead of refusing until it has caught up.
        let same_window = now >= self.window_start && now < self.window_start + WINDOW;
        let (window_start, pushes) = if same_window {
            (self.window_start, self.pushes)
        } else {
            (now, 0)
        };
        if pushes >= limits.pushes_per_initiator_per_minute {
            return Err(Refusal {
                retry_after: (window_start + WINDOW).since(now),
            });
        }
        Ok(Self {
            touched_at: now,
            window_start,
            pushes: pushes + 1,
            version: self.version.next(),
            ..self
        })
    }

    /// Whether this initiator may act now.
    ///
    /// # Errors
    /// [`Refusal`] during a back-off or lock.
    pub fn check(&self, now: Timestamp) -> Result<(), Refusal> {
        // A longer one was written by a clock that ran ahead.
        let longest = now + LONGEST_REFUSAL;
        if now < self.refused_until && self.refused_until <= longest {
            return Err(Refusal {
                retry_after: self.refused_until.since(now),
            });
        }
        Ok(())
    }

    /// Counts a denial; from the configured one on, each starts a back-off.
    #[must_use]
    pub fn denied(self, now: Timestamp, limits: &Limits) -> Self {
        let denials = self.denials + 1;
        let refused_until = if denials >= limits.denials_before_backoff {
            now + limits.denial_backoff()
        } else {
            self.refused_until
        };
        Self {
            touched_at: now,
            denials,
            refused_until,
            version: self.version.next(),
            ..self
        }
    }

    /// Counts a failure; at the configured one the initiator is locked out for [`Limits::LOCK`].
    #[must_use]
    pub fn failed(self, now: Timestamp, limits: &Limits) -> Self {
        let failures = self.failures + 1;
        let (failures, refused_until) = if failures >= limits.failures_before_lock {
            (0, now + Limits::LOCK)
        } else {
            (failures, self.refused_until)
        };
        Self {
            touched_at: now,
            failures,
            refused_until,
            version: self.version.next(),
            ..self
        }
    }

    /// The standing after a success, or nothing if there is nothing to forget. Pushes stay counted.
    pub fn succeeded(&self) -> Option<Self> {
        (self.denials > 0 || self.failures > 0).then(|| Self {
            denials: 0,
            failures: 0,
            version: self.version.next(),
            ..*self
        })
    }

    /// When the row has nothing left to say and may go.
    pub fn settled_at(&self) -> Timestamp {
        (self.touched_at + Duration::from_secs(24 * 3600)).max(self.refused_until)
    }
}

const fn unset_key() -> StandingKey {
    StandingKey::from_bytes([0; 16])
}

const fn unset_version() -> Version {
    Version::from_stored(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn fresh() -> Standing {
        Standing::new(StandingKey::from_bytes([1; 16]), UserId::new(uuid::Uuid::nil()))
    }

    #[test]
    fn r14_the_sixth_push_of_a_minute_waits_for_the_window_to_end() {
        let limits = Limits::default();
        let mut standing = fresh();
        for _ in 0..5 {
            standing = standing.push(NOW, &limits).unwrap();
        }
        let later = NOW + Duration::from_secs(20);
        assert_eq!(
            standing.push(later, &limits),
            Err(Refusal {
                retry_after: Duration::from_secs(40)
            })
        );
        assert!(standing.push(NOW + WINDOW, &limits).is_ok());
    }

    #[test]
    fn r14_the_second_denial_starts_a_back_off_and_a_success_forgets_it() {
        let limits = Limits::default();
        let once = fresh().denied(NOW, &limits);
        assert!(once.check(NOW).is_ok());
        let twice = once.denied(NOW, &limits);
        assert_eq!(
            twice.check(NOW),
            Err(Refusal {
                retry_after: Duration::from_secs(60)
            })
        );
        assert!(twice.check(NOW + Duration::from_secs(60)).is_ok());
        let forgiven = twice.succeeded().unwrap();
        assert!(
            forgiven
                .denied(NOW + Duration::from_secs(60), &limits)
                .check(NOW + Duration::from_secs(60))
                .is_ok()
        );
    }

    #[test]
    fn r14_the_tenth_failure_locks_this_initiator_out() {
        let limits = Limits::default();
        let mut standing = fresh();
        for _ in 0..9 {
            standing = standing.failed(NOW, &limits);
            assert!(standing.check(NOW).is_ok());
        }
        assert_eq!(
            standing.failed(NOW, &limits).check(NOW),
            Err(Refusal {
                retry_after: Limits::LOCK
            })
        );
    }

    #[test]
    fn r14_a_clock_set_back_does_not_refuse_for_longer() {
        let limits = Limits::default();
        let standing = (0..5).try_fold(fresh(), |s, _| s.push(NOW, &limits)).unwrap();
        assert!(standing.push(NOW - Duration::from_secs(3600), &limits).is_ok());
        let ahead = NOW + Duration::from_secs(365 * 24 * 3600);
        let locked = (0..10).fold(fresh(), |s, _| s.failed(ahead, &limits));
        assert!(locked.check(ahead).is_err() && locked.check(NOW).is_ok());
    }
}
