//! The push service of a browser, as far as a sender can tell, and the browser behind it: it checks who sends (RFC 8292) and
//! opens what was encrypted for it (RFC 8291).

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
    rand,
    signature::{self, ECDSA_P256_SHA256_FIXED},
};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http::{Method, uri::Authority};
use serde_json::Value;

use crate::{
    clock::VendorClock,
    credentials::Credentials,
    front::{Answered, Asked, Front, Vendor},
    inbox::{Delivered, Inbox},
    script::{Reply, Scripts},
};

/// Largest body that push services must take, in bytes.
const MAX_BODY: usize = 4096;
/// A token may live a day.
const MAX_LIFE_SECS: u64 = 86_400;
/// Longest topic, in characters.
const MAX_TOPIC: usize = 32;
/// Bytes of a browser's authentication secret.
const AUTH_LEN: usize = 16;
/// What comes before the name of a subscription.
const PATH: &str = "/push/";

/// A fake of a browser's push service.
pub struct FakeWebPush {
    front: Front,
    state: Arc<State>,
}

/// Where a browser is reached, as it would tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The address; the last part of its path names the inbox.
    pub endpoint: String,
    /// The browser's key.
    pub p256dh: String,
    /// The browser's secret.
    pub auth: String,
}

impl Subscription {
    /// Under which name the inbox and scripts know it.
    pub fn token(&self) -> &str {
        self.endpoint.rsplit('/').next().unwrap_or("")
    }
}

struct State {
    scripts: Scripts,
    inbox: Inbox,
    accepted: AtomicU64,
    clock: VendorClock,
    browsers: Mutex<HashMap<String, Browser>>,
}

/// What a browser keeps for itself.
struct Browser {
    private: PrivateKey,
    auth: [u8; AUTH_LEN],
    /// The server's key that it has subscribed to, as it was told.
    server: String,
}

impl FakeWebPush {
    pub(crate) async fn start(credentials: &Credentials, clock: VendorClock) -> io::Result<Self> {
        let state = Arc::new(State {
            scripts: Scripts::default(),
            inbox: Inbox::default(),
            accepted: AtomicU64::new(0),
            clock,
            browsers: Mutex::default(),
        });
        let vendor = Arc::new(Service(Arc::clone(&state)));
        Ok(Self {
            front: Front::start(credentials, vendor).await?,
            state,
        })
    }

    /// Subscribes a browser to a server with this key (uncompressed, base64url).
    ///
    /// # Errors
    /// If no keys can be made.
    pub fn subscribe(&self, server: &str) -> io::Result<Subscription> {
        let made = || {
            let private = PrivateKey::generate(&ECDH_P256)?;
            let p256dh = BASE64URL_NOPAD.encode(private.compute_public_key()?.as_ref());
            let (mut auth, mut name) = ([0; AUTH_LEN], [0; 16]);
            rand::fill(&mut auth)?;
            rand::fill(&mut name)?;
            Ok((private, p256dh, auth, BASE64URL_NOPAD.encode(&name)))
        };
        let (private, p256dh, auth, name) = made().map_err(|error: Unspecified| io::Error::other(error))?;
        let subscription = Subscription {
            endpoint: format!("https://{}{PATH}{name}", self.front.address),
            p256dh,
            auth: BASE64URL_NOPAD.encode(&auth),
        };
        let server = server.to_owned();
        let browser = Browser {
            private,
            auth,
            server,
        };
        self.state.browsers().insert(name, browser);
        Ok(subscription)
    }

    /// The next answers for a subscription; afterwards messages to it are accepted again.
    pub fn script(&self, token: &str, replies: impl IntoIterator<Item = Reply>) {
        self.state.scripts.add(token, replies);
    }

    /// What was accepted, opened.
    pub fn inbox(&self) -> &Inbox {
        &self.state.inbox
    }

    /// How many messages were accepted.
    pub fn accepted(&self) -> u64 {
        self.state.accepted.load(Ordering::Relaxed)
    }
}

/// What the front talks to.
struct Service(Arc<State>);

impl Vendor for Service {
    fn protocols(&self) -> &'static [&'static [u8]] {
        &[b"h2", b"http/1.1"]
    }

    fn answer(&self, asked: Asked) -> Answered {
        let (token, payload) = match self.0.check(&asked) {
            Ok(checked) => checked,
            Err(status) => {
                return Answered {
                    reply: Some(Reply::status(status)),
                    accepted: Bytes::new(),
                    on_accept: None,
                };
            }
        };
        let state = Arc::clone(&self.0);
        let scripted = state.scripts.next(&token);
        let on_accept = Box::new(move || {
            state.accepted.fetch_add(1, Ordering::Relaxed);
            state.inbox.put(Delivered {
                token,
                payload: payload.into(),
                headers: asked.headers,
            });
        });
        Answered {
            reply: scripted,
            accepted: Bytes::new(),
            on_accept: Some(on_accept),
        }
    }
}

