//! Apple, as far as a provider can tell.

use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http::{HeaderMap, Method};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    clock::VendorClock,
    credentials::Credentials,
    front::{Answered, Asked, Front, Vendor},
    inbox::{Delivered, Inbox},
    script::{Reply, Scripts},
};

/// Apple's largest payload, in bytes.
const MAX_PAYLOAD: usize = 4096;
/// How old a provider token may be, in seconds.
const TOKEN_AGE: u64 = 3600;
/// How far ahead of Apple's clock it may have been signed, in seconds.
const AHEAD: u64 = 300;

/// A fake of Apple's push service.
pub struct FakeApns {
    front: Front,
    state: Arc<State>,
}

struct State {
    scripts: Scripts,
    inbox: Inbox,
    accepted: AtomicU64,
    clock: VendorClock,
    team_id: &'static str,
    topic: &'static str,
    /// The keys that are valid now, by id.
    keys: Mutex<BTreeMap<String, Vec<u8>>>,
    /// Provider tokens whose signature was verified, and when they were issued; verifying it each time would make the fake slow.
    verified: Mutex<HashMap<String, u64>>,
}

impl FakeApns {
    pub(crate) async fn start(credentials: &Credentials, clock: VendorClock) -> io::Result<Self> {
        let state = Arc::new(State {
            scripts: Scripts::default(),
            inbox: Inbox::default(),
            accepted: AtomicU64::new(0),
            clock,
            team_id: credentials.apns_team_id,
            topic: credentials.apns_topic,
            keys: Mutex::new(BTreeMap::from([(
                credentials.apns_key_id.to_owned(),
                credentials.apns_public_key.clone(),
            )])),
            verified: Mutex::default(),
        });
        let vendor = Arc::new(Apple(Arc::clone(&state)));
        Ok(Self {
            front: Front::start(credentials, vendor).await?,
            state,
        })
    }

    /// The `base_url` to configure.
    pub fn base_url(&self) -> String {
        format!("https://{}", self.front.address)
    }

    /// The next answers for `token`; afterwards pushes to it are accepted again.
    pub fn script(&self, token: &str, replies: impl IntoIterator<Item = Reply>) {
        self.state.scripts.add(token, replies);
    }

    /// Answers everything so, until it recovers.
    pub fn break_down(&self, reply: Reply) {
        self.state.scripts.answer_all(Some(reply));
    }

    /// Accepts again what it is not scripted to refuse.
    pub fn recover(&self) {
        self.state.scripts.answer_all(None);
    }

    /// How many proper pushes have come in all, whatever their answers were.
    pub fn tries(&self) -> u64 {
        self.state.scripts.tries()
    }

    /// Returns once this many proper pushes have come in all, whatever their answers are.
    pub async fn asked(&self, times: u64) {
        self.state.scripts.asked(times).await;
    }

    /// Issues another signing key, and writes it into `file` (`.p8`).
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn issue_key(&self, key_id: &str, file: &Path) -> io::Result<()> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(io::Error::other)?;
        std::fs::write(file, key.serialize_pem())?;
        let public_key = key.public_key_raw().to_vec();
        self.state.keys().insert(key_id.to_owned(), public_key);
        Ok(())
    }

    /// Takes a key away.
    pub fn revoke_key(&self, key_id: &str) {
        self.state.keys().remove(key_id);
        self.state.verified().clear();
    }

    /// Takes so many pushes at once on each connection that is made from now on, and refuses others.
    pub fn limit_streams(&self, streams: u32) {
        self.front.limit_streams(streams);
    }

    /// Lets whatever would be accepted wait until it is released.
    pub fn hold(&self) {
        self.front.hold(true);
    }

    /// Accepts what was held, and what comes.
    pub fn release(&self) {
        self.front.hold(false);
    }

    /// What was accepted.
    pub fn inbox(&self) -> &Inbox {
        &self.state.inbox
    }

    /// How many pushes were accepted.
    pub fn accepted(&self) -> u64 {
        self.state.accepted.load(Ordering::Relaxed)
    }
}

/// What the front talks to.
struct Apple(Arc<State>);

impl Vendor for Apple {
    fn answer(&self, asked: Asked) -> Answered {
        let refused = |(status, reason): (u16, &str)| Answered {
            reply: Some(Reply::apns(status, reason)),
            accepted: Bytes::new(),
            on_accept: None,
        };
        let token = match self.0.check(&asked) {
            Ok(token) => token,
            Err(refusal) => return refused(refusal),
        };
        let state = Arc::clone(&self.0);
        let reply = state.scripts.next(&token);
        let on_accept = Box::new(move || {
            state.accepted.fetch_add(1, Ordering::Relaxed);
            state.inbox.put(Delivered {
                token,
                payload: asked.body,
                headers: asked.headers,
            });
        });
        Answered {
            reply,
            accepted: Bytes::new(),
            on_accept: Some(on_accept),
        }
    }
}

