//! What goes to browsers is made ready where their keys are: encrypted for the browser (RFC 8291), and signed by the server that it has
//! subscribed to (RFC 8292). Whoever carries it from there needs neither, and learns no more than the push service.

use countersign_proto::{
    native::address::Address,
    push::{Body, Notification, PushToken, Target, WebPush, webpush_payload},
};
use data_encoding::BASE64URL_NOPAD;
use http::Uri;

use super::{webpush_seal::Browser, webpush_token::VapidKey};

/// Makes notifications ready for browsers.
pub struct BrowserPushes {
    key: VapidKey,
    contact: Option<String>,
}

impl BrowserPushes {
    /// With the key that browsers know the server by. `contact` is where the people who run a push service find whoever sends: `mailto:` or
    /// `https:`. Some of them insist on it.
    pub const fn new(key: VapidKey, contact: Option<String>) -> Self {
        Self { key, contact }
    }

    /// A notification for a browser as the push service takes it, at `now_ms`.
    ///
    /// # Errors
    /// A sentence, without anything of the address, if it cannot be made ready: the address is no browser's, or the body is for others.
    pub fn prepare(&self, notification: Notification, now_ms: i64) -> Result<Notification, String> {
        let Body::Sealed(sealed) = &notification.body else {
            return Err("a browser reads sealed pushes alone".to_owned());
        };
        let Subscription {
            endpoint,
            origin,
            browser,
        } = Subscription::read(notification.target.token.expose())?;
        let content = browser.seal(&webpush_payload(sealed));
        let body = WebPush {
            content: content.ok_or("nothing can be sealed for this browser")?,
            authorization: self.key.authorization(&origin, self.contact.as_deref(), now_ms)?,
        };
        Ok(Notification {
            target: Target {
                token: endpoint,
                ..notification.target
            },
            body: Body::WebPush(body),
            ..notification
        })
    }
}

/// A browser's subscription, taken apart.
struct Subscription {
    endpoint: PushToken,
    /// Scheme, host and port: the audience of a token.
    origin: String,
    browser: Browser,
}

impl Subscription {
    /// Reads an address as a browser has told it. Whether its host may be connected to is for whoever does.
    fn read(token: &str) -> Result<Self, String> {
        let Ok(Address::Webpush {
            endpoint,
            p256dh,
            auth,
        }) = serde_json::from_str::<Address>(token)
        else {
            return Err("the address is not a browser's".to_owned());
        };
        let Ok(url) = endpoint.expose().parse::<Uri>() else {
            return Err("the endpoint is not a URL".to_owned());
        };
        let (Some("https"), Some(authority)) = (url.scheme_str(), url.authority()) else {
            return Err("the endpoint is not https".to_owned());
        };
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
