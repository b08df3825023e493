//! Gateways for text messages and for calls that speak a text: the operator's own by templates, and two vendors' ways.

mod generic;
mod settings;
mod twilio;
mod vonage;

use std::time::Duration;

use bytes::Bytes;
use countersign_proto::push::{Body, Notification, Provider};
use fcm::{Connector, answer_within, retry_after};
use http::{Method, Request, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::{
    client::legacy,
    rt::{TokioExecutor, TokioTimer},
};
use serde_json::Value;
use zeroize::Zeroizing;

pub use self::settings::{GatewayKind, MessageSettings};
use self::{generic::Generic, twilio::Twilio, vonage::Vonage};
use crate::{
    retry::{GatewayCode, Verdict},
    settings::SetupError,
    transport::connector,
};

/// Largest answer that is read, in bytes.
const MAX_ANSWER: usize = 64 * 1024;
/// Longest text that is handed on, in characters.
const MAX_TEXT: usize = 1600;
/// Idle connections that are kept.
const IDLE: usize = 8;

/// Sends through one gateway.
pub(crate) struct Gateway {
    http: legacy::Client<Connector, Full<Bytes>>,
    speech: Speech,
    time_out: Duration,
}

/// How a gateway is spoken to.
enum Speech {
    Generic(Generic),
    Twilio(Twilio),
    Vonage(Vonage),
}

/// One message, taken apart.
pub(super) struct Message<'a> {
    /// E.164.
    pub(super) to: &'a str,
    pub(super) text: &'a str,
    /// BCP 47 tag.
    pub(super) lang: &'a str,
    /// The same at every try.
    pub(super) id: String,
    /// Where to tell later what became of it.
    pub(super) receipt: Option<&'a str>,
    /// Seconds until it is worthless.
    pub(super) ttl_secs: u64,
}

/// What is asked of a gateway. The body holds the number and the text.
pub(super) struct Call {
    pub(super) uri: Uri,
    pub(super) content_type: &'static str,
    pub(super) headers: Vec<(header::HeaderName, header::HeaderValue)>,
    pub(super) body: Zeroizing<String>,
}

impl Gateway {
    /// A gateway for messages of this kind.
    pub(crate) fn new(provider: Provider, settings: &MessageSettings) -> Result<Self, SetupError> {
        let speech = match settings.provider {
            GatewayKind::Generic => Speech::Generic(Generic::new(settings)?),
            GatewayKind::Twilio => Speech::Twilio(Twilio::new(provider, settings)?),
            GatewayKind::Vonage => Speech::Vonage(Vonage::new(provider, settings)?),
        };
        let http = legacy::Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(IDLE)
            .build(connector(settings.ca_file.as_deref())?);
        Ok(Self {
            http,
            speech,
            time_out: settings.time_out()?,
        })
    }

    /// One try.
    pub(crate) async fn try_send(
        &self,
        notification: &Notification,
        receipt: Option<&str>,
        now_ms: i64,
    ) -> Verdict {
        if let Err(what) = check(notification) {
            return Verdict::Unsendable(what);
        }
        let Body::Text(text) = &notification.body else {
            return Verdict::Unsendable("telephones take texts alone".to_owned());
        };
        let left_ms = u64::try_from(notification.deadline_ms - now_ms).unwrap_or(0);
        let message = Message {
            to: notification.target.token.expose(),
            text: &text.text,
            lang: &text.lang,
            id: notification.id.to_string(),
            receipt,
            ttl_secs: left_ms.div_ceil(1000),
        };
        let call = match &self.speech {
            Speech::Generic(generic) => generic.call(&message),
            Speech::Twilio(twilio) => twilio.call(&message),
            Speech::Vonage(vonage) => vonage.call(&message),
        };
        let request = match request(call) {
            Ok(request) => request,
            Err(what) => return Verdict::Unsendable(what),
        };
        let verdict = answer_within(self.time_out, request, |request| self.ask(request)).await;
        verdict.unwrap_or_else(|| Verdict::Unanswered("no answer in time".to_owned()))
    }

    async fn ask(&self, request: Request<Full<Bytes>>) -> Verdict {
        let response = match self.http.request(request).await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Verdict::Transport(error.to_string()),
            Err(error) => return Verdict::Unanswered(error.to_string()),
        };
        let (status, retry_after) = (response.status(), retry_after(response.headers()));
        let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
        let (status, answer) = match body {
            Ok(body) => (
                status.as_u16(),
                serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null),
            ),
            // It was taken, and what more was to be said of that is not worth a second message.
            Err(_) if status.is_success() => return Verdict::Accepted,
            Err(_) => (status.as_u16(), Value::Null),
        };
        let refused = match &self.speech {
            Speech::Generic(generic) => generic.judge(status, &answer),
            Speech::Twilio(twilio) => twilio.judge(status, &answer),
            Speech::Vonage(vonage) => vonage.judge(status, &answer),
        };
        match refused {
            Ok(()) => Verdict::Accepted,
            Err(code) => Verdict::Gateway {
                status,
                code,
                retry_after,
            },
        }
    }
}

/// What a gateway's answer is: taken, or refused with its own code if it has one.
type Judged = Result<(), Option<GatewayCode>>;

/// Whether a notification is a text for a number.
pub(crate) fn check(notification: &Notification) -> Result<(), String> {
    let Body::Text(text) = &notification.body else {
        return Err("telephones take texts alone".to_owned());
    };
    if !(1..=MAX_TEXT).contains(&text.text.chars().count()) {
        return Err("the text is empty or too long".to_owned());
    }
    let is_tag = |tag: &str| {
        (2..=35).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !is_tag(&text.lang) {
        return Err("lang is no tag of a language".to_owned());
    }
    let digits = notification.target.token.expose().strip_prefix('+');
    let is_number =
        |digits: &str| (3..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_some_and(is_number) {
        Ok(())
    } else {
        Err("the address is no number with +".to_owned())
    }
}

fn request(call: Call) -> Result<Request<Full<Bytes>>, String> {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(call.uri)
        .header(header::CONTENT_TYPE, call.content_type)
        .header(header::ACCEPT, "application/json");
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    request
        .body(Full::new(Bytes::from(call.body.as_bytes().to_vec())))
        .map_err(|error| error.to_string())
}

/// A form's body.
pub(super) fn form(fields: &[(&str, &str)]) -> Zeroizing<String> {
    let mut body = Zeroizing::new(String::new());
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        body.push_str(name);
        body.push('=');
        push_escaped(&mut body, value);
    }
    body
}

/// Adds a value as forms have it.
pub(super) fn push_escaped(body: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'*') {
            body.push(char::from(byte));
        } else {
            body.push('%');
            for half in [byte >> 4, byte & 15] {
                body.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
}