impl State {
    fn keys(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn verified(&self) -> MutexGuard<'_, HashMap<String, u64>> {
        self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks a request in Apple's order; returns the device token.
    fn check(&self, asked: &Asked) -> Result<String, (u16, &'static str)> {
        let header = |name: &str| asked.headers.get(name).and_then(|value| value.to_str().ok());
        if header("apns-id").is_some_and(|id| Uuid::try_parse(id).is_err()) {
            return Err((400, "BadMessageId"));
        }
        if asked.method != Method::POST {
            return Err((405, "MethodNotAllowed"));
        }
        match header("apns-topic") {
            None => return Err((400, "MissingTopic")),
            Some(topic) if topic != self.topic => return Err((400, "TopicDisallowed")),
            Some(_) => {}
        }
        if header("apns-collapse-id").is_some_and(|id| id.len() > 64) {
            return Err((400, "BadCollapseId"));
        }
        if !matches!(header("apns-priority"), None | Some("10" | "5" | "1")) {
            return Err((400, "BadPriority"));
        }
        if !matches!(header("apns-push-type"), Some("alert" | "background")) {
            return Err((400, "InvalidPushType"));
        }
        let expires = header("apns-expiration").map(str::parse::<u64>).transpose();
        // A relative expiration lies in 1970; such a push would never be stored.
        if !matches!(expires, Ok(None | Some(0)))
            && !matches!(expires, Ok(Some(at)) if at > self.clock.now_secs() - 60)
        {
            return Err((400, "BadExpirationDate"));
        }
        let token = asked
            .uri
            .path()
            .strip_prefix("/3/device/")
            .ok_or((404, "BadPath"))?;
        if token.is_empty() {
            return Err((400, "MissingDeviceToken"));
        }
        if !token
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err((400, "BadDeviceToken"));
        }
        self.check_provider_token(&asked.headers)?;
        // No phone has it.
        if token.len() == 64 && token.bytes().all(|byte| byte == b'0') {
            return Err((400, "BadDeviceToken"));
        }
        check_payload(&asked.body)?;
        Ok(token.to_owned())
    }

    fn check_provider_token(&self, headers: &HeaderMap) -> Result<(), (u16, &'static str)> {
        let header = headers.get("authorization").and_then(|value| value.to_str().ok());
        let token = header
            .and_then(|value| value.strip_prefix("bearer "))
            .ok_or((403, "MissingProviderToken"))?;
        let verified = self.verified().get(token).copied();
        let issued = match verified {
            Some(issued) => issued,
            None => self.verify(token)?,
        };
        let now = self.clock.now_secs();
        if issued + TOKEN_AGE < now || issued > now + AHEAD {
            return Err((403, "ExpiredProviderToken"));
        }
        Ok(())
    }

    /// Verifies a provider token's signature; returns when it was issued.
    fn verify(&self, token: &str) -> Result<u64, (u16, &'static str)> {
        let invalid = (403, "InvalidProviderToken");
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            return Err(invalid);
        };
        let signed = &token.as_bytes()[..header.len() + 1 + claims.len()];
        let json = |part: &str| -> Option<Value> {
            serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).ok()?).ok()
        };
        let (header, claims) = (json(header).ok_or(invalid)?, json(claims).ok_or(invalid)?);
        let signature = BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .map_err(|_| invalid)?;
        if header["alg"] != "ES256" || claims["iss"] != self.team_id {
            return Err(invalid);
        }
        let key_id = header["kid"].as_str().unwrap_or_default();
        let public_key = self.keys().get(key_id).cloned().ok_or(invalid)?;
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &public_key);
        key.verify(signed, &signature).map_err(|_| invalid)?;
        let issued = claims["iat"].as_u64().ok_or(invalid)?;
        self.verified().insert(token.to_owned(), issued);
        Ok(issued)
    }
}

fn check_payload(body: &[u8]) -> Result<(), (u16, &'static str)> {
    if body.len() > MAX_PAYLOAD {
        return Err((413, "PayloadTooLarge"));
    }
    let is_push = serde_json::from_slice::<Value>(body).is_ok_and(|payload| payload["aps"].is_object());
    if is_push {
        Ok(())
    } else {
        Err((400, "PayloadEmpty"))
    }
}
