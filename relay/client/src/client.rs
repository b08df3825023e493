//! A relay, as a sender sees it.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use countersign_proto::{
    keys::ServerKey,
    push::Notification,
    relay_api::{CLOCK_TOLERANCE_SECS, Events, Receipt, Timeline},
};
use reqwest::{Certificate, Method, redirect};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    Ambient, CallError, SubmitError,
    call::{Call, Failed, Problem, call},
};

/// How long making a connection may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How long one request may take.
const TIME_OUT: Duration = Duration::from_secs(5);
/// How often one notification is handed in before it is left to the caller.
const TRIES: u32 = 3;
/// Pause before it is handed in again.
const QUICK: Duration = Duration::from_millis(250);
/// When a relay that was not reached is tried again.
const LATER: Duration = Duration::from_secs(2);
/// Events asked for at once.
const EVENTS: u32 = 500;

/// Which relay.
pub struct Settings {
    /// Its public URL, exactly as it stands in its own settings: signatures cover it.
    pub url: String,
    /// What we sign with; the relay's operator has the public half.
    pub key: Arc<ServerKey>,
    /// Trust anchors beside those of the system.
    pub ca_file: Option<PathBuf>,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The trust anchors cannot be read.
    #[error("{}: {what}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// TLS cannot be set up.
    #[error("the client cannot be made: {0}")]
    Http(#[from] reqwest::Error),
}

/// A relay.
pub struct Client {
    /// What hands in has connections of its own: a relay answers late what is above a quota, and taking something back must not wait for
    /// that.
    submitting: reqwest::Client,
    asking: reqwest::Client,
    base: String,
    key: Arc<ServerKey>,
    ambient: Arc<dyn Ambient>,
    /// How far the relay's clock is ahead of ours, in seconds, as far as it matters.
    ahead_secs: AtomicI64,
}

impl Client {
    /// Gets ready. Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetupError`].
    pub fn new(settings: Settings, ambient: Arc<dyn Ambient>) -> Result<Self, SetupError> {
        let anchors = settings.ca_file.as_deref().map(anchors).transpose()?;
        let http = || http(anchors.as_deref().unwrap_or_default());
        Ok(Self {
            submitting: http()?,
            asking: http()?,
            base: settings.url.trim_end_matches('/').to_owned(),
            key: settings.key,
            ambient,
            ahead_secs: AtomicI64::new(0),
        })
    }

    /// Hands in a notification: returns once the relay has it for good. Tries a few times, but not past its deadline.
    ///
    /// # Errors
    /// [`SubmitError`].
    ///
    /// # Panics
    /// Never: a notification is JSON.
    pub async fn submit(&self, notification: &Notification) -> Result<Receipt, SubmitError> {
        let body = serde_json::to_vec(notification).expect("a notification is JSON");
        let mut tries = 0;
        loop {
            tries += 1;
            let left = self.time_left(notification);
            if left.is_zero() {
                let reason = "the deadline has passed".to_owned();
                return Err(SubmitError::TooLate { reason });
            }
            let request = Call {
                method: Method::POST,
                path: "/v1/notifications",
                body: &body,
                time_out: TIME_OUT.min(left),
            };
            let (after, reason) = match self.call(&request).await {
                Ok(receipt) => return Ok(receipt),
                Err(CallError::Unauthorized(reason)) => return Err(SubmitError::Misconfigured { reason }),
                Err(error @ CallError::NotFound) => {
                    let reason = error.to_string();
                    return Err(SubmitError::Misconfigured { reason });
                }
                Err(CallError::Refused(reason)) => return Err(SubmitError::Rejected { reason }),
                Err(CallError::Busy { after, reason }) => (after, reason),
                Err(CallError::Unreachable(reason)) if tries < TRIES => {
                    tracing::debug!(notification.id = %notification.id, reason, "a notification is handed in again");
                    self.ambient.sleep(QUICK).await;
                    continue;
                }
                Err(CallError::Unreachable(reason)) => (LATER, reason),
            };
            return Err(if after < self.time_left(notification) {
                SubmitError::Later { after, reason }
            } else {
                SubmitError::TooLate { reason }
            });
        }
    }

