//! How many connections one subscriber has, so that no single one takes all places.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};

use ipnet::IpNet;

use super::Limits;

/// The places that are taken.
pub(super) struct Places {
    per_address: usize,
    exempt: Vec<IpNet>,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// One place; given back when it is dropped.
pub(super) struct Place(Option<(Arc<Places>, IpAddr)>);

impl Places {
    pub(super) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            per_address: limits.connections_per_address,
            exempt: limits.exempt.clone(),
            taken: Mutex::default(),
        })
    }

    /// A place for a connection from `address`; nothing if its subscriber has as many as one may have.
    pub(super) fn take(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let address = address.to_canonical();
        if address.is_loopback() || self.exempt.iter().any(|network| network.contains(&address)) {
            return Some(Place(None));
        }
        let subscriber = subscriber(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let places = taken.entry(subscriber).or_insert(0);
        if *places >= self.per_address {
            return None;
        }
        *places += 1;
        Some(Place(Some((Arc::clone(self), subscriber))))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((places, subscriber)) = self.0.take() else {
            return;
        };
        let mut taken = places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&subscriber) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&subscriber);
            }
        }
    }
}

/// An IPv4 address, or the /64 of IPv6 within which addresses are free for the taking.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Arc<Places> {
        Places::new(&Limits {
            connections_per_address: 2,
            exempt: vec!["10.0.0.0/8".parse().unwrap()],
            ..Limits::default()
        })
    }

    #[test]
    fn r14_one_subscriber_does_not_take_the_places_of_others() {
        let places = places();
        let take = |address: &str| places.take(address.parse().unwrap());
        let first = take("192.0.2.1").unwrap();
        let _second = take("::ffff:192.0.2.1").unwrap();
        assert!(take("192.0.2.1").is_none(), "the third of two");
        assert!(take("192.0.2.2").is_some(), "a neighbour");
        drop(first);
        assert!(take("192.0.2.1").is_some(), "one was given back");
        let _network = [take("2001:db8::1").unwrap(), take("2001:db8::2:0:0:1").unwrap()];
        assert!(take("2001:db8::ffff").is_none(), "one /64 is one subscriber");
        assert!(take("2001:db8:0:1::1").is_some(), "another /64 is another");
    }

    #[test]
    fn proxies_and_the_machine_itself_have_as_many_as_they_want() {
        let places = places();
        for address in ["127.0.0.1", "::1", "10.1.2.3", "::ffff:10.1.2.3"] {
            let taken: Vec<_> = (0..10).map(|_| places.take(address.parse().unwrap())).collect();
            assert!(taken.iter().all(Option::is_some), "{address}");
        }
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
