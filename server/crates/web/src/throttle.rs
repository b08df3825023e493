//! How often one address may knock without credentials (R14).

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use countersign_core::model::Subscriber;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use ipnet::IpNet;

/// Remembered addresses above which idle ones are forgotten.
const REMEMBERED: usize = 100_000;

/// Counts requests per subscriber.
pub(crate) struct Throttle {
    limiter: DefaultKeyedRateLimiter<Subscriber>,
    exempt: Vec<IpNet>,
}

impl Throttle {
    pub(crate) fn new(per_minute: u32, exempt: Vec<IpNet>) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(Quota::per_minute(per_minute)),
            exempt,
        }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// How long to wait, if there were too many.
    pub(crate) fn knock(&self, address: IpAddr) -> Result<(), Duration> {
        if self.exempt.iter().any(|network| network.contains(&address)) {
            return Ok(());
        }
        if self.limiter.len() > REMEMBERED {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&Subscriber::of(address))
            .map_err(|until| until.wait_time_from(DefaultClock::default().now()))
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv6Addr;

    use super::*;

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
