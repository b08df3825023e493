//! The way to one vendor with one set of credentials, in one of its environments: how much is under way on it, and whether it
//! works.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use arc_swap::ArcSwap;
use countersign_proto::push::{Environment, Notification, Provider};
use tokio::sync::Semaphore;

use crate::{
    breaker::{Breaker, Health, LaneState, Leave},
    providers::{apns::Apns, fcm::Fcm, log, messages::Gateway, webpush::WebPush},
    retry::Verdict,
    strangers::Strangers,
};

/// Requests on one lane that are under way at once; Apple and Google both allow more on one connection.
pub(crate) const IN_FLIGHT: usize = 900;

/// Which lane.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LaneId {
    /// Whose credentials; empty for browsers, which belong to no app.
    pub(crate) app: String,
    pub(crate) provider: Provider,
    /// Apple's alone.
    pub(crate) environment: Option<Environment>,
}

impl LaneId {
    /// Apple's to the phones of one app.
    pub(crate) fn apple(app: &str, environment: Environment) -> Self {
        Self {
            app: app.to_owned(),
            provider: Provider::Apns,
            environment: Some(environment),
        }
    }

    /// Google's to the phones of one app.
    pub(crate) fn google(app: &str) -> Self {
        Self {
            app: app.to_owned(),
            provider: Provider::Fcm,
            environment: None,
        }
    }

    /// All to the phones of one app.
    pub(crate) fn of_app(app: &str) -> [Self; 3] {
        [
            Self::apple(app, Environment::Production),
            Self::apple(app, Environment::Sandbox),
            Self::google(app),
        ]
    }

    /// Whether it leads to telephones, where each message costs.
    pub(crate) const fn is_to_telephones(&self) -> bool {
        matches!(self.provider, Provider::Sms | Provider::Voice)
    }
}

impl fmt::Display for LaneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.app, self.provider)?;
        match self.environment {
            Some(environment) => write!(f, " {}", environment.as_str()),
            None => Ok(()),
        }
    }
}

/// What speaks a vendor's language, as one account.
pub(crate) enum Adapter {
    Apns(Apns),
    Fcm(Fcm),
    WebPush(WebPush),
    Gateway(Gateway),
    /// Nobody: what is due is noted.
    Log,
}

impl Adapter {
    /// What a vendor answers to a push for nobody.
    pub(crate) async fn probe(&self, now_ms: i64) -> Verdict {
        match self {
            Self::Apns(apns) => apns.probe(now_ms).await,
            Self::Fcm(fcm) => fcm.probe().await,
            Self::WebPush(_) | Self::Gateway(_) | Self::Log => {
                Verdict::Unsendable("nobody can be asked".to_owned())
            }
        }
    }
}

/// A lane.
pub(crate) struct Lane {
    id: LaneId,
    /// Both environments of Apple share one, and with it the provider token.
    adapter: ArcSwap<Adapter>,
    permits: Semaphore,
    breaker: Mutex<Breaker>,
    strangers: Strangers,
    /// When the vendor last took something, in milliseconds since the Unix epoch; 0 before that.
    accepted_ms: AtomicI64,
}

impl Lane {
    pub(crate) fn new(id: LaneId, adapter: Arc<Adapter>) -> Self {
        Self {
            id,
            adapter: ArcSwap::new(adapter),
            permits: Semaphore::new(IN_FLIGHT),
            breaker: Mutex::default(),
            strangers: Strangers::default(),
            accepted_ms: AtomicI64::new(0),
        }
    }

    /// Whoever speaks on it now.
    pub(crate) fn adapter(&self) -> Arc<Adapter> {
        self.adapter.load_full()
    }

    /// Goes on with other credentials, and afresh: what is known of the lane is about the old ones. What is under way with those ends with
    /// them.
    pub(crate) fn switch(&self, adapter: Arc<Adapter>) {
        self.adapter.store(adapter);
        let before = std::mem::take(&mut *self.breaker()).state();
        if before != LaneState::Open {
            self.announce(LaneState::Open, "");
        }
    }

