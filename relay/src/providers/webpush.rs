//! Web Push: the push services of browsers (RFC 8030). The browser names its service, so it is reached through the guard.

use std::{net::IpAddr, time::Duration};

use bytes::Bytes;
use countersign_proto::{
    native::address::Address,
    push::{Body, Notification, webpush_payload},
};
use data_encoding::BASE64URL_NOPAD;
use fcm::{answer_within, retry_after};
use http::{Request, Response, Uri, header};
use http_body_util::Full;
use hyper_util::{
    client::legacy,
    rt::{TokioExecutor, TokioTimer},
};

use super::{webpush_seal::Browser, webpush_token::VapidKey};
use crate::{
    guard::Guard,
    retry::Verdict,
    settings::{SetupError, WebPushSettings},
    transport::{GuardedConnector, guarded_connector},
};

/// How long one request may take.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Idle connections that are kept to one push service.
const IDLE: usize = 8;

/// Sends to browsers.
pub(crate) struct WebPush {
    http: legacy::Client<GuardedConnector, Full<Bytes>>,
    guard: Guard,
    key: VapidKey,
    contact: Option<String>,
}

/// A browser's subscription, taken apart.
struct Subscription {
    endpoint: Uri,
    /// Scheme, host and port: the audience of a token.
    origin: String,
    browser: Browser,
}

impl WebPush {
    pub(crate) fn new(settings: WebPushSettings) -> Result<Self, SetupError> {
        let guard = Guard::new(&settings.allow_networks);
        let connector = guarded_connector(settings.ca_file.as_deref(), guard.clone())?;
        let http = legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(IDLE)
            .build(connector);
        Ok(Self {
            http,
            guard,
            key: settings.key,
            contact: settings.contact,
        })
    }

    /// One try.
    pub(crate) async fn try_send(&self, notification: &Notification, now_ms: i64) -> Verdict {
        let request = match self.request(notification, now_ms) {
            Ok(request) => request,
            Err(what) => return Verdict::Unsendable(what),
        };
        match answer_within(TIME_OUT, request, |request| self.http.request(request)).await {
            Some(Ok(response)) => verdict(&response),
            Some(Err(error)) => Verdict::Transport(error.to_string()),
            None => Verdict::Transport("no answer in time".to_owned()),
        }
    }

    fn request(&self, notification: &Notification, now_ms: i64) -> Result<Request<Full<Bytes>>, String> {
        let Body::Sealed(sealed) = &notification.body else {
            return Err("a browser reads sealed pushes alone".to_owned());
        };
        let subscription = Subscription::read(notification.target.token.expose(), &self.guard)?;
        let body = subscription.browser.seal(&webpush_payload(sealed));
        let body = body.ok_or("nothing can be sealed for this browser")?;
        let left_ms = u64::try_from(notification.deadline_ms - now_ms).unwrap_or(0);
        let contact = self.contact.as_deref();
        let about = notification.reference.unwrap_or(notification.id);
        Request::post(subscription.endpoint)
            .header(
                header::AUTHORIZATION,
                self.key.header(&subscription.origin, contact, now_ms)?,
            )
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", left_ms.div_ceil(1000))
            .header("urgency", "high")
            // A repeat of what has not been delivered yet takes its place, also one that somebody asked for.
            .header("topic", BASE64URL_NOPAD.encode(about.as_bytes()))
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| error.to_string())
    }
}

impl Subscription {
    /// Reads an address as a browser has told it. A host that is written as an address is not resolved, so it is checked here.
    fn read(token: &str, guard: &Guard) -> Result<Self, String> {
        let address = serde_json::from_str::<Address>(token).map_err(|_| "the address is not a browser's")?;
        let Address::Webpush {
            endpoint,
            p256dh,
            auth,
        } = address
        else {
            return Err("the address is not a browser's".to_owned());
        };
        let endpoint: Uri = endpoint
            .expose()
            .parse()
            .map_err(|_| "the endpoint is not a URL".to_owned())?;
        let (Some("https"), Some(authority)) = (endpoint.scheme_str(), endpoint.authority()) else {
            return Err("the endpoint is not https".to_owned());
        };
        if authority.as_str().contains('@') {
            return Err("the endpoint names a user".to_owned());
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        if host.parse::<IpAddr>().is_ok_and(|address| !guard.allows(address)) {
            return Err("the endpoint's address may not be connected to".to_owned());
        }
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes());
        let (Ok(public), Ok(secret)) = (decode(&p256dh), decode(auth.expose())) else {
            return Err("the browser's keys are not base64url".to_owned());
        };
        Ok(Self {
            origin: format!("https://{authority}"),
            endpoint,
            browser: Browser { public, secret },
        })
    }
}

fn verdict<B>(response: &Response<B>) -> Verdict {
    let status = response.status();
    if status.is_success() {
        return Verdict::Accepted;
    }
    Verdict::WebPush {
        status: status.as_u16(),
        retry_after: retry_after(response.headers()),
    }
}