impl State {
    fn browsers(&self) -> MutexGuard<'_, HashMap<String, Browser>> {
        self.browsers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks a message; returns the subscription and what its browser reads, or the status of a refusal.
    fn check(&self, asked: &Asked) -> Result<(String, Vec<u8>), u16> {
        if asked.method != Method::POST {
            return Err(405);
        }
        let header = |name: &str| asked.headers.get(name).and_then(|value| value.to_str().ok());
        let browsers = self.browsers();
        let token = asked.uri.path().strip_prefix(PATH).ok_or(404_u16)?;
        let browser = browsers.get(token).ok_or(410_u16)?;
        if asked.body.len() > MAX_BODY {
            return Err(413);
        }
        let is_base64url = |topic: &str| {
            topic.len() <= MAX_TOPIC
                && topic
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        let fits = header("content-encoding") == Some("aes128gcm")
            && header("ttl").is_some_and(|ttl| ttl.parse::<u32>().is_ok())
            && matches!(
                header("urgency"),
                None | Some("very-low" | "low" | "normal" | "high")
            )
            && header("topic").is_none_or(is_base64url);
        if !fits {
            return Err(400);
        }
        let authorization = header("authorization").ok_or(401_u16)?;
        let host = asked.uri.authority().map(Authority::as_str);
        let host = host.or_else(|| header("host")).ok_or(400_u16)?;
        if !browser.knows(authorization, &format!("https://{host}"), self.clock.now_secs()) {
            return Err(403);
        }
        let opened = browser.open(&asked.body).ok_or(400_u16)?;
        Ok((token.to_owned(), opened))
    }
}

impl Browser {
    /// Whether the server that was subscribed to has signed for this audience, by `now` in seconds (RFC 8292, sections 2 and 3).
    fn knows(&self, authorization: &str, audience: &str, now: u64) -> bool {
        let check = || {
            let (token, key) = authorization.strip_prefix("vapid t=")?.split_once(", k=")?;
            let (signed, signature) = token.rsplit_once('.')?;
            let (header, claims) = signed.split_once('.')?;
            let decode = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).ok();
            let json = |part| serde_json::from_slice::<Value>(&decode(part)?).ok();
            let verifying = signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key)?);
            verifying.verify(signed.as_bytes(), &decode(signature)?).ok()?;
            let claims = json(claims)?;
            let expires = claims["exp"].as_u64()?;
            let is_contact = |contact: &str| contact.starts_with("mailto:") || contact.starts_with("https:");
            Some(
                key == self.server
                    && json(header)?["alg"] == "ES256"
                    && claims["aud"] == audience
                    && (now..=now + MAX_LIFE_SECS).contains(&expires)
                    && claims["sub"].as_str().is_none_or(is_contact),
            )
        };
        check() == Some(true)
    }

    /// Opens a message of one record (RFC 8188, RFC 8291).
    fn open(&self, body: &[u8]) -> Option<Vec<u8>> {
        let (salt, rest) = body.split_first_chunk::<16>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let (&key_len, rest) = rest.split_first()?;
        let (sender, sealed) = rest.split_at_checked(key_len.into())?;
        if sealed.len() > usize::try_from(u32::from_be_bytes(*size)).ok()? {
            return None;
        }
        let own = self.private.compute_public_key().ok()?;
        let peer = UnparsedPublicKey::new(&ECDH_P256, sender);
        let key = agree(&self.private, peer, Unspecified, |shared| {
            let extracted = Salt::new(HKDF_SHA256, &self.auth).extract(shared);
            expand::<32>(&extracted, &[b"WebPush: info\0", own.as_ref(), sender])
        });
        let extracted = Salt::new(HKDF_SHA256, salt).extract(&key.ok()?);
        let content_key: [u8; 16] = expand(&extracted, &[b"Content-Encoding: aes128gcm\0"]).ok()?;
        let nonce: [u8; 12] = expand(&extracted, &[b"Content-Encoding: nonce\0"]).ok()?;
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &content_key).ok()?);
        let mut record = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let opened = cipher.open_in_place(nonce, Aad::empty(), &mut record).ok()?;
        let end = opened.iter().rposition(|&byte| byte != 0)?;
        (opened[end] == 2).then(|| opened[..end].to_vec())
    }
}

/// How many bytes are wanted of a key.
struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(key: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut bytes = [0; N];
    key.expand(info, Length(N))?.fill(&mut bytes)?;
    Ok(bytes)
}
