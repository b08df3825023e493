//! Apple Push Notification service (HTTP/2 provider API).

use std::time::Duration;

use a2::{NotificationOptions, Priority, PushType, request::payload::PayloadLike};
use bytes::Bytes;
use countersign_proto::push::{Environment, Notification, apns_payload};
use fcm::{Pool, PoolError};
use http::{Request, Response, header::AUTHORIZATION};
use serde::{Deserialize, Serialize};

use super::apns_token::Signer;
use crate::{
    retry::Verdict,
    settings::{ApnsSettings, SetupError},
    transport::connector,
};

/// How long one request may take.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Connections to each of Apple's hosts. One alone would be a single point of failure; many would look like abuse.
const CONNECTIONS: usize = 2;

/// The token of a phone that does not exist.
const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Sends for one app.
pub(crate) struct Apns {
    /// To production, and to the sandbox.
    http: [Pool; 2],
    signer: Signer,
    topic: String,
    environment: Environment,
    base_url: Option<String>,
}

/// A rendered notification in the crate `a2`'s model.
#[derive(Serialize)]
struct Push<'a> {
    #[serde(skip)]
    token: &'a str,
    #[serde(skip)]
    options: NotificationOptions<'a>,
}

impl std::fmt::Debug for Push<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PayloadLike for Push<'_> {
    fn get_device_token(&self) -> &str {
        self.token
    }

    fn get_options(&self) -> &NotificationOptions<'_> {
        &self.options
    }
}

impl Apns {
    pub(crate) fn new(settings: &ApnsSettings) -> Result<Self, SetupError> {
        let connector = connector(settings.ca_file.as_deref())?;
        let pool = || Pool::new(&connector, CONNECTIONS);
        let http = [pool(), pool()];
        Ok(Self {
            http,
            signer: Signer::load(&settings.key_file, &settings.key_id, &settings.team_id)?,
            topic: settings.topic.clone(),
            environment: settings.environment,
            base_url: settings
                .base_url
                .as_ref()
                .map(|url| url.trim_end_matches('/').to_owned()),
        })
    }

    /// Where tokens are valid that do not say it.
    pub(crate) const fn environment(&self) -> Environment {
        self.environment
    }

    /// Makes the next request carry another provider token, if the present one is old enough for that.
    pub(crate) fn renew(&self, now_ms: i64) {
        // A key that does not sign shows at the next request.
        let _ = self.signer.renew(now_ms);
    }

    /// One try.
    pub(crate) async fn try_send(
        &self,
        notification: &Notification,
        environment: Environment,
        now_ms: i64,
    ) -> Verdict {
        let body = match apns_payload(&notification.body) {
            Ok(body) => body,
            Err(error) => return Verdict::Unsendable(error.to_string()),
        };
        let request = {
            let id = notification.id.to_string();
            let push = Push {
                token: notification.target.token.expose(),
                options: NotificationOptions {
                    apns_id: Some(&id),
                    apns_expiration: u64::try_from(notification.deadline_ms.div_euclid(1000)).ok(),
                    ..self.options()
                },
            };
            self.request(&push, body, environment, now_ms)
        };
        match request {
            Ok(request) => verdict(self.pool(environment).send(request, TIME_OUT).await),
            Err(what) => Verdict::Unsendable(what),
        }
    }

    /// What Apple answers to a push for a phone that does not exist.
    pub(crate) async fn probe(&self, now_ms: i64) -> Verdict {
        let push = Push {
            token: NOBODY,
            options: NotificationOptions {
                apns_expiration: Some(0),
                ..self.options()
            },
        };
        let body = br#"{"aps":{"alert":"probe"}}"#.to_vec();
        match self.request(&push, body, self.environment, now_ms) {
            Ok(request) => verdict(self.pool(self.environment).send(request, TIME_OUT).await),
            Err(what) => Verdict::Unsendable(what),
        }
    }

    const fn options(&self) -> NotificationOptions<'_> {
        NotificationOptions {
            apns_id: None,
            apns_push_type: Some(PushType::Alert),
            apns_priority: Some(Priority::High),
            apns_expiration: None,
            apns_topic: Some(self.topic.as_str()),
            apns_collapse_id: None,
        }
    }

    const fn pool(&self, environment: Environment) -> &Pool {
        match environment {
            Environment::Production => &self.http[0],
            Environment::Sandbox => &self.http[1],
        }
    }

    fn request(
        &self,
        push: &impl PayloadLike,
        body: Vec<u8>,
        environment: Environment,
        now_ms: i64,
    ) -> Result<Request<Bytes>, String> {
        let token = push.get_device_token();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err("the device token is not hexadecimal".to_owned());
        }
        let host = match (&self.base_url, environment) {
            (Some(base), _) => base.as_str(),
            (None, Environment::Production) => "https://api.push.apple.com",
            (None, Environment::Sandbox) => "https://api.sandbox.push.apple.com",
        };
        let options = push.get_options();
        let mut request = Request::post(format!("{host}/3/device/{token}")).header(
            AUTHORIZATION,
            self.signer.header(now_ms).map_err(|error| error.to_string())?,
        );
        if let Some(id) = options.apns_id {
            request = request.header("apns-id", id);
        }
        if let Some(kind) = &options.apns_push_type {
            request = request.header("apns-push-type", kind.to_string());
        }
        if let Some(priority) = &options.apns_priority {
            request = request.header("apns-priority", priority.to_string());
        }
        if let Some(expiration) = options.apns_expiration {
            request = request.header("apns-expiration", expiration);
        }
        if let Some(topic) = options.apns_topic {
            request = request.header("apns-topic", topic);
        }
        request.body(Bytes::from(body)).map_err(|error| error.to_string())
    }
}

fn verdict(sent: Result<Response<Bytes>, PoolError>) -> Verdict {
    #[derive(Deserialize)]
    struct Refusal {
        reason: String,
        timestamp: Option<i64>,
    }
    let response = match sent {
        Ok(response) => response,
        Err(error) => return Verdict::Transport(error.to_string()),
    };
    let status = response.status().as_u16();
    if status == 200 {
        return Verdict::Accepted;
    }
    let refusal = serde_json::from_slice::<Refusal>(response.body()).ok();
    Verdict::Apns {
        status,
        since_ms: refusal.as_ref().and_then(|refusal| refusal.timestamp),
        reason: refusal.map(|refusal| refusal.reason).unwrap_or_default(),
    }
}
