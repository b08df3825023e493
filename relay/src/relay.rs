//! Sends one notification until it is accepted, refused, or worthless.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use countersign_proto::push::{Environment, Notification, Provider, Target};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    breaker::{Health, Leave},
    credentials::Credentials,
    lanes::{Adapter, Lane, LaneId},
    providers::{
        messages::{Gateway, MessageSettings},
        webpush::WebPush,
    },
    receipts::{About, Receipts},
    retry::{Decision, EnvironmentKnown, Situation, Verdict, decide, health, is_stranger},
    settings::{AppSettings, SetupError, WebPushSettings},
};

/// Time and chance, given rather than taken.
#[async_trait]
pub trait Ambient: Send + Sync + 'static {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64;

    /// Milliseconds since some moment, by a clock that nobody sets, to tell how long something lasts.
    fn steady_ms(&self) -> i64 {
        self.now_ms()
    }

    /// Fills `bytes` with what nobody can foresee.
    fn fill(&self, bytes: &mut [u8]);

    /// A number from 0 up to 1.
    fn jitter(&self) -> f64 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        f64::from(u32::from_be_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }

    /// Returns once this much time has passed.
    async fn sleep(&self, pause: Duration);
}

/// What became of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider took it; that is no proof that anybody saw it.
    Accepted,
    /// The provider knows no such installation any more.
    DeviceGone {
        /// Since when, in milliseconds since the Unix epoch.
        since_ms: Option<i64>,
    },
    /// The provider would refuse this notification each time.
    Rejected {
        /// The provider's word for it.
        reason: String,
    },
    /// The credentials do not work.
    Misconfigured {
        /// The provider's word for it.
        reason: String,
    },
    /// The provider cannot take it now.
    Later {
        /// How long to wait before it is sent again.
        after: Duration,
        /// The provider's word for it.
        reason: String,
    },
    /// It could not be sent before its deadline.
    Unavailable {
        /// What stood in the way.
        reason: String,
    },
}

impl Outcome {
    /// The word used in metrics and logs.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::DeviceGone { .. } => "device_gone",
            Self::Rejected { .. } => "rejected",
            Self::Misconfigured { .. } => "misconfigured",
            Self::Later { .. } => "later",
            Self::Unavailable { .. } => "unavailable",
        }
    }
}

/// How a lane is.
#[derive(Serialize, ToSchema)]
pub(crate) struct LaneStatus {
    /// App, vendor, and environment where there are several.
    pub(crate) name: String,
    /// `open`, `resting` (its vendor is in trouble) or `held` (its vendor does not accept the credentials).
    pub(crate) state: &'static str,
    /// What stands in its way.
    pub(crate) reason: Option<String>,
    /// Seconds since its vendor took something, if it has since the start.
    pub(crate) accepted_secs: Option<i64>,
}

/// Reaches the phones of some apps.
pub struct Relay {
    lanes: HashMap<LaneId, Lane>,
    /// Where gateways tell what became of messages, if anywhere.
    receipts: Option<Receipts>,
    ambient: Arc<dyn Ambient>,
}

impl Relay {
    /// Reads the credentials of all apps, and gets ready to wake browsers if that is wanted. Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetupError`] for the first credential that cannot be used.
    pub async fn new(
        apps: &BTreeMap<String, AppSettings>,
        browsers: Option<WebPushSettings>,
        ambient: Arc<dyn Ambient>,
    ) -> Result<Self, SetupError> {
        let mut lanes = HashMap::new();
        for (name, app) in apps {
            for credentials in Credentials::of(app) {
                let adapter = Arc::new(credentials.open().await?);
                for id in credentials.lanes(name) {
                    lanes.insert(id.clone(), Lane::new(id, Arc::clone(&adapter)));
                }
            }
        }
        let unheld = apps.iter().filter(|(_, app)| app.log);
        for id in unheld.flat_map(|(name, _)| LaneId::of_app(name)) {
            let noting = || {
                tracing::warn!(lane = %id, "no vendor gives credentials: pushes are noted, and nobody is woken");
                Lane::new(id.clone(), Arc::new(Adapter::Log))
            };
            lanes.entry(id.clone()).or_insert_with(noting);
        }
        if let Some(settings) = &browsers {
            let adapter = Arc::new(Adapter::WebPush(WebPush::new(settings)?));
            lanes.insert(BROWSERS, Lane::new(BROWSERS, adapter));
        }
        Ok(Self {
            lanes,
            receipts: None,
            ambient,
        })
    }

