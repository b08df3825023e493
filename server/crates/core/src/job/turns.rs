//! Whose turn it is among services that are called: a few calls at once for each, and none for one in trouble until it has rested, so
//! that no service is held up by another (R17).

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::model::{ClientId, Timestamp};

/// Calls at once, of one service.
const EACH: usize = 4;
/// When what finds no place is looked at again.
const AGAIN: Duration = Duration::from_secs(1);
/// How long a service rests after a failure; twice as long after each further one, up to the longest.
const SHORTEST_REST: Duration = Duration::from_secs(5);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// The calls that are under way, and the services that rest.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<HashMap<ClientId, Service>>);

/// A service that is being called, or rests.
#[derive(Debug, Clone, Copy, Default)]
struct Service {
    under_way: usize,
    failures: u32,
    rests_until: Option<Timestamp>,
}

/// One call, until this is dropped.
#[derive(Debug)]
pub(super) struct Turn<'t> {
    turns: &'t Turns,
    client: ClientId,
}

impl Turns {
    /// Begins a call.
    ///
    /// # Errors
    /// How long to wait first.
    pub(super) fn begin(&self, client: &ClientId, now: Timestamp) -> Result<Turn<'_>, Duration> {
        let mut services = self.lock();
        let service = services.entry(client.clone()).or_default();
        if let Some(until) = service.rests_until.filter(|until| now < *until) {
            return Err(until.since(now));
        }
        // After a failure one call shows whether things are better.
        let room = if service.failures == 0 { EACH } else { 1 };
        if service.under_way >= room {
            return Err(AGAIN);
        }
        service.under_way += 1;
        Ok(Turn {
            turns: self,
            client: client.clone(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ClientId, Service>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// The service has answered as it should.
    pub(super) fn succeeded(&self) {
        self.change(|service| {
            service.failures = 0;
            service.rests_until = None;
        });
    }

    /// It has not: how long it rests.
    pub(super) fn failed(&self, now: Timestamp) -> Duration {
        self.change(|service| {
            let rest = SHORTEST_REST * 2_u32.saturating_pow(service.failures.min(16));
            let rest = rest.min(LONGEST_REST);
            service.failures = service.failures.saturating_add(1);
            service.rests_until = Some(now + rest);
            rest
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Service) -> T) -> T {
        change(self.turns.lock().entry(self.client.clone()).or_default())
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut services = self.turns.lock();
        if let Some(service) = services.get_mut(&self.client) {
            service.under_way = service.under_way.saturating_sub(1);
            if service.under_way == 0 && service.failures == 0 {
                services.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::NOW;

    fn client(name: &str) -> ClientId {
        ClientId::new(name)
    }

    #[test]
    fn a_service_in_trouble_rests_and_holds_up_no_other() {
        let turns = Turns::default();
        let (shop, bank) = (client("shop"), client("bank"));
        let failed = |at| turns.begin(&shop, at).unwrap().failed(at);
        assert_eq!(failed(NOW), SHORTEST_REST);
        let later = NOW + Duration::from_secs(2);
        assert_eq!(turns.begin(&shop, later).unwrap_err(), Duration::from_secs(3));
        assert!(turns.begin(&bank, later).is_ok());
        let mut at = NOW + SHORTEST_REST;
        assert_eq!(failed(at), SHORTEST_REST * 2);
        for _ in 0..40 {
            at = at + LONGEST_REST;
            assert!(failed(at) <= LONGEST_REST);
        }
        at = at + LONGEST_REST;
        let probe = turns.begin(&shop, at).unwrap();
        assert_eq!(turns.begin(&shop, at).unwrap_err(), AGAIN, "one shows how it is");
        probe.succeeded();
        drop(probe);
        assert!(turns.lock().is_empty(), "nothing is kept of whoever is well");
    }

    #[test]
    fn a_service_has_a_few_calls_at_once() {
        let turns = Turns::default();
        let (shop, bank) = (client("shop"), client("bank"));
        let mut under_way: Vec<Turn<'_>> = (0..EACH).map(|_| turns.begin(&shop, NOW).unwrap()).collect();
        assert_eq!(turns.begin(&shop, NOW).unwrap_err(), AGAIN);
        assert!(turns.begin(&bank, NOW).is_ok());
        under_way.pop();
        assert!(turns.begin(&shop, NOW).is_ok());
    }
}
