//! Credentials of apps at their vendors: opened, tried without anybody noticing, and exchanged while their lanes stay open.

use std::{collections::BTreeMap, sync::Arc};

use countersign_proto::push::{Environment, Provider};
use fcm::ErrorCode;
use futures_util::future::join_all;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    lanes::{Adapter, LaneId},
    providers::{apns::Apns, fcm::Fcm},
    relay::{Ambient, Relay},
    retry::Verdict,
    settings::{ApnsSettings, AppSettings, FcmSettings, SetupError},
};

/// Apple's words about a phone.
const OF_THE_PHONE: [&str; 4] = [
    "BadDeviceToken",
    "DeviceTokenNotForTopic",
    "Unregistered",
    "ExpiredToken",
];

/// One app's credentials at one vendor, as settings name them.
#[derive(Clone, Copy)]
pub(crate) enum Credentials<'a> {
    Apns(&'a ApnsSettings),
    Fcm(&'a FcmSettings),
}

impl<'a> Credentials<'a> {
    /// All of an app's.
    pub(crate) fn of(app: &'a AppSettings) -> impl Iterator<Item = Self> {
        let apple = app.apns.as_ref().map(Self::Apns);
        apple.into_iter().chain(app.fcm.as_ref().map(Self::Fcm))
    }

    /// Reads them. Nothing is sent yet.
    pub(crate) async fn open(self) -> Result<Adapter, SetupError> {
        Ok(match self {
            Self::Apns(settings) => Adapter::Apns(Apns::new(settings)?),
            Self::Fcm(settings) => Adapter::Fcm(Fcm::new(settings).await?),
        })
    }

    /// The lanes that they serve.
    pub(crate) fn lanes(self, app: &str) -> Vec<LaneId> {
        match self {
            Self::Apns(_) => [Environment::Production, Environment::Sandbox]
                .map(|environment| LaneId::apple(app, environment))
                .into(),
            Self::Fcm(_) => vec![LaneId::google(app)],
        }
    }

    const fn provider(self) -> Provider {
        match self {
            Self::Apns(_) => Provider::Apns,
            Self::Fcm(_) => Provider::Fcm,
        }
    }
}

/// What a vendor says of credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "result", content = "reason")]
pub enum Answer {
    /// It knows them.
    Works,
    /// It does not, or they cannot be read.
    Refused(String),
    /// It could not be asked, or is in trouble.
    Unknown(String),
}

/// Credentials that were tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tried {
    /// Whose they are.
    pub app: String,
    /// Whose phones they wake.
    pub provider: Provider,
    /// What their vendor says.
    #[serde(flatten)]
    pub answer: Answer,
}

/// Asks each vendor whether it knows the credentials of these apps, by a push to a phone that does not exist.
pub async fn probe(apps: &BTreeMap<String, AppSettings>, ambient: &dyn Ambient) -> Vec<Tried> {
    let all = try_all(apps, ambient).await;
    all.into_iter().map(|(_, _, tried)| tried).collect()
}

impl Relay {
    /// Probes the credentials of these apps, and goes on with those that their vendor knows. Lanes whose new credentials it does not know, or
    /// cannot say, keep those that they have.
    pub async fn switch(&self, apps: &BTreeMap<String, AppSettings>) -> Vec<Tried> {
        let all = try_all(apps, self.ambient()).await;
        let switched = all.into_iter().map(|(credentials, adapter, mut tried)| {
            if let (Answer::Works, Some(adapter)) = (&tried.answer, adapter) {
                let adapter = Arc::new(adapter);
                let lanes = credentials.lanes(&tried.app);
                let are_known = lanes.iter().all(|lane| self.exchange(lane, &adapter));
                if are_known {
                    tracing::info!(app = tried.app, provider = %tried.provider, "credentials were exchanged");
                } else {
                    let reason = "they work, but the app had none at the start: start anew";
                    tried.answer = Answer::Refused(reason.to_owned());
                }
            }
            tried
        });
        switched.collect()
    }
}

async fn try_all<'a>(
    apps: &'a BTreeMap<String, AppSettings>,
    ambient: &dyn Ambient,
) -> Vec<(Credentials<'a>, Option<Adapter>, Tried)> {
    let all = apps
        .iter()
        .flat_map(|(name, app)| Credentials::of(app).map(move |credentials| (name, credentials)));
    let tries = all.map(async |(name, credentials)| {
        let (adapter, answer) = match credentials.open().await {
            Ok(adapter) => {
                let verdict = adapter.probe(ambient.now_ms()).await;
                (Some(adapter), judge(&verdict))
            }
            Err(error) => (None, Answer::Refused(error.to_string())),
        };
        let tried = Tried {
            app: name.clone(),
            provider: credentials.provider(),
            answer,
        };
        (credentials, adapter, tried)
    });
    join_all(tries).await
}

/// What the answer to a probe says. Whoever complains about the phone has looked at the credentials before.
fn judge(verdict: &Verdict) -> Answer {
    let reason = verdict.to_string();
    match verdict {
        Verdict::Accepted => Answer::Works,
        Verdict::Apns { reason: word, .. } if OF_THE_PHONE.contains(&&**word) => Answer::Works,
        Verdict::Fcm {
            code: Some(ErrorCode::InvalidArgument | ErrorCode::Unregistered),
            ..
        } => Answer::Works,
        Verdict::Apns {
            status: 400..=428,
            reason: word,
            ..
        } if !word.is_empty() => Answer::Refused(reason),
        Verdict::Fcm {
            status: 401 | 403,
            is_json: true,
            ..
        }
        | Verdict::Auth(_) => Answer::Refused(reason),
        _ => Answer::Unknown(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apns(status: u16, reason: &str) -> Verdict {
        Verdict::Apns {
            status,
            reason: reason.to_owned(),
            since_ms: None,
        }
    }

    fn fcm(status: u16, code: Option<ErrorCode>) -> Verdict {
        Verdict::Fcm {
            status,
            code,
            retry_after: None,
            is_json: true,
        }
    }

    #[test]
    fn only_a_vendor_that_has_looked_at_them_says_that_they_work() {
        let refused = |text: &str| Answer::Refused(text.to_owned());
        let unknown = |text: &str| Answer::Unknown(text.to_owned());
        for (verdict, answer) in [
            (Verdict::Accepted, Answer::Works),
            (apns(400, "BadDeviceToken"), Answer::Works),
            (apns(410, "Unregistered"), Answer::Works),
            (
                apns(403, "InvalidProviderToken"),
                refused("403 InvalidProviderToken"),
            ),
            (apns(400, "TopicDisallowed"), refused("400 TopicDisallowed")),
            (
                apns(429, "TooManyProviderTokenUpdates"),
                unknown("429 TooManyProviderTokenUpdates"),
            ),
            (apns(403, ""), unknown("403")),
            (apns(503, "Shutdown"), unknown("503 Shutdown")),
            (fcm(400, Some(ErrorCode::InvalidArgument)), Answer::Works),
            (fcm(401, None), refused("401")),
            (fcm(403, None), refused("403")),
            (fcm(404, None), unknown("404")),
            (fcm(503, Some(ErrorCode::Unavailable)), unknown("503 UNAVAILABLE")),
            (
                Verdict::Auth("invalid_grant".to_owned()),
                refused("invalid_grant"),
            ),
            (
                Verdict::Transport("no answer in time".to_owned()),
                unknown("no answer in time"),
            ),
        ] {
            assert_eq!(judge(&verdict), answer, "{verdict}");
        }
    }
}
