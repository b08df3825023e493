//! Sends one notification until it is accepted, refused, or worthless.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use countersign_proto::push::{Environment, Notification, Provider};
use tokio::sync::Semaphore;

use crate::{
    providers::{apns::Apns, fcm::Fcm, webpush::WebPush},
    retry::{Decision, EnvironmentKnown, Situation, Verdict, decide},
    settings::{AppSettings, SetupError, WebPushSettings},
};

/// Requests on one lane that are under way at once; Apple and Google both allow more on one connection.
const IN_FLIGHT: usize = 900;

/// Time and chance, given rather than taken.
#[async_trait]
pub trait Ambient: Send + Sync + 'static {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> i64;

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

/// Reaches the phones of some apps.
pub struct Relay {
    lanes: HashMap<(String, Provider), Lane>,
    /// To browsers, which belong to no app.
    browsers: Option<Lane>,
    ambient: Arc<dyn Ambient>,
}

/// The way to one provider with one set of credentials.
struct Lane {
    adapter: Adapter,
    permits: Semaphore,
}

enum Adapter {
    Apns(Box<Apns>),
    Fcm(Box<Fcm>),
    WebPush(Box<WebPush>),
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
            if let Some(settings) = &app.apns {
                let adapter = Adapter::Apns(Box::new(Apns::new(settings)?));
                lanes.insert((name.clone(), Provider::Apns), Lane::new(adapter));
            }
            if let Some(settings) = &app.fcm {
                let adapter = Adapter::Fcm(Box::new(Fcm::new(settings).await?));
                lanes.insert((name.clone(), Provider::Fcm), Lane::new(adapter));
            }
        }
        let browsers = match browsers {
            Some(settings) => Some(Lane::new(Adapter::WebPush(Box::new(WebPush::new(settings)?)))),
            None => None,
        };
        Ok(Self {
            lanes,
            browsers,
            ambient,
        })
    }

    /// Sends `notification`, trying again as the provider's answers suggest, until its deadline. Only short pauses are
    /// waited for here; see [`Outcome::Later`].
    pub async fn send(&self, notification: &Notification) -> Outcome {
        let outcome = self.send_while(notification, &|| true).await;
        outcome.expect("nobody takes it back")
    }

    /// The same, unless `is_wanted` says before a try that the notification is not to be sent any more; then nothing.
    pub async fn send_while(
        &self,
        notification: &Notification,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Outcome> {
        let provider = notification.target.provider;
        let started = self.ambient.now_ms();
        let outcome = match self.lane(&notification.target.app, provider) {
            Some(lane) => self.send_on(lane, notification, is_wanted).await?,
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

    /// Whether there are credentials for this app and provider.
    pub fn serves(&self, app: &str, provider: Provider) -> bool {
        self.lane(app, provider).is_some()
    }

    fn lane(&self, app: &str, provider: Provider) -> Option<&Lane> {
        match provider {
            Provider::Webpush => self.browsers.as_ref(),
            Provider::Apns | Provider::Fcm => self.lanes.get(&(app.to_owned(), provider)),
        }
    }

    async fn send_on(
        &self,
        lane: &Lane,
        notification: &Notification,
        is_wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Outcome> {
        let mut environment = match notification.target.environment {
            Some(_) => EnvironmentKnown::Told,
            None => EnvironmentKnown::No,
        };
        let (mut broken, mut answered, mut renewed) = (0, 0, false);
        loop {
            let time_left = self.time_left(notification);
            if time_left.is_zero() {
                return Some(too_late());
            }
            if !is_wanted() {
                return None;
            }
            let verdict = tokio::select! {
                biased;
                verdict = lane.try_send(notification, environment, &*self.ambient) => verdict,
                () = self.ambient.sleep(time_left) => return Some(too_late()),
            };
            let count = match verdict {
                Verdict::Transport(_) => &mut broken,
                _ => &mut answered,
            };
            *count += 1;
            let situation = Situation {
                attempt: *count,
                renewed,
                time_left: self.time_left(notification),
                jitter: self.ambient.jitter(),
                environment,
            };
            match decide(&verdict, situation) {
                Decision::Done(outcome) => return Some(outcome),
                Decision::OtherEnvironment => {
                    // This was no answer to the notification yet.
                    answered -= 1;
                    environment = EnvironmentKnown::OtherTried;
                }
                Decision::Again(pause) => self.ambient.sleep(pause).await,
                Decision::Renewed(pause) => {
                    renewed = true;
                    lane.renew(self.ambient.now_ms()).await;
                    self.ambient.sleep(pause).await;
                }
            }
            tracing::debug!(notification.id = %notification.id, ?verdict, "a push is tried again");
        }
    }

    fn time_left(&self, notification: &Notification) -> Duration {
        Duration::from_millis(u64::try_from(notification.deadline_ms - self.ambient.now_ms()).unwrap_or(0))
    }
}

fn too_late() -> Outcome {
    Outcome::Unavailable {
        reason: "the deadline has passed".to_owned(),
    }
}

impl Lane {
    fn new(adapter: Adapter) -> Self {
        Self {
            adapter,
            permits: Semaphore::new(IN_FLIGHT),
        }
    }

    async fn try_send(
        &self,
        notification: &Notification,
        known: EnvironmentKnown,
        ambient: &dyn Ambient,
    ) -> Verdict {
        let Ok(_permit) = self.permits.acquire().await else {
            return Verdict::Transport("the lane is closed".to_owned());
        };
        // Not before: what is signed and how long the push lives depend on it.
        let now_ms = ambient.now_ms();
        match &self.adapter {
            Adapter::Fcm(fcm) => fcm.try_send(notification, now_ms).await,
            Adapter::WebPush(browsers) => browsers.try_send(notification, now_ms).await,
            Adapter::Apns(apns) => {
                let environment = notification.target.environment.unwrap_or(apns.environment());
                let environment = match (known, environment) {
                    (EnvironmentKnown::No | EnvironmentKnown::Told, likely) => likely,
                    (EnvironmentKnown::OtherTried, Environment::Production) => Environment::Sandbox,
                    (EnvironmentKnown::OtherTried, Environment::Sandbox) => Environment::Production,
                };
                apns.try_send(notification, environment, now_ms).await
            }
        }
    }

    async fn renew(&self, now_ms: i64) {
        match &self.adapter {
            Adapter::Apns(apns) => apns.renew(now_ms),
            Adapter::Fcm(fcm) => fcm.renew().await,
            // Each of its tokens is new.
            Adapter::WebPush(_) => {}
        }
    }
}
