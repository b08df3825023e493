//! How often one address may knock without credentials (R14).

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use countersign_core::model::Subscriber;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock, QuantaInstant, Reference},
};
use ipnet::IpNet;

/// Remembered addresses above which idle ones are forgotten.
const REMEMBERED: usize = 100_000;
/// How often they are looked through at most: that takes as long as there are many.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// Counts requests per subscriber.
pub(crate) struct Throttle {
    limiter: DefaultKeyedRateLimiter<Subscriber>,
    exempt: Vec<IpNet>,
    swept_at: Mutex<Option<QuantaInstant>>,
}

impl Throttle {
    pub(crate) fn new(per_minute: u32, exempt: Vec<IpNet>) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(Quota::per_minute(per_minute)),
            exempt,
            swept_at: Mutex::default(),
        }
    }

    /// Whether it is time to forget idle ones, for one of those who ask.
    fn is_to_sweep(&self, remembered: usize, now: QuantaInstant) -> bool {
        if remembered <= REMEMBERED {
            return false;
        }
        let mut swept_at = self.swept_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = swept_at.is_none_or(|at| Duration::from(now.duration_since(at)) >= SWEEP_EVERY);
        if is_due {
            *swept_at = Some(now);
        }
        is_due
    }

    /// Counts one request.
    ///
    /// # Errors
    /// How long to wait, if there were too many.
    pub(crate) fn knock(&self, address: IpAddr) -> Result<(), Duration> {
        if self.exempt.iter().any(|network| network.contains(&address)) {
            return Ok(());
        }
        let now = DefaultClock::default().now();
        if self.is_to_sweep(self.limiter.len(), now) {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&Subscriber::of(address))
            .map_err(|until| until.wait_time_from(now))
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

    #[test]
    fn r14_whoever_fills_the_memory_has_it_looked_through_once_a_second() {
        let throttle = Throttle::new(2, Vec::new());
        let now = DefaultClock::default().now();
        let sweeps = |remembered, after: Duration| throttle.is_to_sweep(remembered, now + after.into());
        assert!(!sweeps(REMEMBERED, Duration::ZERO), "there is room");
        let full = REMEMBERED + 1;
        assert!(sweeps(full, Duration::ZERO));
        for millis in [0, 1, 999] {
            assert!(!sweeps(full, Duration::from_millis(millis)), "{millis}");
        }
        assert!(sweeps(full, SWEEP_EVERY));
        assert!(!sweeps(full, SWEEP_EVERY));
    }

    #[test]
    fn r14_an_address_is_stopped_and_its_neighbour_is_not() {
        let throttle = Throttle::new(2, vec!["127.0.0.0/8".parse().unwrap()]);
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(throttle.knock(address("192.0.2.1")).is_ok());
        assert!(throttle.knock(address("192.0.2.1")).is_ok());
        assert!(throttle.knock(address("192.0.2.1")).is_err());
        assert!(throttle.knock(address("192.0.2.2")).is_ok());
        for host in 1..4_u16 {
            let wait = throttle.knock(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, host)));
            assert_eq!(wait.is_err(), host == 3, "one /64 is one subscriber");
        }
        assert!((0..10).all(|_| throttle.knock(address("127.0.0.1")).is_ok()));
    }
}