    /// Hands in up to [`MAX_BATCH`] notifications with one request, once; each has an answer of its own, in their order. What came of
    /// a request that failed is unknown: handing the same in again does no harm.
    ///
    /// # Errors
    /// [`CallError`], for all of them.
    ///
    /// # Panics
    /// Never: notifications are JSON.
    ///
    /// [`MAX_BATCH`]: countersign_proto::relay_api::MAX_BATCH
    pub async fn submit_all(
        &self,
        notifications: &[Notification],
    ) -> Result<Vec<Result<Receipt, CallError>>, CallError> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Answer {
            Kept(Receipt),
            Refused { problem: Problem },
        }
        let body = serde_json::to_vec(notifications).expect("notifications are JSON");
        let answers: Vec<Answer> = self
            .call(&Call {
                method: Method::POST,
                path: "/v1/notifications",
                body: &body,
                time_out: TIME_OUT,
            })
            .await?;
        if answers.len() != notifications.len() {
            let what = "it answered another number of notifications".to_owned();
            return Err(CallError::Refused(what));
        }
        let answers = answers.into_iter().map(|answer| match answer {
            Answer::Kept(receipt) => Ok(receipt),
            Answer::Refused { problem } => Err(CallError::Refused(problem.text())),
        });
        Ok(answers.collect())
    }

    /// Takes a notification back.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn cancel(&self, id: Uuid) -> Result<Receipt, CallError> {
        self.call(&Call {
            method: Method::DELETE,
            path: &format!("/v1/notifications/{id}"),
            body: &[],
            time_out: TIME_OUT,
        })
        .await
    }

    /// How far a notification has come.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn timeline(&self, id: Uuid) -> Result<Timeline, CallError> {
        self.call(&Call {
            method: Method::GET,
            path: &format!("/v1/notifications/{id}"),
            body: &[],
            time_out: TIME_OUT,
        })
        .await
    }

    /// What became of notifications after the event with this number, waiting for it up to `wait`; without a number, where
    /// events end now.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn events(&self, after: Option<i64>, wait: Duration) -> Result<Events, CallError> {
        let path = match after {
            Some(after) => {
                let secs = wait.as_secs();
                format!("/v1/events?after={after}&limit={EVENTS}&wait_secs={secs}")
            }
            None => "/v1/events".to_owned(),
        };
        self.call(&Call {
            method: Method::GET,
            path: &path,
            body: &[],
            time_out: wait + TIME_OUT,
        })
        .await
    }

    fn time_left(&self, notification: &Notification) -> Duration {
        let left_ms = notification.deadline_ms - self.ambient.now_ms();
        Duration::from_millis(u64::try_from(left_ms).unwrap_or(0))
    }

    fn now_secs(&self) -> i64 {
        self.ambient.now_ms().div_euclid(1000)
    }

    /// Sends a request; if the relay says that its clock is another one, once more by that clock.
    async fn call<T: DeserializeOwned>(&self, request: &Call<'_>) -> Result<T, CallError> {
        let http = match request.method {
            Method::POST => &self.submitting,
            _ => &self.asking,
        };
        let attempt = async || {
            let signed_at = self.now_secs() + self.ahead_secs.load(Relaxed);
            let answer = call(http, &self.base, &self.key, &*self.ambient, signed_at, request);
            (signed_at, answer.await)
        };
        let (signed_at, first) = attempt().await;
        let answer = match first {
            Ok(answer) => answer,
            Err(Failed::Error(error)) => return Err(error),
            // A refusal by a clock that agrees with the one we signed by has another reason.
            Err(Failed::Clock { server_secs, why })
                if server_secs.abs_diff(signed_at) < CLOCK_TOLERANCE_SECS.unsigned_abs() / 2 =>
            {
                return Err(why);
            }
            Err(Failed::Clock { server_secs, .. }) => {
                self.ahead_secs.store(server_secs - self.now_secs(), Relaxed);
                tracing::warn!(
                    ahead_secs = server_secs - self.now_secs(),
                    "the relay's clock differs from ours; requests are signed by it"
                );
                let (_, second) = attempt().await;
                second.map_err(|failed| match failed {
                    Failed::Clock { why, .. } | Failed::Error(why) => why,
                })?
            }
        };
        serde_json::from_slice(&answer)
            .map_err(|error| CallError::Unreachable(format!("its answer cannot be read: {error}")))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "its host is the operator's own setting; each request has a time-out"
)]
fn http(anchors: &[Certificate]) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT)
        .pool_idle_timeout(Duration::from_secs(60))
        .http2_keep_alive_interval(Duration::from_secs(20))
        .http2_keep_alive_timeout(Duration::from_secs(5))
        .tls_certs_merge(anchors.iter().cloned())
        .build()
}

fn anchors(path: &Path) -> Result<Vec<Certificate>, SetupError> {
    let failed = |what: String| SetupError::File {
        path: path.to_owned(),
        what,
    };
    let pem = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
    Certificate::from_pem_bundle(&pem).map_err(|_| failed("it holds no certificate".to_owned()))
}