    /// …that reaches telephones through these gateways too.
    ///
    /// # Errors
    /// [`SetupError`] for the first setting that cannot be used.
    pub fn with_gateways(
        mut self,
        sms: Option<&MessageSettings>,
        voice: Option<&MessageSettings>,
    ) -> Result<Self, SetupError> {
        for (provider, settings) in [(Provider::Sms, sms), (Provider::Voice, voice)] {
            if let Some(settings) = settings {
                let (id, gateway) = (telephones(provider), Gateway::new(provider, settings)?);
                let lane = Lane::new(id.clone(), Arc::new(Adapter::Gateway(gateway)));
                self.lanes.insert(id, lane);
            }
        }
        Ok(self)
    }

    /// Sends `notification`, trying again as the provider's answers suggest, until its deadline. Only short pauses are
    /// waited for here; see [`Outcome::Later`].
    pub async fn send(&self, notification: &Notification) -> Outcome {
        let outcome = self.send_while("", notification, &|| true).await;
        outcome.expect("nobody takes it back")
    }

    /// …whose gateways are told where to tell what became of messages.
    #[must_use]
    pub fn with_receipts(self, receipts: Receipts) -> Self {
        Self {
            receipts: Some(receipts),
            ..self
        }
    }

    /// The same for one of several senders, unless `is_wanted` says before a try that the notification is not to be sent any more; then nothing.
    pub async fn send_while(
        &self,
        sender: &str,
        notification: &Notification,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Outcome> {
        let provider = notification.target.provider;
        let started = self.ambient.now_ms();
        let outcome = match self.lane_of(&notification.target) {
            Some(lane) => self.send_on(lane, sender, notification, is_wanted).await?,
            None => Outcome::Misconfigured {
                reason: format!("app {:?} has no {provider} credentials", notification.target.app),
            },
        };
        metrics::counter!("countersign_push_sent_total", "provider" => provider.as_str(), "result" => outcome.as_str())
            .increment(1);
        metrics::histogram!("countersign_push_send_seconds", "provider" => provider.as_str()).record(
            Duration::from_millis(u64::try_from(self.ambient.now_ms() - started).unwrap_or(0)).as_secs_f64(),
        );
        Some(outcome)
    }

    /// The lane for a target, if there are credentials for it.
    pub(crate) fn lane_of(&self, target: &Target) -> Option<LaneId> {
        let id = match target.provider {
            Provider::Webpush => BROWSERS,
            Provider::Sms | Provider::Voice => telephones(target.provider),
            Provider::Fcm => LaneId::google(&target.app),
            Provider::Apns => LaneId {
                app: target.app.clone(),
                provider: Provider::Apns,
                environment: target.environment.or_else(|| self.home(&target.app)),
            },
        };
        self.lanes.contains_key(&id).then_some(id)
    }

    /// The environment of an app's tokens that do not say theirs.
    fn home(&self, app: &str) -> Option<Environment> {
        let lane = self.lanes.get(&LaneId::apple(app, Environment::Production))?;
        match &*lane.adapter() {
            Adapter::Apns(apns) => Some(apns.environment()),
            Adapter::Log => Some(Environment::Production),
            Adapter::Fcm(_) | Adapter::WebPush(_) | Adapter::Gateway(_) => None,
        }
    }

    /// Lets a lane go on with another adapter, if it is one of ours.
    pub(crate) fn exchange(&self, lane: &LaneId, adapter: &Arc<Adapter>) -> bool {
        let lane = self.lanes.get(lane);
        lane.inspect(|lane| lane.switch(Arc::clone(adapter))).is_some()
    }

    /// Its time and chance.
    pub(crate) fn ambient(&self) -> &dyn Ambient {
        &*self.ambient
    }

    /// All lanes.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = &LaneId> {
        self.lanes.keys()
    }

    /// Whether something sent on this lane now would be tried.
    pub(crate) fn look(&self, lane: &LaneId) -> Leave {
        let lane = self.lanes.get(lane);
        lane.map_or(Leave::Given, |lane| lane.look(self.ambient.now_ms()))
    }

    /// How all lanes are, by name.
    pub(crate) fn status(&self) -> Vec<LaneStatus> {
        let now_ms = self.ambient.now_ms();
        let mut lanes: Vec<(&LaneId, &Lane)> = self.lanes.iter().collect();
        lanes.sort_by_key(|(id, _)| *id);
        let status = |(id, lane): (&LaneId, &Lane)| {
            let (state, reason) = lane.state();
            LaneStatus {
                name: id.to_string().trim_start().to_owned(),
                state: state.as_str(),
                reason,
                accepted_secs: lane.accepted_ms().map(|at_ms| (now_ms - at_ms).max(0) / 1000),
            }
        };
        lanes.into_iter().map(status).collect()
    }