    /// One try, and who made it. `receipt` is where a gateway may tell what becomes of it later. `now_ms` is asked when it begins: what is signed and how long the push lives depend on it.
    pub(crate) async fn try_send(
        &self,
        notification: &Notification,
        receipt: Option<&str>,
        now_ms: impl Fn() -> i64,
    ) -> (Verdict, Arc<Adapter>) {
        let permit = self.permits.acquire().await;
        let (now_ms, adapter) = (now_ms(), self.adapter());
        if permit.is_err() {
            return (Verdict::Transport("the lane is closed".to_owned()), adapter);
        }
        let verdict = match &*adapter {
            Adapter::Fcm(fcm) => fcm.try_send(notification, now_ms).await,
            Adapter::WebPush(browsers) => browsers.try_send(notification, now_ms).await,
            // Boxed, so that pushes do not carry the room for it.
            Adapter::Gateway(gateway) => Box::pin(gateway.try_send(notification, receipt, now_ms)).await,
            Adapter::Log => log::try_send(notification),
            Adapter::Apns(apns) => {
                let environment = self.id.environment.unwrap_or(Environment::Production);
                apns.try_send(notification, environment, now_ms).await
            }
        };
        if verdict == Verdict::Accepted {
            self.accepted_ms.fetch_max(now_ms, Ordering::Relaxed);
        }
        (verdict, adapter)
    }

    /// When its vendor last took something, in milliseconds since the Unix epoch, if it has since the start.
    pub(crate) fn accepted_ms(&self) -> Option<i64> {
        Some(self.accepted_ms.load(Ordering::Relaxed)).filter(|at_ms| *at_ms > 0)
    }

    /// Whether these credentials are the lane's still.
    pub(crate) fn speaks_by(&self, adapter: &Arc<Adapter>) -> bool {
        Arc::ptr_eq(adapter, &self.adapter())
    }

    /// Gets other credentials of the same account after some were refused, unless those of another one have taken their place.
    pub(crate) async fn renew(&self, refused: &Arc<Adapter>, now_ms: i64) {
        if !self.speaks_by(refused) {
            return;
        }
        match &**refused {
            Adapter::Apns(apns) => apns.renew(now_ms),
            Adapter::Fcm(fcm) => fcm.renew().await,
            // Each of its tokens is new, and a gateway's never is.
            Adapter::WebPush(_) | Adapter::Gateway(_) | Adapter::Log => {}
        }
    }

    /// Asks for leave to try.
    pub(crate) fn ask(&self, now_ms: i64) -> Leave {
        self.breaker().ask(now_ms)
    }

    /// Whether a try would be let through, without asking for it.
    pub(crate) fn look(&self, now_ms: i64) -> Leave {
        self.breaker().look(now_ms)
    }

    /// Learns what came of a try of `by`. Each browser names a push service of its own, and one that does not work says nothing of the
    /// others; nor do credentials that were exchanged since of those that took their place.
    pub(crate) fn learn(&self, by: &Arc<Adapter>, health: Health, now_ms: i64) {
        if self.id.provider == Provider::Webpush || !self.speaks_by(by) {
            return;
        }
        let mut breaker = self.breaker();
        let before = breaker.state();
        breaker.learn(health, now_ms);
        let (after, reason) = (breaker.state(), breaker.reason().map(str::to_owned));
        drop(breaker);
        if before != after {
            self.announce(after, reason.as_deref().unwrap_or(""));
        }
    }

    /// Whether so many of this sender's phones are strangers to the vendor that this one is not believed to be gone.
    pub(crate) fn doubts(&self, sender: &str, is_stranger: bool) -> bool {
        let doubts = self.strangers.learn(sender, is_stranger);
        if doubts {
            let lane = &self.id;
            metrics::counter!("countersign_push_strangers_total", "provider" => self.id.provider.as_str())
                .increment(1);
            tracing::error!(%lane, sender, "a vendor calls so many phones somebody else's that the credentials must be of another app");
        }
        doubts
    }

    /// Its state, and what stands in the way, if anything.
    pub(crate) fn state(&self) -> (LaneState, Option<String>) {
        let breaker = self.breaker();
        (breaker.state(), breaker.reason().map(str::to_owned))
    }

    fn announce(&self, state: LaneState, reason: &str) {
        let (lane, word) = (&self.id, state.as_str());
        metrics::counter!("countersign_push_lane_changes_total", "provider" => self.id.provider.as_str(), "state" => word)
            .increment(1);
        match state {
            LaneState::Open => tracing::info!(%lane, "a lane works again"),
            LaneState::Resting => {
                tracing::warn!(%lane, reason, "a vendor is in trouble; its lane is left alone");
            }
            LaneState::Held => tracing::error!(%lane, reason, "a vendor does not accept the credentials"),
        }
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
