//! Web Push: the push services of browsers (RFC 8030). What goes there was made ready by the browser's own server
//! ([`super::webpush_prepare`]), so no key is needed here. The browser names its service, so that one is reached through the guard.

use bytes::Bytes;
use countersign_proto::push::{Body, Notification, WebPush as Prepared};
use data_encoding::BASE64URL_NOPAD;
use fcm::retry_after;
use http::{HeaderValue, Request, Response, header};
use http_body_util::Full;

use crate::{
    guarded::{GuardedClient, https},
    retry::Verdict,
    settings::{SetupError, WebPushSettings},
};

/// Largest content that push services must take, in bytes (RFC 8030, 7.2).
const MAX_CONTENT: usize = 4096;
/// Longest authorization, in bytes: a token and a key have some five hundred.
const MAX_AUTHORIZATION: usize = 2048;

/// Sends to browsers.
pub(crate) struct WebPush {
    client: GuardedClient,
}

/// What a push service is told, as far as it was handed in.
struct Message<'n> {
    endpoint: &'n str,
    authorization: HeaderValue,
    content: &'n [u8],
}

/// Whether a push service could be asked to take it.
///
/// # Errors
/// A sentence for whoever hands it in.
pub(crate) fn check(notification: &Notification) -> Result<(), String> {
    Message::read(notification).map(|_| ())
}

impl WebPush {
    pub(crate) fn new(settings: &WebPushSettings) -> Result<Self, SetupError> {
        let client = GuardedClient::new(&settings.allow_networks, settings.ca_file.as_deref())?;
        Ok(Self { client })
    }

    /// One try.
    pub(crate) async fn try_send(&self, notification: &Notification, now_ms: i64) -> Verdict {
        let request = match self.request(notification, now_ms) {
            Ok(request) => request,
            Err(what) => return Verdict::Unsendable(what),
        };
        match self.client.request(request).await {
            Ok(response) => verdict(&response),
            Err(what) => Verdict::Transport(what),
        }
    }

    fn request(&self, notification: &Notification, now_ms: i64) -> Result<Request<Full<Bytes>>, String> {
        let message = Message::read(notification)?;
        let left_ms = u64::try_from(notification.deadline_ms - now_ms).unwrap_or(0);
        let about = notification.reference.unwrap_or(notification.id);
        Request::post(self.client.admit(message.endpoint)?)
            .header(header::AUTHORIZATION, message.authorization)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", left_ms.div_ceil(1000))
            .header("urgency", "high")
            // A repeat of what has not been delivered yet takes its place, also one that somebody asked for.
            .header("topic", BASE64URL_NOPAD.encode(about.as_bytes()))
            .body(Full::new(Bytes::copy_from_slice(message.content)))
            .map_err(|error| error.to_string())
    }
}

impl<'n> Message<'n> {
    fn read(notification: &'n Notification) -> Result<Self, String> {
        let refused = |what: &str| Err(what.to_owned());
        let Body::WebPush(Prepared {
            content,
            authorization,
        }) = &notification.body
        else {
            return refused("a push service takes a body of the kind web_push alone");
        };
        let endpoint = notification.target.token.expose();
        https(endpoint)?;
        if content.is_empty() || content.len() > MAX_CONTENT {
            return refused("the content is empty, or more than 4096 bytes");
        }
        let is_vapid = authorization.starts_with("vapid ") && authorization.len() <= MAX_AUTHORIZATION;
        let Ok(mut authorization) = HeaderValue::try_from(authorization) else {
            return refused("the authorization is not a header field");
        };
        if !is_vapid {
            return refused("the authorization is not of the scheme vapid, or too long");
        }
        authorization.set_sensitive(true);
        Ok(Self {
            endpoint,
            authorization,
            content,
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