    async fn send_on(
        &self,
        mut lane: LaneId,
        sender: &str,
        notification: &Notification,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Outcome> {
        let mut environment = match notification.target.environment {
            Some(_) => EnvironmentKnown::Told,
            None => EnvironmentKnown::No,
        };
        let about = || About {
            sender: sender.to_owned(),
            id: notification.id,
            reference: notification.reference,
        };
        let receipts = self.receipts.as_ref().filter(|_| lane.is_to_telephones());
        let receipt = receipts.map(|receipts| receipts.url(&about()));
        let (mut broken, mut answered) = (0, 0);
        // Whose credentials were renewed.
        let mut renewed: Option<Arc<Adapter>> = None;
        // Whether what becomes of this one says whether its lane works again: then it need not ask anew.
        let mut is_probe = false;
        loop {
            let time_left = self.time_left(notification);
            if time_left.is_zero() {
                return Some(too_late());
            }
            if !is_wanted() {
                return None;
            }
            let way = self.lanes.get(&lane)?;
            if !is_probe {
                match way.ask(self.ambient.now_ms()) {
                    Leave::Given => {}
                    Leave::Probe => is_probe = true,
                    Leave::Refused { until_ms, reason } => {
                        return Some(self.rested(notification, until_ms, reason));
                    }
                }
            }
            let (verdict, by) = tokio::select! {
                biased;
                tried = way.try_send(notification, receipt.as_deref(), || self.ambient.now_ms()) => tried,
                () = self.ambient.sleep(time_left) => return Some(too_late()),
            };
            let count = match verdict {
                Verdict::Transport(_) => &mut broken,
                _ => &mut answered,
            };
            *count += 1;
            let situation = Situation {
                attempt: *count,
                renewed: renewed.as_ref().is_some_and(|renewed| Arc::ptr_eq(renewed, &by)),
                time_left: self.time_left(notification),
                jitter: self.ambient.jitter(),
                environment,
            };
            let decision = decide(&verdict, situation);
            let health = health(&verdict, &decision);
            is_probe &= health == Health::Unknown;
            way.learn(&by, health, self.ambient.now_ms());
            match decision {
                Decision::Done(Outcome::Misconfigured { .. }) if !way.speaks_by(&by) => {
                    // Others were put in their place meanwhile, and have not been asked.
                    answered -= 1;
                }
                Decision::Done(outcome @ (Outcome::Accepted | Outcome::DeviceGone { .. })) => {
                    let doubted = way.doubts(sender, is_stranger(&verdict));
                    let reason = || format!("{verdict}, as for too many others");
                    return Some(if doubted {
                        Outcome::Misconfigured { reason: reason() }
                    } else {
                        outcome
                    });
                }
                Decision::Done(outcome) => return Some(outcome),
                Decision::OtherEnvironment => {
                    // This was no answer to the notification yet.
                    answered -= 1;
                    is_probe = false;
                    environment = EnvironmentKnown::OtherTried;
                    lane.environment = lane.environment.map(other);
                }
                Decision::Again(pause) => self.ambient.sleep(pause).await,
                Decision::Renewed(pause) => {
                    way.renew(&by, self.ambient.now_ms()).await;
                    renewed = Some(by);
                    self.ambient.sleep(pause).await;
                }
            }
            tracing::debug!(notification.id = %notification.id, ?verdict, "a push is tried again");
        }
    }

    /// The lane is left alone until then.
    fn rested(&self, notification: &Notification, until_ms: i64, reason: String) -> Outcome {
        let after_ms = u64::try_from(until_ms - self.ambient.now_ms())
            .unwrap_or(0)
            .max(1);
        let after = Duration::from_millis(after_ms);
        if after < self.time_left(notification) {
            Outcome::Later { after, reason }
        } else {
            Outcome::Unavailable { reason }
        }
    }

    fn time_left(&self, notification: &Notification) -> Duration {
        Duration::from_millis(u64::try_from(notification.deadline_ms - self.ambient.now_ms()).unwrap_or(0))
    }
}

/// The lane to all browsers.
const BROWSERS: LaneId = LaneId {
    app: String::new(),
    provider: Provider::Webpush,
    environment: None,
};

/// The lane to all telephones that are reached in this way.
const fn telephones(provider: Provider) -> LaneId {
    LaneId {
        app: String::new(),
        provider,
        environment: None,
    }
}

const fn other(environment: Environment) -> Environment {
    match environment {
        Environment::Production => Environment::Sandbox,
        Environment::Sandbox => Environment::Production,
    }
}

fn too_late() -> Outcome {
    Outcome::Unavailable {
        reason: "the deadline has passed".to_owned(),
    }
}
